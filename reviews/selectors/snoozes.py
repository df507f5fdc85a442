"""May this review be moved, and was it?"""

from datetime import date

from django.db.models import QuerySet

from eclt_partners.accounts.models import User
from eclt_partners.common.actor import Actor
from partners.choices import EventKind, Side, Status
from partners.models import Contact, PartnershipParty
from partners.rules.months import add_months
from partners.selectors.leading import lead_or_managers
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review, Snooze
from reviews.rules.cadence import closing_on
from reviews.rules.snooze import SnoozeFacts
from reviews.selectors.ground import agreement_ends
from reviews.selectors.standing import standing_of


def snooze_facts(review: Review, *, today: date) -> SnoozeFacts:
    """Return what decides whether a review may be moved today.

    Args:
        review: with its partnership.
        today: the day in the country.
    """
    partnership = review.partnership
    safety = partnership.events.filter(kind=EventKind.SAFEGUARDING, closed_on=None)
    return SnoozeFacts(
        kind=ReviewKind(review.kind),
        state=ReviewState(review.state),
        is_closing=review.is_closing and not _goes_on(review),
        is_red=standing_of(partnership, today).status == Status.RED,
        is_for_safety=safety.exists(),
        original_due_on=review.original_due_on,
        due_on=review.due_on,
        count=review.snoozes.filter(objected_at=None).count(),
        clause_on=_clause_on(review),
        today=today,
    )


def _clause_on(review: Review) -> date | None:
    """Return the last day that the clause allows, counted from the last full review.

    Before the first one it counts from the start; a partnership that joined later than
    that has no such day.
    """
    if review.kind != ReviewKind.FULL:
        return None
    partnership = review.partnership
    last_on = (
        partnership.reviews.full()
        .filter(state=ReviewState.COMPLETED)
        .order_by("-completed_on")
        .values_list("completed_on", flat=True)
        .first()
    )
    day = add_months(
        last_on or partnership.relationship_start, partnership.clause_months
    )
    return None if last_on is None and day < review.original_due_on else day


def _goes_on(review: Review) -> bool:
    """Tell whether the agreement was extended since its closing review was planned."""
    key = review.partnership_id
    end = agreement_ends([key]).get(key)
    return end is not None and closing_on(end) > review.due_on


def open_snooze(review: Review) -> Snooze | None:
    """Return the move to the present date, if nobody objected. One query."""
    last = review.snoozes.filter(objected_at=None).first()
    return last if last is not None and last.to_on == review.due_on else None


def told_of_move(snooze: Snooze) -> list[User | Contact]:
    """Return who is told of a move: the leads of the others whom a mail reaches.

    That is the other side, and in a coalition also the other partners. Where nobody
    leads for the foundation, the managers of the country.

    Args:
        snooze: with its review and partnership.
    """
    partnership = snooze.review.partnership
    parties = _other_parties(snooze)
    leads = Contact.objects.reachable().filter(parties_led__in=parties).distinct()
    if snooze.side == Side.FOUNDATION:
        return list(leads)
    return [*lead_or_managers(partnership), *leads]


def may_object(actor: Actor, snooze: Snooze) -> bool:
    """Tell whether a lead is of the other side, or of another partner of a coalition.

    Args:
        actor: leads a side, or manages here.
        snooze: with its review and partnership.
    """
    if actor.contact_id is None:
        return snooze.side == Side.PARTNER
    return _other_parties(snooze).filter(partner_lead=actor.contact_id).exists()


def _other_parties(snooze: Snooze) -> QuerySet[PartnershipParty]:
    """Return the present parties but the one whose person moved the review."""
    parties = snooze.review.partnership.parties.filter(to_on=None)
    kind, _colon, number = snooze.asked_by.partition(":")
    if snooze.side == Side.FOUNDATION or kind != "contact":
        return parties
    return parties.exclude(partner__contacts=int(number))


def lead_side(actor: Actor, review: Review) -> Side | None:
    """Return the side the actor leads in this partnership; None for others."""
    partnership = review.partnership
    if actor.user_id is not None and actor.user_id == partnership.foundation_lead_id:
        return Side.FOUNDATION
    if actor.contact_id is None:
        return None
    led = partnership.parties.filter(partner_lead=actor.contact_id, to_on=None)
    return Side.PARTNER if led.exists() else None
