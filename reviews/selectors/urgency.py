"""By when does a planned full review have to be held, sooner than it is planned?"""

from datetime import date

from partners.choices import Stage, Status
from partners.models import Partnership
from partners.rules.months import add_months
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.rules.cadence import full_due_on
from reviews.rules.due import allowed_until
from reviews.selectors.facts import facts_of
from reviews.selectors.snoozes import open_snooze
from reviews.selectors.standing import pair_standings


def urgent_on(review: Review, partnership: Partnership, today: date) -> date:
    """Return the earliest day that events or the agreement's end ask for.

    The stage and the clause of the agreement, too, when they changed since it was
    planned. What both sides knew when it was moved to a later day does not take that
    day back.

    Args:
        review: planned.
        partnership: its own, with the country.
        today: the day in the country.

    Returns:
        `date.max` when nothing asks for a day.
    """
    last_on = _last_on(partnership)
    asked_on = min(
        _asked_on(partnership, today, since=date.min),
        _allowed_until(partnership, last_on),
    )
    move = open_snooze(review)
    if move is None:
        return asked_on
    moves = review.snoozes.filter(objected_at=None).values_list("from_on", flat=True)
    if asked_on < min(moves):
        return asked_on
    moved_on = partnership.country.today(now=move.asked_at)
    return min(
        _asked_on(partnership, today, since=moved_on),
        add_months(last_on, partnership.clause_months) if last_on else date.max,
    )


def _last_on(partnership: Partnership) -> date | None:
    """Return the day the last full review was completed.

    None without one; and after one that was cancelled or lapsed, which gave the next
    review its day.
    """
    full = Review.objects.full().filter(partnership=partnership)
    completed = full.filter(state=ReviewState.COMPLETED)
    last = completed.order_by("-completed_on", "-pk").first()
    if last is None:
        return None
    put_off = full.filter(
        state__in=[ReviewState.CANCELLED, ReviewState.LAPSED],
        closed_at__gt=last.completed_at,
    )
    return None if put_off.exists() else last.completed_on


def _allowed_until(partnership: Partnership, last_on: date | None) -> date:
    """Return the last day that stage and clause allow; `date.max` without any."""
    if last_on is None:
        return date.max
    day = allowed_until(
        Stage(partnership.stage),
        partnership.relationship_start,
        last_on,
        partnership.clause_months,
    )
    return day or date.max


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
