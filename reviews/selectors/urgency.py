"""By when does a planned full review have to be held, sooner than it is planned?"""

from datetime import date

from partners.choices import Status
from partners.models import Partnership
from reviews.models import Review
from reviews.rules.cadence import full_due_on
from reviews.selectors.facts import facts_of
from reviews.selectors.snoozes import open_snooze
from reviews.selectors.standing import pair_standings


def urgent_on(review: Review, partnership: Partnership, today: date) -> date:
    """Return the earliest day that events or the agreement's end ask for.

    What both sides knew when they agreed on a later day does not take it back.

    Args:
        review: planned.
        partnership: its own, with the country.
        today: the day in the country.

    Returns:
        `date.max` when nothing asks for a day.
    """
    asked_on = _asked_on(partnership, today, since=date.min)
    move = open_snooze(review)
    if move is None:
        return asked_on
    moves = review.snoozes.filter(objected_at=None).values_list("from_on", flat=True)
    if asked_on < min(moves):
        return asked_on
    moved_on = partnership.country.today(now=move.asked_at)
    return _asked_on(partnership, today, since=moved_on)


def _asked_on(partnership: Partnership, today: date, *, since: date) -> date:
    """Return the earliest day asked for by the end, or by an event after a day."""
    standings = pair_standings([partnership], today)[partnership.pk]
    facts_by_party = facts_of([partnership], today)[partnership.pk]
    return min(
        full_due_on(
            facts.anchor_on,
            date.max,
            agreement_end=facts.agreement_end,
            events=[
                each
                for each in facts.events
                if not each.may_wait or (each.from_on or date.min) > since
            ],
            is_red=standings[party_id].base_status == Status.RED,
        )
        for party_id, facts in facts_by_party.items()
    )
