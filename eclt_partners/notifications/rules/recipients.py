"""Of whose mail does a delivery report speak (RFC 3464, or plain words)?"""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

_NAMES: Final = ("Final-Recipient", "Original-Recipient")
# Where mail systems begin to repeat the mail that came back.
_COPY: Final = re.compile(
    r"^(?:-+ .*(?:copy|original message)|(?:Return-Path|Received):)", re.IGNORECASE
)


def recipient_fields(mail: Message) -> Iterator[Message]:
    """Yield the field groups of a delivery report; the first one is of the whole."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for fields in part.get_payload():
                if isinstance(fields, Message) and "Action" in fields:
                    yield fields


def names(fields: Message, address: str) -> bool:
    """Tell whether a field group is about an address; "" is nobody's."""
    told = (str(fields.get(name, "")).rpartition(";")[2].strip() for name in _NAMES)
    return bool(address) and address.casefold() in {
        each.strip("<>").casefold() for each in told
    }


def words_without(text: str, but_of: str, of: str) -> str:
    """Leave out what the words of a mail system say about another address.

    What follows an address is about it, until the next one is named.

    Args:
        text: the words, and perhaps the mail that came back below them.
        but_of: the other address; with "" all words are returned.
        of: the address that is meant.
    """
    if not but_of:
        return text
    kept, is_meant = [], True
    for line in text.splitlines():
        if _COPY.match(line.strip()):
            break
        if _tells(line, but_of):
            is_meant = False
        elif _tells(line, of):
            is_meant = True
        if is_meant:
            kept.append(line)
    return "\n".join(kept)


def _tells(line: str, address: str) -> bool:
    whole = rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)"
    return bool(address) and bool(re.search(whole, line, re.IGNORECASE))
