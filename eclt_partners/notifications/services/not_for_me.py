"""How does planning learn that somebody is not the right person for a matter?

Called by apps that know the matter, after they asked for the right.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.models import NotForMe
from eclt_partners.notifications.services.dropping import cancel_reminders

# Why a reminder did not leave, as the ledger says it.
NOT_THE_ONE = "not the right person"


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody is asked about.

    Attributes:
        kind: of the reminders.
        subject_id: one review, table or check; None: all of the kind in the partnership.
    """

    kind: ReminderKind
    subject_id: int | None
    partnership_id: int
    country: str

    def said_by(self, recipient_key: str) -> QuerySet[NotForMe]:
        """Return what a person said about it and did not take back."""
        return NotForMe.objects.filter(
            kind=self.kind,
            subject_id=self.subject_id,
            partnership_id=self.partnership_id,
            recipient_key=recipient_key,
            taken_back_at=None,
        )


@transaction.atomic
def note_not_for_me(
    matter: Matter, *, recipient_key: str, named: str, named_address: str, now: datetime
) -> tuple[NotForMe, bool]:
    """Leave a person alone about a matter, and take back what was planned.

    Args:
        matter: what it is about.
        recipient_key: who said it.
        named: whom the person named instead, or "".
        named_address: that person's address, or "".
        now: the present moment, aware.

    Returns:
        What was written down, and whether it is new.
    """
    row = NotForMe(
        kind=matter.kind,
        subject_id=matter.subject_id,
        partnership_id=matter.partnership_id,
        country_code=matter.country,
        recipient_key=recipient_key,
        said_at=now,
        named=named,
        named_address=named_address,
    )
    before = matter.said_by(recipient_key).first()
    if before is not None:
        return before, False
    NotForMe.objects.bulk_create([row], ignore_conflicts=True)
    wanted = Q(
        kind=matter.kind,
        partnership_id=matter.partnership_id,
        recipient_key=recipient_key,
    )
    if matter.subject_id is not None:
        wanted &= Q(subject_id=matter.subject_id)
    cancel_reminders(wanted, why=NOT_THE_ONE)
    return matter.said_by(recipient_key).get(), True


@transaction.atomic
def settle_not_for_me(
    said: NotForMe, *, by: str, now: datetime, is_asked_again: bool
) -> NotForMe:
    """Note that somebody of the foundation has seen to it; the name is forgotten.

    Args:
        said: what was said.
        by: the key of who saw to it.
        now: the present moment, aware.
        is_asked_again: the person is the right one after all and is asked again.
    """
    row = NotForMe.objects.select_for_update().get(pk=said.pk)
    row.named, row.named_address = "", ""
    if row.settled_at is None:
        row.settled_at, row.settled_by = now, by
    if is_asked_again and row.taken_back_at is None:
        row.taken_back_at = now
    row.save()
    return row
