"""How are the answers of a review turned into stored scores?

The rules compute (`reviews.rules.scoring`); this module gathers and stores: one
`ReviewScore` per pair foundation-party, rounded half up to two places, with the
figures of `reviews.selectors.figures`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from partners.choices import Side
from partners.models import HealthReading
from partners.rules.method import METHOD, Method
from partners.rules.rounding import half_up, half_up_or_none
from reviews.choices import AnswerMode, ReviewKind, ReviewState
from reviews.models import Review, ReviewScore
from reviews.rules.findings import status_of
from reviews.rules.info_flags import SideAnswers, info_flags
from reviews.rules.instrument import DIMENSIONS, LESSONS
from reviews.rules.rating_rules import rules_from_ratings
from reviews.rules.scores import Score
from reviews.rules.scoring import score
from reviews.selectors.answers import counted_by_party, sent_assessments, side_answers
from reviews.selectors.figures import PLACES, exact_number, figures_of, findings_of
from reviews.selectors.panels import Progress, progress

FORMULA = "F1"
_NOBODY = SideAnswers(ratings={})


@dataclass(frozen=True, slots=True)
class _Makeup:
    """How the instrument version of a review counts its dimensions."""

    weights: Mapping[str, int]
    lessons: Mapping[int, Sequence[str]]
    method: Method


@dataclass(frozen=True, slots=True)
class _Pair:
    """One pair foundation-party, ready to be scored."""

    party_id: int
    answers: Mapping[Side, SideAnswers]
    modes: Mapping[Side, AnswerMode]
    previous: Fraction | None
    makeup: _Makeup


def store_scores(*, review: Review, now: datetime) -> list[ReviewScore]:
    """Score a review and store one row per pair foundation-party (rulings 2).

    The caller holds the lock on the review and records the audit entry.

    Args:
        review: a review that is closed or completed.
        now: the moment of scoring, aware.

    Returns:
        The new rows; none when nobody answered.
    """
    return [
        _store(review, pair, scored, now=now)
        for pair, scored in _scored_pairs(review, now=now)
    ]


def store_successors(
    *, review: Review, party_id: int | None, reason: str, now: datetime
) -> list[ReviewScore]:
    """Score a review anew because an answer was corrected; the old rows stay.

    The caller holds the lock on the review and records the audit entry.

    Args:
        review: a review that was scored.
        party_id: whose answer was corrected; None = the foundation's, which counts in
            every pair.
        reason: why, for both sides to read.
        now: the moment of scoring, aware.

    Returns:
        One new row, with the next number, per pair in which the answer counts.
    """
    numbers = dict(
        ReviewScore.objects.valid().filter(review=review).values_list("party", "number")
    )
    return [
        _store(
            review, pair, scored, now=now, number=numbers[pair.party_id] + 1, why=reason
        )
        for pair, scored in _scored_pairs(review, now=now)
        if pair.party_id in numbers and party_id in {None, pair.party_id}
    ]


def read_health(
    *, review: Review, scores: Iterable[ReviewScore] | None = None
) -> list[HealthReading]:
    """Write the health readings of a completed full review (rulings 1).

    Args:
        review: a completed review with its scores stored.
        scores: of which to write readings; None = the valid score of every pair.

    Returns:
        One reading per pair; none for a pulse or a talk.
    """
    if review.kind != ReviewKind.FULL or review.completed_on is None:
        return []
    valid = ReviewScore.objects.valid().filter(review=review).order_by("party")
    rows = valid if scores is None else scores
    return [
        HealthReading.objects.create(
            partnership_id=review.partnership_id,
            party_id=row.party_id,
            index=row.index,
            status=row.status,
            as_of=review.completed_on,
        )
        for row in rows
    ]


def _scored_pairs(review: Review, *, now: datetime) -> list[tuple[_Pair, Score]]:
    """Return each pair with its score by the answers that count now."""
    answers = {
        party_id: side_answers(given)
        for party_id, given in counted_by_party(sent_assessments(review)).items()
    }
    if not answers:
        return []
    off = _not_asked(answers.values())
    return [
        (pair, _score(review, pair, off)) for pair in _pairs(review, answers, now=now)
    ]


def _makeup(review: Review) -> _Makeup:
    rows = list(review.instrument.dimensions.all())
    return _Makeup(
        weights={row.code: row.weight for row in rows},
        lessons={
            lesson: [row.code for row in rows if row.lesson == lesson]
            for lesson in LESSONS
        },
        method=replace(
            METHOD, knockout_dims=tuple(row.code for row in rows if row.is_knock_out)
        ),
    )


def _pairs(
    review: Review, answers: Mapping[int | None, SideAnswers], *, now: datetime
) -> list[_Pair]:
    on = review.completed_on or review.partnership.country.today(now=now)
    previous = _previous_indexes(review, before=on)
    state, makeup = progress(review), _makeup(review)
    return [
        _Pair(
            party_id=party_id,
            answers={
                Side.FOUNDATION: answers.get(None, _NOBODY),
                Side.PARTNER: answers.get(party_id, _NOBODY),
            },
            modes=_modes(state, party_id),
            previous=previous.get(party_id),
            makeup=makeup,
        )
        for party_id in (side.party_id for side in state.sides)
        if party_id is not None
    ]


def _previous_indexes(review: Review, *, before: date) -> dict[int, Fraction]:
    """Return party -> exact index of the latest earlier review that has one.

    Of each review its latest score counts: after a correction that may be none. Only
    completed full reviews of the same instrument: scores of different versions
    are never compared (methods B2).
    """
    rows = (
        ReviewScore.objects.valid()
        .filter(
            review__partnership=review.partnership_id,
            review__kind=ReviewKind.FULL,
            review__state=ReviewState.COMPLETED,
            review__completed_on__lt=before,
            instrument_code=review.instrument.code,
            index__isnull=False,
        )
        .order_by("review__completed_on", "review")
    )
    found = {}
    for row in rows:
        index = exact_number(row.figures, "index")
        if index is not None:
            found[row.party_id] = index
    return found


def _modes(state: Progress, party_id: int) -> dict[Side, AnswerMode]:
    return {
        row.side: row.mode for row in state.sides if row.party_id in {None, party_id}
    }


def _not_asked(answers: Iterable[SideAnswers]) -> frozenset[str]:
    """Return the dimensions nobody has a row for: an answer is sent for all asked."""
    asked = {code for side in answers for code in side.ratings}
    return frozenset(DIMENSIONS) - asked


def _score(review: Review, pair: _Pair, off: frozenset[str]) -> Score:
    scored = score(
        pair.answers[Side.FOUNDATION].ratings,
        pair.answers[Side.PARTNER].ratings,
        weights=pair.makeup.weights,
        lessons=pair.makeup.lessons,
        off=off,
        method=pair.makeup.method,
    )
    if review.kind == ReviewKind.FULL:
        return scored
    # A pulse is never used for the index (methods B3).
    return replace(
        scored, index=None, foundation_index=None, partner_index=None, lessons={}
    )


def _store(
    review: Review,
    pair: _Pair,
    scored: Score,
    *,
    now: datetime,
    number: int = 1,
    why: str = "",
) -> ReviewScore:
    fired = rules_from_ratings(scored, pair.previous, method=pair.makeup.method)
    info = info_flags(scored, pair.answers[Side.FOUNDATION], pair.answers[Side.PARTNER])
    figures = figures_of(
        scored, pair.answers, pair.modes, pair.previous, lessons=pair.makeup.lessons
    )
    return ReviewScore.objects.create(
        review=review,
        party_id=pair.party_id,
        number=number,
        reason=why,
        formula=FORMULA,
        instrument_code=review.instrument.code,
        index=half_up_or_none(scored.index, PLACES),
        index_foundation=half_up_or_none(scored.foundation_index, PLACES),
        index_partner=half_up_or_none(scored.partner_index, PLACES),
        gap_index=half_up_or_none(scored.gap_index, PLACES),
        bias=half_up_or_none(scored.bias, PLACES),
        coverage_pct=half_up(100 * scored.coverage, PLACES),
        foundation_count=scored.foundation_raters,
        partner_count=scored.partner_raters,
        status=status_of(fired, grey=scored.index is None),
        rules=[each.text for each in fired],
        figures=figures | {"fired": findings_of(fired), "info": findings_of(info)},
        scored_at=now,
    )
