"""What do the completed full reviews of partnerships say, one after the other?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from partners.choices import Side
from reviews.choices import ReviewKind, ReviewState
from reviews.models import ReviewScore
from reviews.rules.findings import Grey
from reviews.rules.rating_rules import SIDES
from reviews.rules.readings import Reading
from reviews.rules.trend import Point, Trend, trend
from reviews.selectors.figures import exact_number, findings_in


def completed_scores(
    partnership_ids: Collection[int], as_of: date
) -> list[ReviewScore]:
    """Return the valid scores of completed full reviews, oldest first. One query.

    Of a corrected score the highest number counts.
    """
    return valid_scores(stored_scores(partnership_ids, as_of))


def stored_scores(
    partnership_ids: Collection[int], as_of: date
) -> QuerySet[ReviewScore]:
    """Return all scores of completed full reviews, oldest first, with their reviews."""
    rows = ReviewScore.objects.filter(
        review__partnership__in=partnership_ids,
        review__kind=ReviewKind.FULL,
        review__state=ReviewState.COMPLETED,
        review__completed_on__lte=as_of,
    )
    return rows.select_related("review").order_by(
        "review__completed_on", "review", "party", "number"
    )


def valid_scores(stored: Iterable[ReviewScore]) -> list[ReviewScore]:
    """Return those that count; of a corrected score the one with the highest number.

    Args:
        stored: from `stored_scores`.
    """
    latest = {(row.review_id, row.party_id): row for row in stored}
    return list(latest.values())


def readings_in(
    scores: Iterable[ReviewScore],
) -> dict[tuple[int, int | None], tuple[Reading, ...]]:
    """Return (partnership id, party id) -> readings, in the order of valid scores."""
    found: dict[tuple[int, int | None], list[Reading]] = defaultdict(list)
    for row in scores:
        found[row.review.partnership_id, row.party_id].append(reading_of(row))
    return {key: tuple(rows) for key, rows in found.items()}


def reading_of(row: ReviewScore) -> Reading:
    """Read a stored score as the status rules see it; numbers are exact."""
    completed_on = row.review.completed_on
    if completed_on is None:
        raise ValueError("only completed reviews are readings")
    answered = frozenset(
        side
        for side, count in zip(
            SIDES, (row.foundation_count, row.partner_count), strict=True
        )
        if count
    )
    index = exact_number(row.figures, "index")
    both = len(answered) == len(Side)
    return Reading(
        on=completed_on,
        index=index,
        fired=findings_in(row.figures["fired"]),
        answered=answered,
        grey=None if index is not None else _grey(both=both),
        version=row.instrument_code,
    )


def trends(
    partnership_ids: Collection[int], as_of: date
) -> dict[tuple[int, int], Trend]:
    """Return (partnership id, party id) -> trend of its index (methods C3). One query.

    Only scores of the instrument of the last reading are joined.
    """
    return trends_in(completed_scores(partnership_ids, as_of))


def trends_in(scores: Sequence[ReviewScore]) -> dict[tuple[int, int], Trend]:
    """Return (partnership id, party id) -> trend, from valid scores, oldest first."""
    by_pair: dict[tuple[int, int], list[ReviewScore]] = defaultdict(list)
    for row in scores:
        by_pair[row.review.partnership_id, row.party_id].append(row)
    return {key: trend(_points(rows)) for key, rows in by_pair.items()}


def _points(rows: list[ReviewScore]) -> list[Point]:
    found = []
    for row in rows:
        index = exact_number(row.figures, "index")
        on = row.review.completed_on
        same = row.instrument_code == rows[-1].instrument_code
        if same and index is not None and on is not None:
            found.append(Point(on, index))
    return found


def _grey(*, both: bool) -> Grey:
    return Grey.FEW_ANSWERS if both else Grey.ONE_SIDE
