"""Which status rules fire on a given day?

The part of methods C4 that needs more than the ratings of one review; the ratings
themselves are judged in `reviews.rules.rating_rules`.
"""

from datetime import date
from fractions import Fraction

from agreements.rules.promises import is_weak
from partners.choices import Side, Stage
from partners.rules.method import METHOD, Method
from reviews.choices import ReviewState
from reviews.rules.facts import Facts
from reviews.rules.findings import Fired
from reviews.rules.rating_rules import SIDES

_ANSWERS_ARE_IN = frozenset({ReviewState.CLOSED, ReviewState.TALK_HELD})
_AGREEMENT_NEEDED = frozenset({Stage.ACTIVE, Stage.TRANSITION})


def base_rules(
    facts: Facts, as_of: date, *, method: Method = METHOD
) -> tuple[Fired, ...]:
    """Return all rules but those of lateness: the basis of the interval.

    Args:
        facts: what is known of the partnership.
        as_of: the day of the question.
        method: the thresholds.
    """
    return (
        *(facts.last.fired if facts.last else ()),
        *rules_from_silence(facts, method=method),
        *rules_from_ending(facts, as_of, method=method),
        *rules_from_trust(facts, as_of, method=method),
    )


def rules_from_silence(facts: Facts, *, method: Method = METHOD) -> tuple[Fired, ...]:
    """Return R4 when one side stayed silent in two reviews in a row.

    A review that lapsed for want of a talk was answered by both: it ends the row.
    """
    since = facts.heard_on or date.min
    answered = [each.answered for each in facts.readings if each.on > since]
    review = facts.open_review
    if review is not None and review.state in _ANSWERS_ARE_IN:
        answered.append(review.answered)
    recent = answered[-method.silent_in_a_row :]
    if len(recent) < method.silent_in_a_row:
        return ()
    silent = tuple(side for side in SIDES if not any(side in each for each in recent))
    return (Fired("R4", sides=silent, value=Fraction(len(recent))),) if silent else ()


def rules_from_ending(
    facts: Facts, as_of: date, *, method: Method = METHOD
) -> tuple[Fired, ...]:
    """Return R6, R7, A9 or A10: what the agreement's end asks for.

    Only where an agreement is needed: ACTIVE and TRANSITION. Without any agreement
    the days count from the start of the relationship; one that is still to begin does
    not end the days without.
    """
    if facts.stage not in _AGREEMENT_NEEDED:
        return ()
    last_day = facts.gap_from or facts.agreement_end or facts.relationship_start
    days_left = (last_day - as_of).days
    if days_left < 0:
        code = "R7" if days_left < -method.bridge_days else "A10"
        return (Fired(code, value=Fraction(-days_left)),)
    return _unready(facts, days_left, method)


def _unready(facts: Facts, days_left: int, method: Method) -> tuple[Fired, ...]:
    """Return R6 or A9 when the end is near and what must last is not ready."""
    if days_left <= method.hri_red_days and _is_below(facts, method.hri_red):
        return (Fired("R6", value=Fraction(days_left)),)
    if days_left <= method.hri_amber_days and _is_below(facts, method.hri_amber):
        return (Fired("A9", value=Fraction(days_left)),)
    return ()


def rules_from_trust(
    facts: Facts, as_of: date, *, method: Method = METHOD
) -> tuple[Fired, ...]:
    """Return R5, A7 and A8: incidents, promises and items that wait too long."""
    fired = [Fired("R5")] if facts.has_serious_incident else []
    weak = tuple(
        side
        for side in SIDES
        if side in facts.keeping and is_weak(facts.keeping[side], method=method)
    )
    if weak:
        fired.append(Fired("A7", sides=weak, value=_lowest_share(facts, weak)))
    if facts.oldest_item_on is not None:
        days_open = (as_of - facts.oldest_item_on).days
        if days_open > method.open_item_days:
            fired.append(Fired("A8", value=Fraction(days_open)))
    return tuple(fired)


def rules_from_lateness(
    facts: Facts, as_of: date, days_overdue: int, *, method: Method = METHOD
) -> tuple[Fired, ...]:
    """Return A5 and A6: answers that are missing and reviews that are late.

    Args:
        facts: what is known of the partnership.
        as_of: the day of the question.
        days_overdue: days past the original due date.
        method: the thresholds.
    """
    fired = []
    review = facts.open_review
    if review is not None and review.missing:
        days_silent = (as_of - (review.answers_due_on or review.due_on)).days
        if days_silent >= method.silent_days:
            fired.append(Fired("A5", sides=review.missing, value=Fraction(days_silent)))
    if days_overdue > method.overdue_amber_days:
        fired.append(Fired("A6", value=Fraction(days_overdue)))
    return tuple(fired)


def _is_below(facts: Facts, line: Fraction) -> bool:
    return facts.hri is None or facts.hri < line


def _lowest_share(facts: Facts, sides: tuple[Side, ...]) -> Fraction | None:
    shares = (facts.keeping[side].share for side in sides)
    return min((share for share in shares if share is not None), default=None)
