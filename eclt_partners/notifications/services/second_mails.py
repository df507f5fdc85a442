"""When does nobody need a mail any more that a person sent again?

What was sent stays told by its first message, so the second one carries no reminders:
what it repeats is found through the messages that it was sent again for. Why nobody
needs a sent reminder any more is noted on it. Whoever notes it and whoever sends again
hold the reminder, so that one of them always sees what the other did.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.selectors import first_of
from eclt_partners.notifications.services.naming import in_the_name_of

SECOND = Q(dedupe_key__startswith="again:")
# What has not reached the final dot can still be taken back (trust 1.5).
STILL_OURS = [OutgoingState.QUEUED, OutgoingState.CLAIMED]
# What may come back: by a "not now", or by proof that it never arrived.
OUT_OF_HAND = [OutgoingState.DOT, OutgoingState.UNCONFIRMED]


def note_on_sent(wanted: Q, *, why: str) -> None:
    """Note on what was sent why nobody needs it, and stop what repeats it.

    Called in the transaction of the answer.

    Args:
        wanted: a condition on `Reminder`.
        why: a short code for the ledger.
    """
    told = Reminder.objects.filter(wanted, state=ReminderState.SENT, why="")
    held = set(_held(told).values_list("pk", flat=True))
    if not held:
        return
    Reminder.objects.filter(pk__in=held).update(why=why)
    on_the_way = Outgoing.objects.filter(SECOND, state__in=[*STILL_OURS, *OUT_OF_HAND])
    repeating = [
        each.pk
        for each in on_the_way.only("dedupe_key")
        if _told_before(each).filter(pk__in=held).exists()
    ]
    if repeating:
        stop_needless(repeating)


def stop_needless(messages: Collection[int]) -> None:
    """End those of the messages that repeat only what nobody needs any more.

    One that is out of our hands is held until the transaction ends; should it come back,
    it is asked about again.
    """
    second = Outgoing.objects.filter(SECOND, pk__in=messages).only(
        "dedupe_key", "state"
    )
    for message in second.select_for_update().order_by("pk"):
        if message.state in STILL_OURS and (why := why_needless(message)):
            with in_the_name_of("", why):
                Outgoing.objects.filter(pk=message.pk).update(
                    state=OutgoingState.CANCELLED, owner=None
                )


def why_needless(message: Outgoing) -> str:
    """Return why nobody needs what a message repeats, or "" while somebody does."""
    if message.reminders.filter(state=ReminderState.COMPOSED).exists():
        return ""
    whys = list(_told_before(message).values_list("why", flat=True))
    return whys[-1] if whys and all(whys) else ""


def hold_repeated(message: Outgoing) -> None:
    """Hold what a message repeats until the transaction ends."""
    list(_held(_told_before(message)).values_list("pk"))


def _told_before(message: Outgoing) -> QuerySet[Reminder]:
    """Return what was told by the messages that this one was sent again for."""
    before = []
    first = first_of(message)
    while first is not None:
        before.append(first)
        first = first_of(Outgoing.objects.only("dedupe_key").get(pk=first))
    return Reminder.objects.filter(outgoing__in=before, state=ReminderState.SENT)


def _held(told: QuerySet[Reminder]) -> QuerySet[Reminder]:
    return told.order_by("pk").select_for_update(of=("self",))
