"""A mail relay for tests: it really speaks SMTP, and can misbehave on purpose."""

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from eclt_partners.notifications.relay import Address, Patience, Relay

QUICK = Patience(connect=5, command=0.5, dot=0.5)


@dataclass
class Sink:
    """What arrived, and how the relay behaves from now on.

    `mode` is "ok", "4xx", "5xx" (answers to the dot), "rcpt 4xx", "rcpt 5xx",
    "drop after dot" (takes the mail, hangs up), "lost" (hangs up instead), "swallow" (takes it, never answers)
    or "stall" (never answers RCPT).
    """

    mode: str = "ok"
    taken: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    port: int = 0
    on_rcpt: object = None
    # Of each mail taken: for whom its envelope was; and who is not taken, with what.
    envelopes: list[list[str]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    # It hears several commands at once, and says so (RFC 2920).
    pipelines: bool = False

    async def handle_EHLO(  # noqa: N802 - the library calls it so
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        return ["250-PIPELINING", *responses] if self.pipelines else responses

    async def handle_RCPT(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options
    ) -> str:
        if self.on_rcpt:
            await asyncio.get_running_loop().run_in_executor(None, self.on_rcpt)
        if self.mode == "stall":
            await asyncio.sleep(5)
        if self.mode.startswith("rcpt"):
            return "450 not now" if "4xx" in self.mode else "550 nobody here"
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.mode == "4xx":
            return "451 try later"
        if self.mode == "5xx":
            return "554 not like this"
        if self.mode == "lost":
            server.transport.abort()
            return "421 gone"
        self.envelopes.append(list(envelope.rcpt_tos))
        self.senders.append(envelope.mail_from)
        self.taken.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)
        )
        if self.mode == "drop after dot":
            server.transport.abort()
        if self.mode == "swallow":
            await asyncio.sleep(5)
        return "250 taken"

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.taken]

    def relay(self) -> Relay:
        return Relay(Address("127.0.0.1", self.port), QUICK)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def running_sink() -> Iterator[Sink]:
    sink = Sink()
    sink.port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop(no_assert=True)
