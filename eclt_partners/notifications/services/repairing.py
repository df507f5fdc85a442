"""What can a person do about a mail: send it again, or say what became of it?

Nothing is sent twice by itself (trust 1.3). A second mail needs somebody who wants it
and says why; the ledger shows both.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import GateBlocked, IllegalTransition, InvalidInput
from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.letters import LIBRARY
from eclt_partners.notifications.models import RESTRICTED, Outgoing, Reminder
from eclt_partners.notifications.rules.doubts import RELAY_WAITS
from eclt_partners.notifications.services import recording
from eclt_partners.notifications.services.dropping import UNREACHED, leave_out_unwanted
from eclt_partners.notifications.services.naming import in_the_name_of
from eclt_partners.notifications.services.queueing import KEEP_TRYING, message_id_of
from eclt_partners.notifications.services.second_mails import (
    hold_repeated,
    why_needless,
)

WHY_LENGTH = 200
ENDED = [OutgoingState.SENT, OutgoingState.FAILED]
ON_THE_WAY = [
    OutgoingState.QUEUED,
    OutgoingState.CLAIMED,
    OutgoingState.DOT,
    OutgoingState.UNCONFIRMED,
]
# What a second message has in common with the first, words included: with words it
# keeps them, without it is written as things stand then.
SAME = (
    *("recipient_key", "to_address", "language", "time_zone", "country_code"),
    *("partnership_id", "letter", "facts", "subject", "text_body", "html_body"),
    *("calendar", "headers", "rendered_at"),
)


@transaction.atomic
def resend(
    message: Outgoing, *, actor: Actor, now: datetime, why: str, address: str = ""
) -> Outgoing:
    """Send a message again as a new one, because a named person wants it.

    Args:
        message: sent, or failed.
        actor: who wants it; needs the right to mend mails at its place.
        now: the present moment, aware.
        why: for the ledger; one sentence.
        address: the person's address of today; "": as before.

    Returns:
        The new message, queued.

    Raises:
        NotPermitted: the actor may not do this here.
        InvalidInput: no reason is given.
        IllegalTransition: it is still on its way, or sent again already.
        GateBlocked: its words are not kept, or nobody needs it any more.
    """
    _require(actor, message)
    reason = _reason(why)
    old = Outgoing.objects.select_for_update().get(pk=message.pk)
    again = Outgoing.objects.filter(dedupe_key__startswith=f"again:{old.pk}:")
    if old.state not in ENDED or again.filter(state__in=ON_THE_WAY).exists():
        raise IllegalTransition(old.state, OutgoingState.QUEUED)
    if not _can_be_said_again(old):
        raise GateBlocked([_("The words of this mail are not kept.")])
    key = f"again:{old.pk}:{again.count() + 1}"
    new = Outgoing(
        **{name: getattr(old, name) for name in SAME},
        dedupe_key=key,
        message_id=message_id_of(key),
        created_at=now,
        due_at=now,
        next_try_at=now,
        not_after=now + KEEP_TRYING,
    )
    new.to_address = address or new.to_address
    with in_the_name_of(actor.key, reason):
        new.save(force_insert=True)
    _carry_over(old, new)
    _note("notifications.mail.resent", new, actor, now=now, facts={"of": old.pk})
    return new


def _carry_over(old: Outgoing, new: Outgoing) -> None:
    """Let a new message carry what a failed one owed; what was sent stays told.

    What it repeats is held, so that an answer at this moment waits and sees it.

    Raises:
        GateBlocked: nobody needs any of it any more.
    """
    owed = Reminder.objects.filter(outgoing=old, state=ReminderState.COMPOSED)
    # Whoever sends it again knows that the address did not take it.
    owed.filter(why__in=UNREACHED).update(why="")
    carried = owed.update(outgoing=new)
    if carried:
        leave_out_unwanted([new.pk])
    left = new.reminders.filter(state=ReminderState.COMPOSED)
    hold_repeated(new)
    if (carried and not left.exists()) or why_needless(new):
        raise GateBlocked([_("Nobody needs this mail any more.")])


@transaction.atomic
def settle(
    message: Outgoing, *, actor: Actor, now: datetime, arrived: bool, why: str
) -> None:
    """Say what became of a message in doubt, because somebody found out.

    Args:
        message: in doubt.
        actor: who found out; needs the right to mend mails at its place.
        now: the present moment, aware.
        arrived: the relay took it; else it is queued with the same Message-ID.
        why: how the person knows, for the ledger; one sentence.

    Raises:
        NotPermitted: the actor may not do this here.
        InvalidInput: no reason is given.
        IllegalTransition: it is not in doubt any more.
        GateBlocked: the relay may still take it; only later it can be sent again.
    """
    _require(actor, message)
    reason = _reason(why)
    found = Outgoing.objects.select_for_update().get(pk=message.pk)
    state = OutgoingState.SENT if arrived else OutgoingState.QUEUED
    if found.state != OutgoingState.UNCONFIRMED or found.dot_at is None:
        raise IllegalTransition(found.state, state)
    if not arrived and now - found.dot_at <= RELAY_WAITS:
        raise GateBlocked(
            [_("The mail system may still take it. Try again ten minutes later.")]
        )
    recording.end_doubt(found, arrived=arrived, by=actor.key, why=reason)
    facts = {"arrived": arrived}
    _note("notifications.mail.settled", found, actor, now=now, facts=facts)


def may_repair(actor: Actor, message: Outgoing) -> bool:
    """Tell whether the actor may send a message again or settle its doubt.

    What has no country (a digest over several, a library's mail) is for those who may
    do it everywhere.
    """
    return actor.may(
        Action.REPAIR_MAIL,
        country=message.country_code or None,
        partnership=message.partnership_id,
    )


def _require(actor: Actor, message: Outgoing) -> None:
    country, partnership = message.country_code or None, message.partnership_id
    require(actor, Action.REPAIR_MAIL, country=country, partnership=partnership)
    if message.letter.startswith(RESTRICTED):
        require(actor, Action.SEE_INCIDENTS, country=country, partnership=partnership)


def _reason(why: str) -> str:
    reason = " ".join(why.split())
    if not reason or len(reason) > WHY_LENGTH:
        raise InvalidInput({"why": _("Say why, in at most 200 characters.")})
    return reason


def _can_be_said_again(message: Outgoing) -> bool:
    """Tell whether the words are there, or can be written as things stand now."""
    if message.letter == LIBRARY:
        return False
    return bool(message.text_body) or message.state == OutgoingState.FAILED


def _note(
    verb: str,
    message: Outgoing,
    actor: Actor,
    *,
    now: datetime,
    facts: Mapping[str, Any],
) -> None:
    """Write the audit; the reason stands in the story of the message."""
    audit.record(
        verb,
        actor=actor,
        subject=message,
        now=now,
        place=Place(country=message.country_code, partnership=message.partnership_id),
        facts=facts,
    )
