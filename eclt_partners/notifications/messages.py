"""What does a message look like on its way through the mail system?"""

import re
from collections.abc import Iterable
from email.charset import BASE64, QP, Charset
from email.errors import HeaderParseError
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime

from django.conf import settings

from eclt_partners.notifications import leaving, links
from eclt_partners.notifications.envelope import reader_address
from eclt_partners.notifications.links import Addresses
from eclt_partners.notifications.models import Outgoing

# The older classes of the library write the same mail in a third of the time.
# Headers are not folded: addresses in them are longer than a line may be by habit, and
# some programs do not put them together again. 998 is the limit (RFC 5322 2.1.1).
ON_THE_WIRE = compat32.clone(linesep="\r\n", cte_type="7bit", max_line_length=998)
PRINTABLE = Charset("utf-8")
PRINTABLE.body_encoding = QP
# Lines of a calendar file must end in CRLF wherever the mail is kept.
UNTOUCHED = Charset("utf-8")
UNTOUCHED.body_encoding = BASE64
METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)
CALENDAR_FILES = {
    "PUBLISH": "take-stock.ics",
    "CANCEL": "take-stock-cancelled.ics",
}


def addresses_for(messages: Iterable[Outgoing]) -> Addresses:
    """Return the addresses of all links in rendered messages. One query."""
    return links.addresses_in(
        body
        for message in messages
        for body in (message.text_body, message.html_body, message.calendar)
    )


def wire_format(message: Outgoing, addresses: Addresses | None = None) -> bytes:
    """Return a rendered message as it is handed to the relay, links filled in.

    Plain text comes first, then HTML with the same facts, then a calendar file.

    Args:
        message: with its words.
        addresses: of its links, when they were asked for together; None: ask now.

    Raises:
        UnicodeError: no mail can be sent to its address.
        LookupError: a link in it no longer opens anything.
        HeaderParseError: a header would not be one line.
    """
    known = addresses_for([message]) if addresses is None else addresses
    mail = _body(message, known)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = reader_address(message.to_address)
    mail["Date"] = format_datetime(message.rendered_at or message.created_at)
    mail["Message-ID"] = message.message_id
    for name, value in message.headers.items():
        mail[name] = _one_line(name, _with_way_out(value, message))
    return _subject_line(message.subject) + mail.as_bytes(policy=ON_THE_WIRE)


def _body(message: Outgoing, known: Addresses) -> Message:
    """Return the parts of a message without its headers."""
    words = _with_way_out(links.fill(message.text_body, known), message)
    text = _text(words, "plain", PRINTABLE)
    if not message.html_body:
        return text
    page = _with_way_out(links.fill(message.html_body, known), message)
    both = MIMEMultipart("alternative", None, [text, _text(page, "html", PRINTABLE)])
    if not message.calendar:
        return both
    method = METHOD.findall(message.calendar)[0]
    calendar = links.fill_calendar(message.calendar, known)
    file = _text(calendar, "calendar", UNTOUCHED)
    file.set_param("method", method)
    file.add_header(
        "Content-Disposition", "attachment", filename=CALENDAR_FILES[method]
    )
    return MIMEMultipart("mixed", None, [both, file])


def _text(words: str, subtype: str, charset: Charset) -> MIMEText:
    return MIMEText(words, subtype, charset)  # type: ignore[arg-type]


def _one_line(name: str, value: str) -> str:
    """Return the value of a header.

    Raises:
        HeaderParseError: it would begin a header of its own.
    """
    if "\r" in value or "\n" in value:
        raise HeaderParseError(f"{name} is not one line")
    return value


def _with_way_out(text: str, message: Outgoing) -> str:
    return leaving.fill(
        text, recipient_key=message.recipient_key, language=message.language
    )


def _subject_line(subject: str) -> bytes:
    """Return the header."""
    charset = "ascii" if subject.isascii() else "utf-8"
    words = Header(subject, charset, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {words}\r\n".encode("ascii")
