"""Which kept months does a country's dashboard name, and with which is it compared?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eclt_partners.dashboards.rules.rows import iso
from eclt_partners.dashboards.rules.since import Marks, changes_between

SHOWN = 12


@dataclass(frozen=True, slots=True)
class KeptMonth:
    """One kept month: its first day, and the day its figures are of."""

    month: date
    as_of: date


def first_of_month(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def month_before(month: date, count: int = 1) -> date:
    """Return the first day of the month that lies `count` months before."""
    months = month.year * 12 + month.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def month_after(month: date) -> date:
    """Return the first day of the next month."""
    return month_before(month, -1)


def last_of_month(month: date) -> date:
    """Return the last day of a month."""
    return date.fromordinal(month_after(month).toordinal() - 1)


def end_of_quarter(today: date) -> date:
    """Return the last month of the quarter before the present one."""
    return month_before(first_of_month(today), (today.month - 1) % 3 + 1)


def last_ends(today: date) -> dict[date, str]:
    """Return the last months of the last month, quarter and year, each once.

    Returns:
        "month", "quarter" or "year" by the first day of the month, newest first.
    """
    last_year = date(today.year - 1, 12, 1)
    ends = {last_year: "year", end_of_quarter(today): "quarter"}
    ends[month_before(first_of_month(today))] = "month"
    return {month: ends[month] for month in sorted(ends, reverse=True)}


def compared_months(kept: Sequence[KeptMonth], today: date) -> dict[str, KeptMonth]:
    """Return what today is compared with: the last kept month, and the last quarter.

    Args:
        kept: newest first.
        today: the day of the dashboard.

    Returns:
        `month` when one is kept; `quarter` when its last month is kept and is another.
    """
    found = {"month": kept[0]} if kept else {}
    quarter = next((k for k in kept if k.month == end_of_quarter(today)), None)
    if quarter is not None and quarter != found["month"]:
        found["quarter"] = quarter
    return found


def since_figures(
    kept: Sequence[KeptMonth],
    marks: Mapping[date, Sequence[Marks]],
    now: Sequence[Marks],
    today: date,
) -> dict[str, Any]:
    """Return what the dashboard says about earlier days.

    Args:
        kept: the kept months, newest first.
        marks: the facts of those that today is compared with, by month.
        now: the facts of today.
        today: the day of the dashboard.

    Returns:
        `blocks` (`what` "month" or "quarter", see `since_block`), `ends` (the last ends
        of month, quarter and year that are kept), `kept_count`, `first_on` (first kept
        month or null) and `keeps_on`: when the present month will be kept.
    """
    days = {each.month: each for each in kept}
    blocks = [
        {"what": what, **since_block(each, marks[each.month], now, shown=SHOWN)}
        for what, each in compared_months(kept, today).items()
        if each.month in marks
    ]
    return {
        "blocks": blocks,
        "ends": [
            {"what": what, "month_on": iso(month), "as_of": iso(days[month].as_of)}
            for month, what in last_ends(today).items()
            if month in days
        ],
        "kept_count": len(kept),
        "first_on": iso(kept[-1].month if kept else None),
        "keeps_on": iso(month_after(first_of_month(today))),
    }


def since_block(
    kept: KeptMonth, before: Sequence[Marks], now: Sequence[Marks], *, shown: int | None
) -> dict[str, Any]:
    """Return what changed since a kept month: at most `shown` lines, None = all."""
    found = changes_between(before, now)
    return {
        "month_on": iso(kept.month),
        "as_of": iso(kept.as_of),
        "count": len(found["lines"]),
        "counts": found["counts"],
        "lines": found["lines"][:shown],
    }
