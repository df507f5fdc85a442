"""How is mail to an address stopped, and how does it go on?

Called by apps that know whose address it is, after they asked for the right.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Lower

from eclt_partners.notifications.choices import (
    FailureKind,
    OutgoingState,
    ReminderState,
)
from eclt_partners.notifications.models import Outgoing, Reminder, StoppedAddress
from eclt_partners.notifications.services.dropping import (
    BOUNCED,
    NO_ADDRESS,
    UNREACHED,
    cancel_reminders,
    take_back_letters,
)


def plain_address(address: str) -> str:
    """Return an address as addresses are compared: in small letters."""
    return address.strip().lower()


@transaction.atomic
def stop_address(
    address: str, *, now: datetime, kind: FailureKind, reply: str, by: str
) -> StoppedAddress | None:
    """Mail nothing more to an address, and take back what waits for it.

    Args:
        address: written in any way.
        now: the present moment, aware.
        kind: why.
        reply: the words of the mail system, or of the person who stops it.
        by: the key of an actor; "system" when it happened by itself.

    Returns:
        What was written down; None when the address was stopped already.
    """
    plain = plain_address(address)
    row = StoppedAddress(
        address=plain, kind=kind, reply=reply[:500], stopped_at=now, stopped_by=by
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    _take_back(plain)
    return row


@transaction.atomic
def clear_address(
    address: str, *, now: datetime, by: str, why: str
) -> StoppedAddress | None:
    """Let mail to an address go on; what was held back and is still worth it follows.

    Args:
        address: written in any way.
        now: the present moment, aware.
        by: the key of the person who says so.
        why: one sentence.

    Returns:
        What was ended; None when the address was not stopped.
    """
    plain = plain_address(address)
    rows = StoppedAddress.objects.select_for_update().filter(cleared_at=None)
    row = rows.filter(address=plain).first()
    if row is None:
        return None
    row.cleared_at, row.cleared_by, row.cleared_why = now, by, why
    row.save(update_fields=["cleared_at", "cleared_by", "cleared_why"])
    held = Reminder.objects.annotate(plain=Lower("to_address")).filter(plain=plain)
    # What is in doubt is wanted again, should it never have arrived.
    held.filter(state=ReminderState.COMPOSED, why=BOUNCED).update(why="")
    _owe_again(held.filter(why=BOUNCED), now=now, address=address)
    return row


@transaction.atomic
def follow_new_address(recipient_key: str, *, address: str, now: datetime) -> int:
    """Owe a person at the new address what did not leave for want of one that works.

    What still waits goes there too, also what the person reads in place of somebody
    else: the old address may be a stranger's.

    Returns:
        How many reminders are owed again.
    """
    theirs = Outgoing.objects.filter(recipient_key=recipient_key)
    theirs.filter(state=OutgoingState.QUEUED).update(to_address=address)
    owed = Reminder.objects.filter(
        Q(recipient_key=recipient_key, reader_key="") | Q(reader_key=recipient_key)
    )
    still_waits = Q(state=ReminderState.PLANNED) | Q(
        state=ReminderState.COMPOSED, outgoing__state=OutgoingState.QUEUED
    )
    owed.filter(still_waits).update(to_address=address)
    unreached = owed.filter(why__in=UNREACHED)
    return _owe_again(unreached, now=now, address=address)


@transaction.atomic
def stop_mail_without_address(recipient_key: str) -> None:
    """Take back what waits for a person who has no address; the next one gets it."""
    theirs = Q(recipient_key=recipient_key)
    cancel_reminders(theirs, why=NO_ADDRESS)
    take_back_letters(theirs, why=NO_ADDRESS)


def _take_back(plain: str) -> None:
    """Take back reminders and single letters; a library's mail was asked for just now."""
    owed = Reminder.objects.annotate(plain=Lower("to_address")).filter(plain=plain)
    open_states = [ReminderState.PLANNED, ReminderState.COMPOSED]
    ids = list(owed.filter(state__in=open_states).values_list("pk", flat=True))
    if ids:
        cancel_reminders(Q(pk__in=ids), why=BOUNCED)
    single = Outgoing.objects.annotate(plain=Lower("to_address")).filter(plain=plain)
    take_back_letters(Q(pk__in=single.values("pk")), why=BOUNCED)


def _owe_again(held: QuerySet[Reminder], *, now: datetime, address: str) -> int:
    """Plan the newest step of each matter anew that did not leave and is worth it.

    What was answered meanwhile has nothing to say when it is written, so it stays out.
    Whoever was to read it in place of somebody else still does: the address is theirs.
    """
    later = Reminder.objects.filter(
        kind=OuterRef("kind"),
        subject_id=OuterRef("subject_id"),
        recipient_key=OuterRef("recipient_key"),
        pk__gt=OuterRef("pk"),
    )
    newest = held.filter(
        ~Exists(later), state=ReminderState.CANCELLED, not_after__gt=now
    )
    return Reminder.objects.filter(
        pk__in=list(newest.values_list("pk", flat=True))
    ).update(
        state=ReminderState.PLANNED,
        why="",
        outgoing=None,
        to_address=address,
        send_at=in_working_hours(now),
    )


def in_working_hours(now: datetime) -> Value | Func:
    """Return now where it is a reader's working day, else their next morning, as SQL."""
    if not settings.REMINDERS_WAIT_FOR_MORNING:
        return Value(now)
    # No later than the day it is where the reader is.
    yesterday = (now - timedelta(days=1)).date()
    return Func(
        F("country_code"),
        F("time_zone"),
        Value(yesterday),
        Value(now),
        Value(settings.REMINDER_HOUR),
        function="send_moment",
        output_field=DateTimeField(),
    )
