"""What needs somebody in this country, in which order, and which button helps?"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from eclt_partners.dashboards.rules.after_end import open_checks
from eclt_partners.dashboards.rules.rows import PartnershipRow, ReviewRow, iso, named
from partners.choices import OwnerSide, Stage, Status
from reviews.choices import ReviewKind, ReviewState
from reviews.rules.states import talk_due_on

# So many days before their day, promises and checks after the end need somebody.
AHEAD_DAYS = 14
# A partnership that has ended is asked for its checks alone.
AT_WORK = (Stage.SHAPING, Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED)
WAITS_FOR_ANSWERS = (ReviewState.SCHEDULED, ReviewState.OPEN)


class Need(StrEnum):
    """Why a line stands in the action list; the order is the order of the list."""

    RED = "red"
    OVERDUE = "overdue"
    REQUEST = "request"
    PROMISE = "promise"
    CHECK = "check"
    TALK = "talk"
    CONFIRM = "confirm"
    AMBER = "amber"
    UNKNOWN = "unknown"


_ORDER = {need: place for place, need in enumerate(Need)}
ABOUT_STATUS = (Need.RED, Need.OVERDUE, Need.AMBER, Need.UNKNOWN)


def action_list(rows: Iterable[PartnershipRow], as_of: date) -> list[dict[str, Any]]:
    """Return what needs somebody, in the order of `Need`.

    A partnership has one line for its status, its late review and the talk that its
    status asks for; all else has lines of its own. Inside one need the earliest day
    comes first, then the code: never a number of the relationship (methods C5).
    """
    found = [line for row in rows for line in _lines(row, as_of)]
    return sorted(found, key=place_in_list)


def place_in_list(line: Mapping[str, Any]) -> tuple[int, str, str]:
    """Return where a line belongs: by need, then the earliest day, then the code."""
    return _ORDER[line["need"]], line["due_on"] or "9", line["code"]


def _lines(row: PartnershipRow, as_of: date) -> Iterator[dict[str, Any]]:
    need = _status_need(row)
    talk = _talk_of_status(row, need)
    if need is not None and talk is None:
        yield _line(row, need, _due_of(need, row), _review_id(row.full_review))
    for each in row.reviews:
        yield from _talk_lines(row, each, need if each is talk else None)
    soon = as_of + timedelta(days=AHEAD_DAYS)
    if row.stage in AT_WORK:
        yield from _request_lines(row)
        yield from _promise_lines(row, soon)
    for check in open_checks(row.record.checks):
        if check.due_on <= soon:
            line = _line(row, Need.CHECK, check.due_on)
            yield line | {"check_id": check.id, "month": check.month}


def _status_need(row: PartnershipRow) -> Need | None:
    if not row.is_reviewed:
        return None
    if row.status == Status.RED:
        return Need.RED
    if row.standing.days_overdue > 0:
        return Need.OVERDUE
    return {Status.AMBER: Need.AMBER, Status.GREY: Need.UNKNOWN}.get(row.status)


def _due_of(need: Need, row: PartnershipRow) -> date | None:
    """Return the day of a line: talks that only the status asks for have none."""
    return None if need in {Need.RED, Need.AMBER} else row.standing.due_on


def _talk_of_status(row: PartnershipRow, need: Need | None) -> ReviewRow | None:
    """Return the review whose talk is the one that the status asks for, and as soon."""
    for review in row.reviews:
        if (
            review.state == ReviewState.CLOSED
            and review.closed_on
            and (
                need == Need.AMBER
                or (need == Need.RED and review.is_red)
                or (need == Need.UNKNOWN and review.kind == ReviewKind.FULL)
            )
        ):
            return review
    return None


def _talk_lines(
    row: PartnershipRow, review: ReviewRow, need: Need | None
) -> Iterator[dict[str, Any]]:
    """Yield what a review asks for; `need` of the status when it is the same talk."""
    if review.state == ReviewState.CLOSED and review.closed_on is not None:
        due_on = talk_due_on(review.closed_on, is_red=review.is_red)
        shown = Need.RED if need == Need.RED else Need.TALK
        line = _line(row, shown, due_on, review.review_id)
        yield {**line, "reasons": row.reason_codes()} if need == Need.AMBER else line
    if review.state == ReviewState.TALK_HELD:
        yield _line(row, Need.CONFIRM, None, review.review_id)


def _line(
    row: PartnershipRow, need: Need, due_on: date | None, review_id: int | None = None
) -> dict[str, Any]:
    is_about_status = need in ABOUT_STATUS
    overdue = row.standing.days_overdue if is_about_status else 0
    late = 0 if is_about_status or not due_on else (row.standing.as_of - due_on).days
    return {
        **named(row),
        "need": need.value,
        "status": row.status.value,
        "reasons": row.reason_codes() if is_about_status else [],
        "days_overdue": overdue,
        "days_late": max(overdue, late),
        "due_on": iso(due_on),
        "review_id": review_id,
        "text": "",
    }


def _request_lines(row: PartnershipRow) -> Iterator[dict[str, Any]]:
    for agreement in row.record.agreements:
        for wish in agreement.wishes:
            if wish.answer_by is not None:
                line = _line(row, Need.REQUEST, wish.answer_by)
                yield {**line, "text": agreement.title, "table_id": wish.id}


def _promise_lines(row: PartnershipRow, soon: date) -> Iterator[dict[str, Any]]:
    for promise in row.promises:
        if promise.side != OwnerSide.PARTNER and promise.due_on <= soon:
            yield {**_line(row, Need.PROMISE, promise.due_on), "text": promise.text}


def _review_id(review: ReviewRow | None) -> int | None:
    return review.review_id if review and review.state in WAITS_FOR_ANSWERS else None
