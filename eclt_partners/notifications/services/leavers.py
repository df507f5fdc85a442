"""What happens to mail for somebody who is no longer there?

Whoever follows is owed it by the ladders themselves: they ask who stands there today.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from eclt_partners.notifications.choices import Audience
from eclt_partners.notifications.letters import LIBRARY
from eclt_partners.notifications.models import LadderStep, Outgoing
from eclt_partners.notifications.services.dropping import (
    cancel_reminders,
    take_back_letters,
)
from eclt_partners.notifications.services.second_mails import OUT_OF_HAND

# Why a reminder did not leave, as the ledger says it.
LEFT, MOVED = "left", "somebody else leads"
_OF_LEADS = [Audience.LEADS, Audience.RATERS_AND_LEADS]


@transaction.atomic
def stop_mail_of_leaver(recipient_key: str) -> int:
    """Take back everything that waits for somebody who left.

    Also what the person would have read in place of somebody else.

    Args:
        recipient_key: for example "contact:7".

    Returns:
        How many reminders were taken back.
    """
    wanted = Q(recipient_key=recipient_key) | Q(reader_key=recipient_key)
    dropped = cancel_reminders(wanted, why=LEFT)
    theirs = Q(recipient_key=recipient_key)
    take_back_letters(theirs, why=LEFT)
    # Should one come back into our hands, it is not worth sending.
    out_of_hand = Outgoing.objects.filter(theirs, state__in=OUT_OF_HAND)
    out_of_hand.exclude(letter=LIBRARY).update(not_after=Now())
    return dropped


@transaction.atomic
def stop_mail_from_elsewhere(
    recipient_key: str, *, countries: Collection[str], partnerships: Collection[int]
) -> int:
    """Take back what waits for somebody about places where the person has no role.

    Args:
        recipient_key: for example "user:7".
        countries: where the person still has one.
        partnerships: in which the person still has one.

    Returns:
        How many reminders were taken back.
    """
    theirs = Q(recipient_key=recipient_key) & ~Q(country_code__in=countries)
    elsewhere = theirs & ~Q(partnership_id__in=partnerships)
    dropped = cancel_reminders(elsewhere, why=LEFT)
    # A letter without a country is about the person, or lists what is left of many.
    about_a_place = ~Q(country_code="") & (
        Q(partnership_id__isnull=True) | ~Q(partnership_id__in=partnerships)
    )
    take_back_letters(theirs & about_a_place, why=LEFT)
    return dropped


@transaction.atomic
def stop_mail_of_former_lead(recipient_key: str, *, partnership_id: int) -> int:
    """Take back what somebody would hear as the lead of a partnership.

    What the person answers in person, or hears in another role, stays.

    Returns:
        How many reminders were taken back.
    """
    of_leads = LadderStep.objects.filter(
        kind=OuterRef("kind"), code=OuterRef("step"), audience__in=_OF_LEADS
    )
    wanted = Q(
        Exists(of_leads),
        recipient_key=recipient_key,
        partnership_id=partnership_id,
        is_personal=False,
    )
    return cancel_reminders(wanted, why=MOVED)
