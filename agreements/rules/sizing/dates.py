"""How big is a change of dates?"""

from collections.abc import Iterator
from datetime import date

from agreements.choices import SizeClass
from agreements.rules.sizing.reasons import ENDS_SOONER, Reason, SizeReason
from partners.rules.method import METHOD, Method
from partners.rules.months import add_months


def shift_class(old: date, new: date, *, method: Method = METHOD) -> SizeClass:
    """Return the class of a date that moves: up to 30 days, 6 months, or more."""
    first, last = sorted((old, new))
    if (last - first).days <= method.small_days:
        return SizeClass.SMALL
    if last <= add_months(first, method.standard_months):
        return SizeClass.STANDARD
    return SizeClass.MAJOR


def end_reasons(old: date, new: date, *, method: Method = METHOD) -> Iterator[Reason]:
    """Yield why another last day matters; ending sooner is always major."""
    if new < old:
        yield ENDS_SOONER
    yield from due_reasons(old, new, method=method)


def due_reasons(
    old: date | None, new: date | None, *, method: Method = METHOD
) -> Iterator[Reason]:
    """Yield why another due date matters, when there was one and still is one."""
    if old is not None and new is not None and old != new:
        yield SizeReason.DATES, shift_class(old, new, method=method)
