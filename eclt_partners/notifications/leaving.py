"""How does a mail say that its reader may have fewer of its kind (RFC 8058)?

Stored bodies and headers hold `[[leave:TOPIC]]`; the address, with a token for this
reader and this topic alone, is put in just before the message leaves.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from eclt_partners.notifications.choices import Topic

# Of the topics there are; anything else of this form was typed by somebody.
PLACEHOLDER: Final = re.compile(rf"\[\[leave:({'|'.join(Topic.values)})\]\]")
# Most texts hold none: this is found sooner than the pattern.
_BEGIN: Final = "[[leave:"
_SIGNER: Final = signing.Signer(salt="eclt_partners.notifications.leave", sep=".")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the token of such an address says.

    Attributes:
        recipient_key: who would leave.
        topic: what would be left.
        language: in which the reader was written to.
    """

    recipient_key: str
    topic: Topic
    language: str


def placeholder(topic: Topic) -> str:
    """Return what stands in a stored mail for the address."""
    return f"[[leave:{topic.value}]]"


def headers(topic: Topic) -> dict[str, str]:
    """Return the headers that mail programs show as "Unsubscribe"."""
    return {
        "List-Unsubscribe": f"<{placeholder(topic)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def fill(text: str, *, recipient_key: str, language: str) -> str:
    """Return a stored text with the addresses of its reader put in."""
    if _BEGIN not in text:
        return text
    return PLACEHOLDER.sub(
        lambda found: address_of(Ticket(recipient_key, Topic(found[1]), language)), text
    )


def address_of(ticket: Ticket) -> str:
    """Return the address on which a reader leaves a topic, or comes back."""
    token = _SIGNER.sign_object(
        [ticket.recipient_key, ticket.topic.value, ticket.language]
    )
    return settings.SITE_URL + reverse("notifications:leave", args=[token])


def ticket_of(token: str) -> Ticket | None:
    """Return what a token says; None for one that we did not make."""
    try:
        key, topic, language = _SIGNER.unsign_object(token)
        return Ticket(str(key), Topic(topic), str(language))
    except (signing.BadSignature, ValueError):
        return None
