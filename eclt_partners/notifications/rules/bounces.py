"""Does a mail that came back say that an address does not work, and why?

Reads delivery reports (RFC 3464) and the plain texts of mail systems that write none.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Final

from eclt_partners.common.rules.plain_texts import plain_lines
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.rules.recipients import (
    names,
    recipient_fields,
    words_without,
)
from eclt_partners.notifications.rules.replies import Reply

# So many mails in a row that came back for a passing reason stop an address.
SOFT_IN_A_ROW: Final = 3
REPLY_LENGTH: Final = 500
# "bounces+17.0123456789ab@example.org": which message, and proof that we wrote it.
TOKEN: Final = re.compile(r"\+(\d{1,18}\.[0-9a-f]{12})@")
_STATUS: Final = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE: Final = re.compile(r"(?:^|[\s<#:])([45]\d\d)(?=[\s\-#])")
_MACHINE: Final = re.compile(r"(mailer-daemon|postmaster|mail delivery)")
_TO: Final = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
# The address exists, or the fault lies with this one message (RFC 3463): full mailboxes,
# too large, contents, policy. Such mail came back, but says little about the address.
_PASSING: Final = ("5.2.2", "5.2.3", "5.2.4", "5.3.", "5.4.5", "5.5.", "5.6.", "5.7.")
_PERMANENT_CODES: Final = frozenset({550, 551, 553, 556})


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail that came back says.

    Attributes:
        token: names the message as our envelope did; "" when none was found.
        kind: whether the address itself is at fault.
        status: the code of RFC 3463, for example "5.1.1"; may be "".
        reply: the words of the other mail system.
    """

    token: str
    kind: FailureKind
    status: str
    reply: str


def read_report(raw: bytes, *, but_of: str = "", of: str = "") -> Report | None:
    """Return what a mail to the bounce address reports; None when it is no failure.

    Answers of people and of machines that say "out of office", notices of delay and of
    success are no failures.

    Args:
        raw: the whole mail.
        but_of: an address whose mail is passed over.
        of: the address that is meant, to tell it from that one in plain words.
    """
    # The older policy takes headers as they are; the newer one breaks on crooked ones.
    mail = message_from_bytes(raw)
    token = _token(mail)
    for fields in recipient_fields(mail):
        has_failed = str(fields.get("Action", "")).strip().lower() == "failed"
        if not has_failed or names(fields, but_of):
            continue
        reply = _plain(str(fields.get("Diagnostic-Code", "")))
        found = _STATUS.search(str(fields.get("Status", ""))) or _STATUS.search(reply)
        status = found[1] if found else ""
        return Report(token, kind_of(status, _code(reply)), status, reply)
    if any(True for _ in recipient_fields(mail)) or not _is_from_a_machine(mail):
        return None
    return _from_words(token, words_without(_text(mail), but_of, of))


def kind_of(status: str, code: int) -> FailureKind:
    """Return whether an address is at fault.

    Args:
        status: the code of RFC 3463, or "".
        code: the three digits of a reply, or 0.
    """
    if status:
        hard = status.startswith("5.") and not status.startswith(_PASSING)
    else:
        hard = code in _PERMANENT_CODES
    return FailureKind.HARD if hard else FailureKind.SOFT


def kind_of_refusal(reply: Reply) -> FailureKind:
    """Return what our own relay's "no" to an address means."""
    return kind_of(status_of(reply), reply.code)


def status_of(reply: Reply) -> str:
    """Return the code of RFC 3463 in a reply, or ""."""
    found = _STATUS.match(reply.text)
    return found[1] if found else ""


def _token(mail: Message) -> str:
    for name in _TO:
        for value in mail.get_all(name, []):
            found = TOKEN.search(str(value))
            if found:
                return found[1]
    return ""


def _is_from_a_machine(mail: Message) -> bool:
    """Tell mail systems from people and from "out of office" answers (RFC 3834)."""
    automatic = str(mail.get("Auto-Submitted", "")).lower()
    way_back = str(mail.get("Return-Path", "")).strip()
    if automatic.startswith("auto-replied") and way_back not in {"", "<>"}:
        return False
    sender = str(mail.get("From", "")).lower()
    return way_back == "<>" or bool(_MACHINE.search(sender))


def _from_words(token: str, text: str) -> Report | None:
    """Read the code that stands in the words of a system that writes no report."""
    found, code = _STATUS.search(text), _code(text)
    status = found[1] if found else ""
    if status.startswith("2.") or not (status or code):
        return None
    line = next((one for one in text.splitlines() if (status or str(code)) in one), "")
    return Report(token, kind_of(status, code), status, _plain(line))


def _text(mail: Message) -> str:
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            said = part.get_payload(decode=True)
            return said.decode("utf-8", "replace") if isinstance(said, bytes) else ""
    return ""


def _code(text: str) -> int:
    found = _CODE.search(f" {text} ")
    return int(found[1]) if found else 0


def _plain(text: str) -> str:
    words = " ".join(plain_lines(text).replace("\0", " ").split())
    return re.sub(r"^smtp;\s*", "", words, flags=re.IGNORECASE)[:REPLY_LENGTH]
