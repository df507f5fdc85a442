"""What do all pages of one review need of it?

Who sits where, how each side answers, what was moved and what came of the talk are read
with the review itself, so that no page asks for one of them alone.
"""

from django.db.models import Prefetch, QuerySet

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together, hold
from partners.models import PartnershipParty
from reviews.choices import AssessmentState
from reviews.models import Panelist, Review, Snooze
from reviews.selectors.panels import Panels, Progress, is_own_seat, progress_in


def opened_review(reviews: QuerySet[Review]) -> Review | None:
    """Return the first of some reviews, or None. One query.

    The review holds its panel with what was written, its sides, its moves and its
    actions; its partnership holds its parties. As they are at this moment: what changes
    them asks anew.

    Args:
        reviews: in the scope of who asks.
    """
    first = reviews[:1]
    rows = first.select_related(
        "partnership__country", "instrument", "talk"
    ).prefetch_related(
        Prefetch("panelists", Panelist.objects.select_related("assessment")),
        "sides",
        "snoozes",
        "actions",
    )
    parties = PartnershipParty.objects.filter(
        partnership__in=first.values("partnership")
    ).select_related("partner")
    ask_together(rows, parties)
    review = next(iter(rows), None)
    if review is not None:
        hold(review.partnership, "parties", list(parties))
    return review


def progress_at_opening(review: Review) -> Progress:
    """Return how far a review was when it was opened. No query."""
    panels = Panels(
        sides=review.sides.all(),
        seats=review.panelists.all(),
        parties=[
            (party.pk, party.partnership_id)
            for party in review.partnership.parties.all()
            if party.to_on is None
        ],
    )
    return progress_in(panels, [review])[review.pk]


def own_seat(actor: Actor, review: Review) -> Panelist | None:
    """Return the actor's own seat, also after leaving it. No query."""
    seats = (each for each in review.panelists.all() if is_own_seat(actor, each))
    return next(seats, None)


def standing_move(review: Review) -> Snooze | None:
    """Return the move to the present date, if nobody objected. No query."""
    moves = [each for each in review.snoozes.all() if each.objected_at is None]
    return moves[0] if moves and moves[0].to_on == review.due_on else None


def has_targets(actor: Actor, review: Review) -> bool:
    """Tell whether an actor may ask to correct anything: own answers, or typed ones.

    No query; `corrections.targets` finds them.
    """
    return any(
        each.left_at is None
        and (given := getattr(each, "assessment", None)) is not None
        and given.state == AssessmentState.SUBMITTED
        and (is_own_seat(actor, each) or given.entered_by == actor.key)
        for each in review.panelists.all()
    )
