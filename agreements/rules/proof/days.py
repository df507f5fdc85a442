"""Are the days on which each version holds those that follow from the dates?"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from agreements.rules.force import EffectiveRange, version_in_force
from agreements.rules.proof.held import Difference, HeldAgreement

_DAY = timedelta(days=1)


def wrong_days(held: HeldAgreement) -> Iterator[Difference]:
    """Yield the first day of each stretch on which the wrong version is kept.

    What holds changes only on the days where a version or a kept stretch begins or
    ends, so these days are enough to prove all others.
    """
    ranges = [
        EffectiveRange(
            version.number,
            date.fromisoformat(version.columns["effective_from"]),
            date.fromisoformat(version.columns["effective_to"]),
        )
        for version in held.versions
    ]
    for day in sorted({*_turns(ranges), *_kept_turns(held)}):
        kept = [row.number for row in held.days if row.first <= day < row.end]
        is_over = held.continued_on is not None and held.continued_on <= day
        holds = None if is_over else version_in_force(ranges, day)
        if kept != ([] if holds is None else [holds]):
            yield Difference(
                f"{held.number}, days from {day}",
                f"kept is {_words(kept)}, by the dates it is "
                f"{_words([] if holds is None else [holds])}",
            )


def _turns(ranges: Iterable[EffectiveRange]) -> Iterator[date]:
    for row in ranges:
        yield row.effective_from
        if row.effective_to is not None:
            yield row.effective_to + _DAY


def _kept_turns(held: HeldAgreement) -> Iterator[date]:
    for row in held.days:
        yield row.first
        yield row.end
    if held.continued_on is not None:
        yield held.continued_on


def _words(numbers: list[int]) -> str:
    return " and ".join(f"version {number}" for number in numbers) or "no version"
