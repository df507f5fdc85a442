"""What does a message look like on its way through the mail system?"""

from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from eclt_partners.notifications import links
from eclt_partners.notifications.models import Outgoing

ON_THE_WIRE = SMTP.clone(cte_type="7bit")
PRINTABLE = "quoted-printable"
# Lines of a calendar file must end in CRLF wherever the mail is kept.
UNTOUCHED = "base64"
CALENDAR_FILE = "take-stock.ics"


def sender_address() -> str:
    """Return the envelope's sender."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def reader_address(message: Outgoing) -> str:
    """Return the envelope's recipient, its domain as the name system knows it.

    Raises:
        UnicodeError: before the @ stands what SMTP cannot say.
    """
    name, _, domain = message.to_address.rpartition("@")
    return b"@".join((name.encode("ascii"), domain.encode("idna"))).decode()


def wire_format(message: Outgoing) -> bytes:
    """Return a rendered message as it is handed to the relay, links filled in.

    Plain text comes first, then HTML with the same facts, then a calendar file.

    Raises:
        UnicodeError: no mail can be sent to its address.
        LookupError: a link in it no longer opens anything.
        HeaderParseError: a header would not be one line.
    """
    mail = EmailMessage(policy=ON_THE_WIRE)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = reader_address(message)
    mail["Date"] = format_datetime(message.rendered_at or message.created_at)
    mail["Message-ID"] = message.message_id
    for name, value in message.headers.items():
        mail[name] = value
    mail.set_content(links.fill(message.text_body), cte=PRINTABLE)
    if message.html_body:
        mail.add_alternative(
            links.fill(message.html_body), subtype="html", cte=PRINTABLE
        )
    if message.calendar:
        mail.add_attachment(
            links.fill_calendar(message.calendar),
            subtype="calendar",
            cte=UNTOUCHED,
            filename=CALENDAR_FILE,
            params={"method": "PUBLISH"},
        )
    return _subject_line(message.subject) + mail.as_bytes()


def _subject_line(subject: str) -> bytes:
    """Return the header; the folding of `EmailMessage` doubles spaces before accents."""
    charset = "ascii" if subject.isascii() else "utf-8"
    words = Header(subject, charset, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {words}\r\n".encode("ascii")
