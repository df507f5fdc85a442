"""Where do partnerships stand on a day?

Gathers the facts of many partnerships in one query and lets `reviews.rules.standing`
judge them, one pair foundation-party at a time.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from partners.models import Partnership
from reviews.rules.findings import worst_status
from reviews.rules.standing import Standing, standing
from reviews.selectors.fact_rows import FactRows
from reviews.selectors.facts import facts_in, facts_of

Found = TypeVar("Found")


def standing_of(
    partnership: Partnership, as_of: date, *, with_open_review: bool = True
) -> Standing:
    """Return where one partnership stands; see `standings`."""
    return standings([partnership], as_of, with_open_review=with_open_review)[
        partnership.pk
    ]


def standings(
    partnerships: Collection[Partnership],
    as_of: date,
    *,
    with_open_review: bool = True,
) -> dict[int, Standing]:
    """Return where each partnership stands, by id. One query.

    With one party it is the standing of that pair. With several parties the status
    is the worst pair's, rules are those of all pairs, dates are the earliest, and
    there is no index (rulings 2).

    Args:
        partnerships: already in the actor's scope.
        as_of: the day of the question; what was completed, read or planned later is
            left out. A review under way counts with its present state.
        with_open_review: False to ask when the next review should be due, as if none
            were planned.
    """
    found = pair_standings(partnerships, as_of, with_open_review=with_open_review)
    return {key: _whole(list(pairs.values())) for key, pairs in found.items()}


def standing_in(rows: FactRows, partnership: Partnership, as_of: date) -> Standing:
    """Return where one partnership stands, from rows that were asked for."""
    return standings_in(rows, [partnership], as_of)[partnership.pk]


def standings_in(
    rows: FactRows, partnerships: Collection[Partnership], as_of: date
) -> dict[int, Standing]:
    """Return where each partnership stands, by id, from rows that were asked for."""
    return {
        key: _whole([standing(facts, as_of) for facts in pairs.values()])
        for key, pairs in facts_in(rows, partnerships, as_of).items()
    }


def pair_standings(
    partnerships: Collection[Partnership],
    as_of: date,
    *,
    with_open_review: bool = True,
) -> dict[int, dict[int | None, Standing]]:
    """Return partnership id -> party id -> standing of that pair.

    A partnership without any party has one entry under None. Arguments and queries as
    in `standings`.
    """
    return {
        partnership_id: {
            party_id: standing(
                facts if with_open_review else replace(facts, open_review=None), as_of
            )
            for party_id, facts in pairs.items()
        }
        for partnership_id, pairs in facts_of(partnerships, as_of).items()
    }


def _whole(pairs: list[Standing]) -> Standing:
    """Put the standings of all pairs of one partnership together (rulings 2)."""
    if len(pairs) == 1:
        return pairs[0]
    worst = worst_status([pair.status for pair in pairs])
    head = next(pair for pair in pairs if pair.status == worst)
    return replace(
        head,
        index=None,
        base_status=worst_status([pair.base_status for pair in pairs]),
        next_on=_earliest(map(attrgetter("next_on"), pairs)),
        due_on=_earliest(map(attrgetter("due_on"), pairs)),
        days_overdue=max(map(attrgetter("days_overdue"), pairs)),
        red=_each_once(map(attrgetter("red"), pairs)),
        amber=_each_once(map(attrgetter("amber"), pairs)),
        grey=_each_once(map(attrgetter("grey"), pairs)),
    )


def _each_once(groups: Iterable[tuple[Found, ...]]) -> tuple[Found, ...]:
    """Return what the groups name, in order, without repeats."""
    return tuple(dict.fromkeys(chain.from_iterable(groups)))


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
