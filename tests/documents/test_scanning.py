"""A scanner is asked when there is one; what was not looked at is not kept."""

import socket
import struct
import threading

import pytest

from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from eclt_partners.documents.scanning import scan


@pytest.fixture
def server(settings):
    """A free port that the settings name as the scanner."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"
        yield server


@pytest.fixture
def scanner(server):
    """A clamd of our own on that port; returns what it was sent."""
    found: list[bytes] = []

    def serve(answer: bytes) -> list[bytes]:
        threading.Thread(target=_answer_once, args=(server, answer, found)).start()
        return found

    return serve


def _answer_once(server: socket.socket, answer: bytes, found: list[bytes]) -> None:
    line, _address = server.accept()
    with line, line.makefile("rb") as reader:
        found.append(reader.read(10))
        while size := struct.unpack("!L", reader.read(4))[0]:
            found.append(reader.read(size))
        line.sendall(answer)


def reason_of(content: bytes) -> Refusal:
    with pytest.raises(FileRefused) as refused:
        scan(content)
    return refused.value.reason


def test_without_a_scanner_nobody_is_asked(server, settings) -> None:
    settings.CLAMD_ADDRESS = ""
    scan(b"anything")
    server.setblocking(False)
    with pytest.raises(BlockingIOError):
        server.accept()


def test_a_clean_file_passes_and_is_sent_whole(scanner) -> None:
    sent = scanner(b"stream: OK\0")
    scan(b"x" * 600_000)
    assert sent[0] == b"zINSTREAM\0"
    assert sum(map(len, sent[1:])) == 600_000


def test_a_find_is_refused(scanner) -> None:
    scanner(b"stream: Eicar-Test-Signature FOUND\0")
    assert reason_of(b"x") == Refusal.VIRUS


def test_a_scanner_that_fails_lets_nothing_through(scanner) -> None:
    scanner(b"INSTREAM size limit exceeded. ERROR\0")
    assert reason_of(b"x") == Refusal.NOT_CHECKED


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl"])
def test_a_scanner_that_is_away_lets_nothing_through(settings, address) -> None:
    settings.CLAMD_ADDRESS = address
    assert reason_of(b"x") == Refusal.NOT_CHECKED
