"""Which reviews are late, who is missing, and what comes in the next 90 days?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from eclt_partners.dashboards.rules.after_end import open_checks
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from partners.choices import OwnerSide, Side
from partners.rules.stages import has_ended
from reviews.choices import ReviewKind, ReviewState

CALENDAR_DAYS = 90
YEAR_DAYS = 365

Dates = Callable[[PartnershipRow, date], Iterable[tuple[str, date, str]]]


def overdue_table(rows: Iterable[PartnershipRow]) -> list[dict[str, Any]]:
    """Return the late full reviews, the latest first (rulings 8).

    A partnership whose review was never planned is late as well: both sides are
    missing then.
    """
    late = [row for row in rows if row.standing.days_overdue > 0]
    ordered = sorted(late, key=lambda row: (-row.standing.days_overdue, row.code))
    return [_overdue(row) for row in ordered]


def _overdue(row: PartnershipRow) -> dict[str, Any]:
    review = row.full_review
    missing = review.missing if review else tuple(Side)
    return {
        **named(row),
        "review_id": review.review_id if review else None,
        "due_on": iso(review.due_on if review else row.standing.due_on),
        "original_due_on": iso(
            review.original_due_on if review else row.standing.due_on
        ),
        "days_overdue": row.standing.days_overdue,
        "missing": [side.value for side in missing],
        "moved_count": review.moved_count if review else 0,
    }


def calendar(rows: Sequence[PartnershipRow], as_of: date) -> list[dict[str, Any]]:
    """Return what falls into the next 90 days, by day and code."""
    return _lines(rows, as_of, CALENDAR_DAYS, _dates)


def year_of_reviews(
    rows: Sequence[PartnershipRow], as_of: date
) -> list[dict[str, Any]]:
    """Return the reviews of the next 12 months, planned or computed, by day and code."""
    return _lines(rows, as_of, YEAR_DAYS, lambda row, _as_of: _review_dates(row))


def _lines(
    rows: Sequence[PartnershipRow], as_of: date, days: int, dates: Dates
) -> list[dict[str, Any]]:
    last = as_of + timedelta(days=days)
    found = [
        {**named(row), "what": what, "on": on.isoformat(), "text": text}
        for row in rows
        for what, on, text in dates(row, as_of)
        if as_of <= on <= last
    ]
    return sorted(found, key=lambda line: (line["on"], line["code"], line["what"]))


def _dates(row: PartnershipRow, as_of: date) -> Iterator[tuple[str, date, str]]:
    yield from _review_dates(row)
    if row.standing.days_to_agreement_end is not None:
        end = as_of + timedelta(days=row.standing.days_to_agreement_end)
        yield "agreement", end, ""
    for promise in () if has_ended(row.stage) else row.promises:
        yield f"promise.{_owner(promise.side)}", promise.due_on, promise.text
    for action in row.actions:
        yield f"action.{_owner(action.side)}", action.due_on, action.text
    for check in open_checks(row.record.checks):
        yield "check", check.due_on, ""


def _review_dates(row: PartnershipRow) -> Iterator[tuple[str, date, str]]:
    for review in row.reviews:
        if review.closed_on is None:
            yield due_code(review.kind, review.state), review.due_on, ""
    if row.full_review is None and row.is_reviewed and row.standing.due_on is not None:
        yield "review.FULL", row.standing.due_on, ""


def due_code(kind: str, state: str) -> str:
    """Return what falls on the due day of a review, for `words.DATE_WORDS`.

    Of a review that is open for answers only these are due: it may itself be late for
    months. A talk on one topic asks for no answers.
    """
    is_open = state == ReviewState.OPEN and kind != ReviewKind.TALK
    return f"answers.{kind}" if is_open else f"review.{kind}"


def _owner(side: OwnerSide) -> str:
    return side.value
