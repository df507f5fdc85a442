"""How do we talk to a relay that wants a name, or that cannot keep a secret?"""

import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from eclt_partners.notifications.relay import (
    Address,
    Patience,
    RefusedError,
    Relay,
    RelayAwayError,
)
from eclt_partners.notifications.rules.replies import Reply
from tests.notifications.sink import QUICK, Sink, free_port

BODY = b"Subject: Hello\r\n\r\nHello.\r\n"


def may_enter(server, session, envelope, mechanism, auth_data):
    """Let in one name with one password."""
    known = (auth_data.login, auth_data.password) == (b"mailer", b"open sesame")
    return AuthResult(success=known)


@contextmanager
def guarded_sink() -> Iterator[Sink]:
    sink = Sink()
    sink.port = free_port()
    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=sink.port,
        authenticator=may_enter,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield sink
    finally:
        controller.stop(no_assert=True)


def finish(relay: Relay) -> Reply | None:
    relay.send_dot()
    return relay.answer()


def send(relay: Relay) -> int | None:
    relay.hand_over("from@example.org", "to@example.org", BODY)
    reply = finish(relay)
    relay.leave()
    return reply.code if reply else None


def test_the_name_and_password_of_the_settings_open_the_door():
    with guarded_sink() as sink:
        address = Address("127.0.0.1", sink.port, "mailer", "open sesame")
        assert send(Relay(address, QUICK)) == 250
        assert len(sink.taken) == 1


def test_a_wrong_password_is_trouble_of_the_relay_not_of_the_message():
    with guarded_sink() as sink, pytest.raises(RelayAwayError):
        send(Relay(Address("127.0.0.1", sink.port, "mailer", "wrong"), QUICK))


def test_without_a_name_the_message_is_refused():
    with guarded_sink() as sink, pytest.raises(RefusedError) as refusal:
        send(Relay(Address("127.0.0.1", sink.port), QUICK))
    assert refusal.value.reply.code == 530


def test_a_relay_that_cannot_encrypt_gets_nothing_in_the_clear(sink):
    address = Address("127.0.0.1", sink.port, "mailer", "open sesame", use_tls=True)
    with pytest.raises(RelayAwayError):
        send(Relay(address, QUICK))
    assert sink.taken == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for localhost with its key, in one file."""
    pem = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(pem), "-out", str(pem.with_suffix(".crt"))]
    subprocess.run(  # noqa: S603 - constants
        [*asked, *names, *files], check=True, capture_output=True
    )
    pem.write_bytes(pem.read_bytes() + pem.with_suffix(".crt").read_bytes())
    return pem


@contextmanager
def safe_sink(certificate: Path, *, from_the_start: bool) -> Iterator[Sink]:
    """A relay that takes mail only when the line is safe."""
    sink = Sink()
    sink.port = free_port()
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(certificate)
    way = (
        {"ssl_context": safe}
        if from_the_start
        else {"tls_context": safe, "require_starttls": True}
    )
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, **way)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop(no_assert=True)


@pytest.mark.parametrize("way", ["use_tls", "use_ssl"])
def test_mail_goes_over_a_safe_line_to_the_host_of_the_certificate_only(
    certificate, monkeypatch, way
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with safe_sink(certificate, from_the_start=way == "use_ssl") as sink:
        assert send(Relay(Address("localhost", sink.port, **{way: True}), QUICK)) == 250
        with pytest.raises(RelayAwayError, match="IP address mismatch"):
            send(Relay(Address("127.0.0.1", sink.port, **{way: True}), QUICK))
    assert len(sink.taken) == 1


def test_one_connection_carries_several_messages(sink):
    relay = sink.relay()
    for _ in range(3):
        relay.hand_over("from@example.org", "to@example.org", BODY)
        assert finish(relay).code == 250
    relay.leave()
    assert len(sink.taken) == 3


def test_after_a_refusal_the_same_connection_goes_on(sink):
    relay = sink.relay()
    sink.mode = "rcpt 5xx"
    with pytest.raises(RefusedError):
        relay.hand_over("from@example.org", "to@example.org", BODY)
    sink.mode = "ok"
    relay.hand_over("from@example.org", "to@example.org", BODY)
    assert finish(relay).code == 250


@pytest.mark.parametrize("pipelines", [False, True])
def test_envelopes_said_one_by_one_or_at_once_are_the_same(sink, pipelines):
    sink.pipelines = pipelines
    relay = sink.relay()
    sink.refused["bad@example.org"] = "550 nobody here"
    sink.refused["full@example.org"] = "452 full"
    said = []
    for reader, copy in [
        ("to@example.org", ""),
        ("bad@example.org", ""),
        ("to@example.org", "journal@example.org"),
        ("to@example.org", "full@example.org"),
        ("bad@example.org", "journal@example.org"),
        ("full@example.org", "bad@example.org"),
        ("last@example.org", ""),
    ]:
        try:
            copied = relay.hand_over("from@example.org", reader, BODY, copy_to=copy)
        except RefusedError as refusal:
            said.append((refusal.reply.code, refusal.is_of_recipient))
        else:
            said.append((finish(relay).code, copied))
    relay.leave()
    assert said == [
        (250, False),
        (550, True),
        (250, True),
        (250, False),
        (550, True),
        (452, True),
        (250, False),
    ]
    assert sink.envelopes == [
        ["to@example.org"],
        ["to@example.org", "journal@example.org"],
        ["to@example.org"],
        ["last@example.org"],
    ]


def test_an_envelope_said_at_once_breaks_off_when_the_relay_closes(sink):
    sink.pipelines = True
    sink.refused["to@example.org"] = "421 closing"
    with pytest.raises(RelayAwayError):
        send(sink.relay())


def test_lines_that_begin_with_a_dot_keep_it(sink):
    relay = sink.relay()
    body = b".one\r\n..two\r\nthree.\r\n"
    relay.hand_over("a@example.org", "b@example.org", b"X: y\r\n\r\n" + body)
    finish(relay)
    relay.hand_over("a@example.org", "b@example.org", body)
    finish(relay)
    relay.leave()
    assert [mail.get_payload() for mail in sink.taken] == [body.decode()] * 2


def test_a_message_that_was_dropped_before_its_dot_never_arrives(sink):
    relay = sink.relay()
    relay.hand_over("from@example.org", "to@example.org", BODY)
    relay.drop()
    assert finish(relay) is None
    assert sink.taken == []


def test_leaving_in_the_middle_of_a_message_waits_for_no_goodbye(sink):
    relay = Relay(Address("127.0.0.1", sink.port), Patience(command=30))
    relay.hand_over("from@example.org", "to@example.org", BODY)
    began = time.monotonic()
    relay.leave()
    assert time.monotonic() - began < 20
    assert sink.taken == []


def test_nobody_there_is_trouble_of_the_relay():
    with pytest.raises(RelayAwayError):
        send(Relay(Address("127.0.0.1", free_port()), QUICK))


def test_between_the_dot_and_its_answer_there_is_time_for_something_else(sink):
    relay = sink.relay()
    relay.hand_over("from@example.org", "to@example.org", BODY)
    relay.send_dot()
    until = time.monotonic() + 5
    while not sink.taken and time.monotonic() < until:
        time.sleep(0.01)
    assert len(sink.taken) == 1, "the relay waits for nobody who reads its answer"
    assert relay.answer().code == 250
