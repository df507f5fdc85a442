"""What does a message look like on its way through the mail system?"""

import re
from collections.abc import Iterable
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings

from eclt_partners.notifications import leaving, links
from eclt_partners.notifications.links import Addresses
from eclt_partners.notifications.models import Outgoing

ON_THE_WIRE = SMTP.clone(cte_type="7bit")
PRINTABLE = "quoted-printable"
# Lines of a calendar file must end in CRLF wherever the mail is kept.
UNTOUCHED = "base64"
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
        LookupError: a link in it no longer opens anything.
        HeaderParseError: a header would not be one line.
    """
    known = addresses_for([message]) if addresses is None else addresses
    mail = EmailMessage(policy=ON_THE_WIRE)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = message.to_address
    mail["Date"] = format_datetime(message.rendered_at or message.created_at)
    mail["Message-ID"] = message.message_id
    for name, value in message.headers.items():
        mail[name] = _with_way_out(value, message)
    mail.set_content(
        _with_way_out(links.fill(message.text_body, known), message), cte=PRINTABLE
    )
    if message.html_body:
        html = _with_way_out(links.fill(message.html_body, known), message)
        mail.add_alternative(html, subtype="html", cte=PRINTABLE)
    if message.calendar:
        method = METHOD.findall(message.calendar)[0]
        mail.add_attachment(
            links.fill_calendar(message.calendar, known),
            subtype="calendar",
            cte=UNTOUCHED,
            filename=CALENDAR_FILES[method],
            params={"method": method},
        )
    return _subject_line(message.subject) + mail.as_bytes()


def _with_way_out(text: str, message: Outgoing) -> str:
    return leaving.fill(
        text, recipient_key=message.recipient_key, language=message.language
    )


def _subject_line(subject: str) -> bytes:
    """Return the header; the folding of `EmailMessage` doubles spaces before accents."""
    charset = "ascii" if subject.isascii() else "utf-8"
    words = Header(subject, charset, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {words}\r\n".encode("ascii")
