"""What does a message look like on its way through the mail system?"""

import re
from collections.abc import Iterable
from email.utils import format_datetime

from django.conf import settings

from eclt_partners.notifications import leaving, links
from eclt_partners.notifications.envelope import reader_address
from eclt_partners.notifications.links import Addresses
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.rules.mime import (
    file_part,
    header,
    named_address,
    text_part,
    together,
    words_header,
)

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

    Plain text comes first, then HTML with the same facts, then a calendar file. No
    header is folded but the subject; none may be longer than a line of SMTP.

    Args:
        message: with its words.
        addresses: of its links, when they were asked for together; None: ask now.

    Raises:
        ValueError: no mail can be sent to its address.
        LookupError: a link in it no longer opens anything.
        HeaderParseError: a header would not be one line.
    """
    known = addresses_for([message]) if addresses is None else addresses
    written = message.rendered_at or message.created_at
    more = (
        header(name, _with_way_out(value, message))
        for name, value in message.headers.items()
    )
    return b"".join(
        (
            words_header("Subject", message.subject),
            header("From", named_address(settings.DEFAULT_FROM_EMAIL)),
            header("To", reader_address(message.to_address)),
            header("Date", format_datetime(written)),
            header("Message-ID", message.message_id),
            *more,
            header("MIME-Version", "1.0"),
            _body(message, known),
        )
    )


def _body(message: Outgoing, known: Addresses) -> bytes:
    """Return the parts of a message."""
    reader = message.recipient_key
    words = _with_way_out(links.fill(message.text_body, known, reader=reader), message)
    text = text_part(words, "plain")
    if not message.html_body:
        return text
    page = _with_way_out(links.fill(message.html_body, known, reader=reader), message)
    both = together("alternative", [text, text_part(page, "html")])
    if not message.calendar:
        return both
    method = METHOD.findall(message.calendar)[0]
    file = file_part(
        f'text/calendar; charset="utf-8"; method="{method}"',
        CALENDAR_FILES[method],
        links.fill_calendar(message.calendar, known, reader=reader),
    )
    return together("mixed", [both, file])


def _with_way_out(text: str, message: Outgoing) -> str:
    return leaving.fill(
        text, recipient_key=message.recipient_key, language=message.language
    )
