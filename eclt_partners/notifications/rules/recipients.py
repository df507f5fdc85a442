"""Of whose mail does a delivery report speak (RFC 3464)?"""

from collections.abc import Iterator
from email.message import Message
from typing import Final

_NAMES: Final = ("Final-Recipient", "Original-Recipient")


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
