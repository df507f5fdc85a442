"""How is a single letter put into the outbox?"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.framing import IN_PLACE_OF
from eclt_partners.notifications.models import Outgoing, StoppedAddress
from eclt_partners.notifications.rules.mime import bare_address
from eclt_partners.notifications.services.addresses import plain_address
from eclt_partners.notifications.services.dropping import BOUNCED

# RFC 5321 4.5.4.1: give up after four days at the earliest.
KEEP_TRYING = timedelta(days=4)

# `mail_readers` is written by accounts, who knows who is away.
STAND_IN_SQL = """
SELECT mr.reader_key, mr.to_address, mr.language, mr.time_zone
FROM mail_readers(%(now)s) mr
WHERE mr.owed_key = %(key)s AND mr.reader_key IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM notifications_stoppedaddress sa
    WHERE sa.cleared_at IS NULL AND sa.address = lower(mr.to_address))
"""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message.

    Attributes:
        key: as actors carry it: "user:12" or "contact:7"; "former:7" for an address
            that was the person's until now.
        address: the e-mail address.
        language: a code of settings.LANGUAGES.
        time_zone: name of the zone in which times are shown.
    """

    key: str
    address: str
    language: str
    time_zone: str

    def columns(self) -> dict[str, str]:
        """Return what a message stores of its reader."""
        return {
            "recipient_key": self.key,
            "to_address": self.address,
            "language": self.language,
            "time_zone": self.time_zone,
        }


@transaction.atomic
def queue(
    *,
    now: datetime,
    letter: str,
    facts: Mapping[str, Any],
    recipient: Recipient,
    dedupe_key: str,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    country: str = "",
    partnership_id: int | None = None,
    is_asked_for: bool = False,
    is_for_role: bool = False,
) -> Outgoing:
    """Put one letter into the outbox, once for each key; beat sends it.

    To an address that mail does not reach it is written down as cancelled.

    Args:
        now: the present moment, aware.
        letter: the name under which the letter is registered.
        facts: small JSON values the writer needs; never names, scores or comments.
        recipient: one person.
        dedupe_key: names the reason for this letter, at most 200 characters.
        due_at: when it should go out; None: now.
        not_after: after this it is no longer worth sending; None: four days on.
        country: ISO code, for scope; "" when there is none.
        partnership_id: the partnership it is about, if any.
        is_asked_for: the reader asked for it just now, so the address is tried.
        is_for_role: whoever stands in reads it while the recipient is away.
    """
    due = due_at or now
    reader = _stand_in(recipient, now=now) if is_for_role else recipient
    why_not = "" if is_asked_for else _why_not(reader)
    message = Outgoing(
        dedupe_key=dedupe_key,
        message_id=message_id_of(dedupe_key),
        **reader.columns(),
        country_code=country,
        partnership_id=partnership_id,
        letter=letter,
        facts=dict(facts) | _in_place_of(recipient, reader),
        created_at=now,
        due_at=due,
        next_try_at=due,
        not_after=not_after or due + KEEP_TRYING,
        state=OutgoingState.CANCELLED if why_not else OutgoingState.QUEUED,
        last_reply=why_not,
    )
    return _kept_once(message)


def _kept_once(message: Outgoing) -> Outgoing:
    """Save a message unless its key is there; return the one that is."""
    Outgoing.objects.bulk_create([message], ignore_conflicts=True)
    return Outgoing.objects.get(dedupe_key=message.dedupe_key)


def _in_place_of(recipient: Recipient, reader: Recipient) -> dict[str, str]:
    return {} if reader is recipient else {IN_PLACE_OF: recipient.key}


def _stand_in(recipient: Recipient, *, now: datetime) -> Recipient:
    """Return who reads a letter: the recipient, or who stands in for one who is away."""
    with connection.cursor() as cursor:
        cursor.execute(STAND_IN_SQL, {"now": now, "key": recipient.key})
        row = cursor.fetchone()
    return Recipient(*row) if row else recipient


def _why_not(recipient: Recipient) -> str:
    """Return why a letter is not sent, or "" when it is."""
    stopped = StoppedAddress.objects.filter(
        address=plain_address(recipient.address), cleared_at=None
    )
    return BOUNCED if stopped.exists() else ""


def message_id_of(dedupe_key: str) -> str:
    """Return the Message-ID of a key: the same on every attempt (trust 1.5)."""
    digest = hashlib.sha256(dedupe_key.encode()).hexdigest()[:32]
    return f"<{digest}@{mail_domain()}>"


def mail_domain() -> str:
    """Return the right side of our Message-IDs: the domain that mail comes from."""
    return bare_address(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2]
