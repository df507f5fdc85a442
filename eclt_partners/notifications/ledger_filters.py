"""Which messages of the ledger does somebody want to see?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q

from eclt_partners.notifications.choices import OutgoingState, ReminderKind
from eclt_partners.notifications.models import OutgoingQuerySet, Reminder

# A message that is due and has not left after this time deserves a look.
LATE_AFTER: Final = timedelta(minutes=15)
ON_THE_WAY: Final = (
    OutgoingState.QUEUED,
    OutgoingState.CLAIMED,
    OutgoingState.DOT,
)


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What somebody asks of the ledger; what is left out asks for nothing.

    Attributes:
        kind: with a reminder of this ladder in it.
        people: keys of people, for a part of a name.
        address: a part of the address; who matches either is found.
        since: due from this moment on.
        until: due before this moment.
        late_at: only what was due a while before this moment and has not left.
    """

    states: Sequence[OutgoingState] = ()
    kind: ReminderKind | None = None
    country: str = ""
    partnership: int | None = None
    people: Collection[str] = ()
    address: str = ""
    since: datetime | None = None
    until: datetime | None = None
    late_at: datetime | None = None
    needs_attention_at: datetime | None = None

    def of(self, rows: OutgoingQuerySet) -> OutgoingQuerySet:
        """Return the rows that match."""
        asked = self._state() & self._person()
        if self.country:
            asked &= Q(country_code=self.country)
        if self.since is not None:
            asked &= Q(due_at__gte=self.since)
        if self.until is not None:
            asked &= Q(due_at__lt=self.until)
        if self.kind is not None:
            lines = Reminder.objects.filter(outgoing=OuterRef("pk"), kind=self.kind)
            asked &= Q(Exists(lines))
        found = rows.filter(asked)
        return found if self.partnership is None else found.about(self.partnership)

    def _state(self) -> Q:
        asked = Q(state__in=self.states) if self.states else Q()
        if self.late_at is not None:
            asked &= late(self.late_at)
        if self.needs_attention_at is not None:
            asked &= needs_attention(self.needs_attention_at)
        return asked

    def _person(self) -> Q:
        if not self.address:
            return Q()
        return Q(to_address__icontains=self.address) | Q(recipient_key__in=self.people)


def late(now: datetime) -> Q:
    """Describe what is due, and has not left although there was time."""
    return Q(state__in=ON_THE_WAY, due_at__lt=now - LATE_AFTER)


def needs_attention(now: datetime) -> Q:
    """Describe what somebody should look at: in doubt, refused, or late."""
    trouble = Q(state__in=[OutgoingState.UNCONFIRMED, OutgoingState.FAILED])
    return trouble | late(now)
