"""Who answers a review for each side, and how?"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, require
from eclt_partners.common.changes import says_the_same
from eclt_partners.common.errors import IllegalTransition, InvalidInput, StaleObject
from partners.choices import Side
from partners.models import PartnershipParty
from reviews.choices import AnswerMode, ReviewState
from reviews.models import Panelist, Review, ReviewSide
from reviews.selectors.panels import is_own_seat, is_sent_in_time, side_mark, side_of
from reviews.services.reminders import cancel_for_review
from reviews.services.seating import (
    PanelChoice,
    SideChoice,
    is_kept,
    seat_side,
    usual_panel,
)
from reviews.services.steps import close_if_due, lock_review, record_on

CHANGEABLE = frozenset({ReviewState.SCHEDULED, ReviewState.OPEN})

__all__ = [
    "PanelChoice",
    "SideChoice",
    "confirm_panel",
    "mark_seat_left",
    "set_panel",
    "usual_panel",
]


@transaction.atomic
def set_panel(
    *,
    actor: Actor,
    now: datetime,
    review: Review,
    side: Side,
    party: PartnershipParty | None = None,
    user_ids: Collection[int] = (),
    contact_ids: Collection[int] = (),
    mode: AnswerMode = AnswerMode.INDIVIDUAL,
    people_consulted: int | None = None,
    seen: str = "",
    is_last: bool = True,
) -> Review:
    """Say who answers for one side, again without a change; others lose their seat.

    Args:
        actor: an officer, or the lead of the partner for its own side.
        now: when, aware.
        review: a review that is planned or open.
        side: foundation or partner.
        party: the party, for the partner's side.
        user_ids: 1 to 4 users of the foundation.
        contact_ids: 1 to 5 contacts of the partner.
        mode: each person alone, or one answer together.
        people_consulted: how many people took part in one answer together.
        seen: the mark of the side that the page showed (`side_mark`); "" for none.
        is_last: False when another side follows, for which the review stays open.

    Raises:
        NotPermitted: the actor may not choose for this side.
        IllegalTransition: the review is closed.
        StaleObject: somebody else chose for this side meanwhile.
        InvalidInput: nobody, too many, a person who may not answer, or somebody who
            has answered already is left out.
    """
    _require_side(actor, review, side, party)
    locked = lock_review(review.pk)
    people = tuple(contact_ids if party else user_ids)
    key = party.pk if party else None
    choice = SideChoice(key, people, mode, people_consulted)
    if not _is_chosen(locked, choice):
        _refuse_late(locked, party, seen)
        seat_side(locked, choice, now=now)
        facts = {"side": str(side), "seats": len(choice.person_ids), "mode": str(mode)}
        record_on(locked, "reviews.panel.set", actor=actor, now=now, facts=facts)
    if is_last:
        close_if_due(locked, now=now)
    return locked


@transaction.atomic
def confirm_panel(
    *,
    actor: Actor,
    now: datetime,
    review: Review,
    side: Side,
    party: PartnershipParty | None = None,
    seen: str = "",
) -> Review:
    """Confirm who answers for one side (methods B5.1); again changes nothing.

    Args:
        actor: the lead of the side.
        now: when, aware.
        review: planned or open.
        side: whose list it is.
        party: the partner's part of the partnership; None for the foundation.
        seen: the mark of the list that the page showed (`side_mark`); "" for none.

    Raises:
        NotPermitted: the actor may not choose for this side.
        IllegalTransition: the review is closed.
        StaleObject: somebody changed the list meanwhile.
    """
    _require_side(actor, review, side, party)
    locked = lock_review(review.pk)
    if locked.state not in CHANGEABLE:
        raise IllegalTransition(locked.state, ReviewState.OPEN)
    confirmed = ReviewSide.objects.filter(confirmed_at__isnull=False)
    if confirmed.filter(review=locked, party=party).exists():
        return locked
    _refuse_unseen(locked, party, seen)
    row, _is_new = ReviewSide.objects.get_or_create(review=locked, party=party)
    row.confirmed_at = now
    row.confirmed_by = actor.key
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    facts = {"side": str(side)}
    record_on(locked, "reviews.panel.confirmed", actor=actor, now=now, facts=facts)
    return locked


@transaction.atomic
def mark_seat_left(*, actor: Actor, now: datetime, panelist: Panelist) -> Panelist:
    """Take a person off a panel ("I am not the right person"); answers sent stay.

    The person may do it, and whoever may choose for the side.

    Raises:
        NotPermitted: neither of them.
        IllegalTransition: the review is closed, or the answers were sent.
    """
    review = lock_review(panelist.review_id)
    seat = Panelist.objects.select_related("assessment", "party").get(pk=panelist.pk)
    if not is_own_seat(actor, seat):
        _require_side(actor, review, side_of(seat), seat.party)
    if review.state not in CHANGEABLE or is_sent_in_time(seat):
        raise IllegalTransition(review.state, ReviewState.OPEN)
    if seat.left_at is not None:
        return seat
    seat.left_at = now
    seat.save(update_fields=["left_at"])
    cancel_for_review(review=review, recipient_key=seat.key, now=now)
    facts = {"side": str(side_of(seat))}
    record_on(review, "reviews.seat.left", actor=actor, now=now, facts=facts)
    close_if_due(review, now=now)
    return seat


def _is_chosen(review: Review, choice: SideChoice) -> bool:
    """Tell whether just these people answer for a side already, and in this way."""
    said = {"mode": choice.mode, "people_consulted": choice.people_consulted}
    row = review.sides.filter(party=choice.party_id).first()
    if row is None or not says_the_same(row, said):
        return False
    seats = review.panelists.filter(party=choice.party_id, left_at__isnull=True)
    seats = seats.select_related("assessment", "contact", "user")
    there = {each.user_id or each.contact_id: each for each in seats}
    chosen = set(choice.person_ids)
    others = there.keys() - chosen
    return chosen <= there.keys() and all(is_kept(review, there[k]) for k in others)


def _refuse_late(review: Review, party: PartnershipParty | None, seen: str) -> None:
    """Refuse a choice for a review that is closed, or for a list nobody showed."""
    if review.state not in CHANGEABLE:
        raise IllegalTransition(review.state, ReviewState.OPEN)
    _refuse_unseen(review, party, seen)


def _refuse_unseen(review: Review, party: PartnershipParty | None, seen: str) -> None:
    """Refuse a choice over one that its author never saw."""
    if seen and seen != side_mark(review, party.pk if party else None):
        raise StaleObject("somebody else chose who answers")


def _require_side(
    actor: Actor, review: Review, side: Side, party: PartnershipParty | None
) -> None:
    """Refuse all but officers, and the lead of a partner for its own side."""
    if (party is None) != (side == Side.FOUNDATION):
        raise InvalidInput({"party": _("Choose a side.")})
    partnership = review.partnership
    is_lead = party is not None and actor.contact_id == party.partner_lead_id
    require(
        actor,
        Action.CHOOSE_PANEL
        if is_lead and actor.kind == ActorKind.LINK
        else Action.SCHEDULE_REVIEW,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
