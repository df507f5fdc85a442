"""How do we talk to the mail relay, so that the final dot is a step of its own?

The relay cannot have taken a message before the dot. Everything that fails before
it may be tried again; after it only the relay's answer counts (trust 1.3).
"""

import select
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass

import structlog

from eclt_partners.notifications.failpoints import FailPoint, reached
from eclt_partners.notifications.rules.replies import Reply

log = structlog.get_logger(__name__)

FINE, GO_AHEAD, CLOSING = 250, 354, 421
# 251: the relay forwards it.
TAKEN = {250, 251}
REPLY_LENGTH = 500
# In milliseconds; a relay that asks no other machine answers within.
AT_ONCE = 1


class RelayAwayError(Exception):
    """Raised when the relay cannot be reached or the talk broke off before the dot."""


class RefusedError(Exception):
    """Raised when the relay refuses one message before its dot.

    Attributes:
        reply: what it said.
        is_of_recipient: it refused the address, not the message.
    """

    def __init__(self, reply: Reply, *, is_of_recipient: bool = False) -> None:
        super().__init__(f"{reply.code} {reply.text}")
        self.reply = reply
        self.is_of_recipient = is_of_recipient


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds we wait for each kind of answer (RFC 5321 4.5.3.2)."""

    connect: float = 10
    command: float = 60
    dot: float = 600


@dataclass(frozen=True, slots=True)
class Address:
    """Where the relay is and how to sign in there; without a user we do not.

    Attributes:
        use_tls: the talk begins plain and is made safe (STARTTLS).
        use_ssl: the connection is safe from its first byte (RFC 8314).
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


class Relay:
    """One connection to the relay, opened when the first message needs it."""

    def __init__(self, address: Address, patience: Patience | None = None) -> None:
        self.address = address
        self.patience = patience or Patience()
        self._smtp: smtplib.SMTP | None = None
        self._is_saying = False
        self._at_once = 0

    def hand_over(
        self, sender: str, recipient: str, body: bytes, *, copy_to: str = ""
    ) -> bool:
        """Say MAIL, RCPT, DATA and the body, but not the dot.

        Args:
            sender: the envelope's sender.
            recipient: whom the message is for.
            body: the message; its lines end in CRLF, the last one too.
            copy_to: a second recipient of the envelope. When the relay refuses only
                this one, the message goes on without it.

        Returns:
            True when the one answer to the dot will cover the copy as well.

        Raises:
            RelayAwayError: no connection, or it broke off.
            RefusedError: the relay does not want this message.
        """
        readers = [recipient, copy_to] if copy_to else [recipient]
        try:
            talk = _Envelope(self._smtp or self._open(), sender, readers)
            self._expect(talk, {FINE})
            self._expect(talk, TAKEN, is_of_recipient=True)
            is_copied = bool(copy_to) and _takes_copy(talk.next_reply())
            self._expect(talk, {GO_AHEAD})
            self._is_saying = True
            _say(talk.smtp, _without_dots(body))
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise RelayAwayError(str(error)) from error
        return is_copied

    def send_dot(self) -> None:
        """Send the final dot; `answer` tells what became of it."""
        if self._smtp is None:
            return
        try:
            _socket_of(self._smtp).settimeout(self.patience.dot)
            self._smtp.send(b".\r\n")
            self._at_once = AT_ONCE
            reached(FailPoint.AFTER_DOT)
        except (OSError, smtplib.SMTPException):
            self.drop()

    def is_thinking(self) -> bool:
        """Tell whether the answer to the dot lets us wait, so that there is time.

        An answer that comes at once is waited for: to begin something else would cost
        more than the wait.
        """
        if self._smtp is None or self._smtp.sock is None or not self._is_saying:
            return False
        wait, self._at_once = self._at_once, 0
        answers = select.poll()
        answers.register(self._smtp.sock, select.POLLIN)
        return not answers.poll(wait)

    def answer(self) -> Reply | None:
        """Wait for the answer to the dot and return it; None when there was none."""
        if self._smtp is None:
            return None
        try:
            reply = _reply(self._smtp.getreply())
            _socket_of(self._smtp).settimeout(self.patience.command)
        except (OSError, smtplib.SMTPException):
            self.drop()
            return None
        self._is_saying = False
        if reply.code == CLOSING:
            self.drop()
        return reply

    def drop(self) -> None:
        """Close the connection without a word: a message under way is not sent."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
        self._is_saying = False

    def leave(self) -> None:
        """Say goodbye and close; in the middle of a message nobody would hear it."""
        if self._smtp is not None and not self._is_saying:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self.drop()

    def _open(self) -> smtplib.SMTP:
        smtp = self._connected()
        self._smtp = smtp
        # The body and the dot are two writes: with Nagle each mail costs 46 ms.
        _socket_of(smtp).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _socket_of(smtp).settimeout(self.patience.command)
        smtp.ehlo_or_helo_if_needed()
        if self.address.use_tls:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if self.address.user:
            smtp.login(self.address.user, self.address.password)
        return smtp

    def _connected(self) -> smtplib.SMTP:
        """Connect; certificates are compared with the host that smtplib begins with."""
        host, port, wait = self.address.host, self.address.port, self.patience.connect
        if self.address.use_ssl:
            safe = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=wait, context=safe)
        return smtplib.SMTP(host, port, timeout=wait)

    def _expect(
        self, talk: "_Envelope", wanted: set[int], *, is_of_recipient: bool = False
    ) -> None:
        """Go on when the answer is wanted; else make the talk ready for the next."""
        reply = talk.next_reply()
        if reply.code in wanted:
            return
        if talk.ends_without_data():
            talk.smtp.rset()
        else:
            self.drop()
        raise RefusedError(reply, is_of_recipient=is_of_recipient)


class _Envelope:
    """MAIL, RCPT and DATA of one message.

    A relay that offers it hears them all at once (RFC 2920), another one by one: each
    only when what came before was answered.
    """

    def __init__(self, smtp: smtplib.SMTP, sender: str, readers: list[str]) -> None:
        """Begin to talk; the addresses are as `envelope` gives them."""
        self.smtp = smtp
        to = [f"RCPT TO:<{each}>\r\n" for each in readers]
        commands = [f"MAIL FROM:<{sender}>\r\n", *to, "DATA\r\n"]
        self._untold = [command.encode("ascii") for command in commands]
        self._is_told_at_once = smtp.has_extn("pipelining")
        if self._is_told_at_once:
            smtp.send(b"".join(self._untold))

    def next_reply(self) -> Reply:
        """Return the answer to the next command.

        Raises:
            SMTPServerDisconnected: the relay closes the talk.
        """
        command = self._untold.pop(0)
        if not self._is_told_at_once:
            self.smtp.send(command)
        reply = _reply(self.smtp.getreply())
        if reply.code == CLOSING:
            raise smtplib.SMTPServerDisconnected(reply.text)
        return reply

    def ends_without_data(self) -> bool:
        """Hear what was told already; False when the relay waits for a message."""
        if not self._is_told_at_once:
            return True
        codes = [self.next_reply().code for _left in list(self._untold)]
        return GO_AHEAD not in codes


def _takes_copy(reply: Reply) -> bool:
    """Tell whether the second recipient counts; a refusal leaves the first standing."""
    if reply.code in TAKEN:
        return True
    log.warning("relay.no_copy", code=reply.code, words=reply.text)
    return False


def _without_dots(body: bytes) -> bytes:
    """Double the dots that begin a line (RFC 5321 4.5.2)."""
    doubled = body.replace(b"\n.", b"\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _say(smtp: smtplib.SMTP, body: bytes) -> None:
    middle = len(body) // 2
    smtp.send(body[:middle])
    reached(FailPoint.MID_BODY)
    smtp.send(body[middle:])


def _socket_of(smtp: smtplib.SMTP) -> socket.socket:
    if smtp.sock is None:
        raise smtplib.SMTPServerDisconnected("no connection")
    return smtp.sock


def _reply(answer: tuple[int, bytes]) -> Reply:
    code, text = answer
    words = " ".join(text.decode("utf-8", "replace").split())
    return Reply(code=code, text=words[:REPLY_LENGTH])
