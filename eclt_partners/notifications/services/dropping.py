"""How is a reminder taken back that nobody needs any more?

Messages are locked first, then their reminders: the sender uses the same order. A
message that has left our hands is not taken back.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder

# Why a reminder did not leave, as the ledger says it.
BOUNCED = "bounced"
# What has not reached the final dot can still be taken back (trust 1.5).
STILL_OURS = [OutgoingState.QUEUED, OutgoingState.CLAIMED]


@transaction.atomic
def cancel_reminders(wanted: Q, *, why: str) -> int:
    """Cancel the reminders that `wanted` describes, and messages left without any.

    Called in the transaction of the answer: when it commits, no dot commits any more
    (rulings 20).

    Args:
        wanted: a condition on `Reminder`.
        why: a short code for the ledger, for example "answered".

    Returns:
        How many reminders were cancelled.
    """
    # What an address did not take is owed again when it works, but not once answered.
    held_back = Reminder.objects.filter(state=ReminderState.CANCELLED, why=BOUNCED)
    held_back.filter(wanted).update(why=why)
    return _drop(wanted, state=ReminderState.CANCELLED, why=why, among=STILL_OURS)


@transaction.atomic
def supersede_reminders(wanted: Q, *, why: str) -> int:
    """Mark the reminders that `wanted` describes as overtaken by a later step.

    A message that a sender has in hand goes out all the same.

    Returns:
        How many reminders were overtaken.
    """
    return _drop(
        wanted,
        state=ReminderState.SUPERSEDED,
        why=why,
        among=[OutgoingState.QUEUED],
    )


def _drop(
    wanted: Q, *, state: ReminderState, why: str, among: list[OutgoingState]
) -> int:
    """Change the reminders until none is left: a composer may move some meanwhile."""
    open_ones = Q(state=ReminderState.PLANNED) | Q(
        state=ReminderState.COMPOSED, outgoing__state__in=among
    )
    dropped = 0
    while found := list(
        Reminder.objects.filter(wanted, open_ones).values_list("pk", "outgoing_id")
    ):
        messages = _lock({message for _, message in found if message}, among)
        changed = Reminder.objects.filter(
            Q(state=ReminderState.PLANNED)
            | Q(state=ReminderState.COMPOSED, outgoing__in=messages),
            pk__in=[pk for pk, _ in found],
        ).update(state=state, why=why)
        _write_anew_or_end(messages, state)
        dropped += changed
    return dropped


def _lock(messages: Iterable[int], among: list[OutgoingState]) -> list[int]:
    return list(
        Outgoing.objects.select_for_update()
        .filter(pk__in=messages, state__in=among)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _write_anew_or_end(messages: list[int], state: ReminderState) -> None:
    """Queue a digest that lost a line again; end a message that lost its last."""
    lines = Reminder.objects.filter(
        outgoing=OuterRef("pk"), state=ReminderState.COMPOSED
    )
    touched = Outgoing.objects.filter(pk__in=messages).annotate(left=Exists(lines))
    ended = {
        ReminderState.CANCELLED: OutgoingState.CANCELLED,
        ReminderState.SUPERSEDED: OutgoingState.SUPERSEDED,
    }[state]
    touched.filter(left=False).update(state=ended, owner=None)
    touched.filter(left=True).update(
        state=OutgoingState.QUEUED, owner=None, rendered_at=None
    )
