"""How is a reminder taken back that nobody needs any more?

Messages are locked first, then their reminders: the sender uses the same order. A
message that has left our hands is not taken back; its reminders note why they are not
needed, and should it come back into our hands, it leaves without them. So do those of a
failed one that somebody sends again. What was sent stays told; of a second mail that
somebody wanted of it, `second_mails` tells when it is needed no more.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.letters import LIBRARY
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services.second_mails import (
    OUT_OF_HAND,
    STILL_OURS,
    note_on_sent,
    stop_needless,
)

# Why a reminder did not leave, as the ledger says it.
BOUNCED = "bounced"
NO_ADDRESS = "no address"
# Says nothing about the matter: somebody still needs it, at another address.
UNREACHED = [BOUNCED, NO_ADDRESS]
# What an address did not take; in a message in doubt it is only noted.
HELD_BACK = [ReminderState.CANCELLED, ReminderState.COMPOSED]


@transaction.atomic
def cancel_reminders(wanted: Q, *, why: str) -> int:
    """Cancel the reminders that `wanted` describes, and messages left without any.

    A mail that somebody sends again of what was sent long ago ends with them.

    Called in the transaction of the answer: when it commits, no dot commits any more
    (rulings 20).

    Args:
        wanted: a condition on `Reminder`.
        why: a short code for the ledger, for example "answered".

    Returns:
        How many reminders were cancelled.
    """
    # What an address did not take is owed again when it works, but not once answered.
    if why not in UNREACHED:
        held_back = Reminder.objects.filter(state__in=HELD_BACK, why__in=UNREACHED)
        held_back.filter(wanted).update(why=why)
        _note_on_failed(wanted, why=why)
    dropped = _drop(wanted, state=ReminderState.CANCELLED, why=why, among=STILL_OURS)
    if why not in UNREACHED:
        note_on_sent(wanted, why=why)
    return dropped


@transaction.atomic
def supersede_reminders(wanted: Q, *, why: str) -> int:
    """Mark the reminders that `wanted` describes as overtaken by a later step.

    A message that a sender has in hand goes out all the same; given back, it does not.

    Returns:
        How many reminders were overtaken.
    """
    return _drop(
        wanted,
        state=ReminderState.SUPERSEDED,
        why=why,
        among=[OutgoingState.QUEUED],
    )


def take_back_letters(whose: Q, *, why: str) -> None:
    """Take back the single letters that `whose` describes, while they are ours.

    Those of libraries stay: somebody asked for them just now.

    Args:
        whose: a condition on `Outgoing`.
        why: a short code for the ledger.
    """
    letters = Outgoing.objects.filter(whose, state__in=STILL_OURS)
    letters.exclude(letter=LIBRARY).update(
        state=OutgoingState.CANCELLED, owner=None, last_reply=why
    )


def leave_out_unwanted(messages: Collection[int]) -> None:
    """Take out of messages what was noted while somebody else had them.

    Called when they, or what they owed in other ones, are queued again, in the same
    transaction.
    """
    noted = Reminder.objects.filter(
        outgoing__in=messages, state=ReminderState.COMPOSED
    ).exclude(why="")
    changed = dict(noted.values_list("pk", "outgoing_id"))
    if changed:
        Reminder.objects.filter(pk__in=changed).update(state=ReminderState.CANCELLED)
        _write_anew_or_end(set(changed.values()), ReminderState.CANCELLED)
    stop_needless(messages)


def _note_on_failed(wanted: Q, *, why: str) -> None:
    """Note why nobody needs what a failed message owes: somebody may send it again."""
    owed = Reminder.objects.filter(
        wanted, state=ReminderState.COMPOSED, outgoing__state=OutgoingState.FAILED
    )
    # Whoever sends one again holds it, and moves what it owes to the new one.
    if _lock(set(owed.values_list("outgoing_id", flat=True))):
        owed.update(why=why)


def _drop(
    wanted: Q, *, state: ReminderState, why: str, among: list[OutgoingState]
) -> int:
    """Change the reminders until none is left: a composer may move some meanwhile."""
    noted = [each for each in (*STILL_OURS, *OUT_OF_HAND) if each not in among]
    open_ones = (
        Q(state=ReminderState.PLANNED)
        | Q(state=ReminderState.COMPOSED, outgoing__state__in=among)
        | Q(state=ReminderState.COMPOSED, outgoing__state__in=noted, why="")
    )
    dropped = 0
    while found := list(
        Reminder.objects.filter(wanted, open_ones).values_list("pk", "outgoing_id")
    ):
        stands = _lock({message for _, message in found if message})
        messages = [pk for pk, stand in stands.items() if stand in among]
        away = [pk for pk, stand in stands.items() if stand in noted]
        asked = Reminder.objects.filter(pk__in=[pk for pk, _ in found])
        changed = asked.filter(
            Q(state=ReminderState.PLANNED)
            | Q(state=ReminderState.COMPOSED, outgoing__in=messages)
        ).update(state=state, why=why)
        asked.filter(state=ReminderState.COMPOSED, outgoing__in=away).update(why=why)
        _write_anew_or_end(messages, state)
        dropped += changed
    return dropped


def _lock(messages: Iterable[int]) -> dict[int, str]:
    """Lock the messages and return where each stands."""
    return dict(
        Outgoing.objects.select_for_update()
        .filter(pk__in=messages)
        .order_by("pk")
        .values_list("pk", "state")
    )


def _write_anew_or_end(messages: Iterable[int], state: ReminderState) -> None:
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
