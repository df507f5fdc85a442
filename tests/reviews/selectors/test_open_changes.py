"""Rule A8: a change that is open for more than 60 days makes a partnership amber."""

from datetime import timedelta

import pytest

from agreements.services.endings import park, resume, withdraw
from reviews.selectors.facts import facts_of
from reviews.selectors.standing import standing_of
from tests.agreements.table import gift, raised
from tests.cast import NOW, TODAY


def _codes(cast, days: int) -> list[str]:
    standing = standing_of(cast.malawi_partnership, TODAY + timedelta(days=days))
    return [each.code for each in standing.amber]


def _since(cast, days: int):
    found = facts_of([cast.malawi_partnership], TODAY + timedelta(days=days))
    facts = found[cast.malawi_partnership.pk]
    return next(iter(facts.values())).oldest_item_on


@pytest.mark.parametrize(("days", "is_stuck"), [(60, False), (61, True)])
def test_a_change_open_for_more_than_sixty_days_is_seen(cast, days, is_stuck) -> None:
    raised(cast)

    assert ("A8" in _codes(cast, days)) is is_stuck


def test_a_change_that_ended_is_open_only_on_days_before_its_end(cast) -> None:
    table = raised(cast)
    later = NOW + timedelta(days=10)
    withdraw(actor=gift(cast), now=later, renegotiation=table, text="Solved")

    assert _since(cast, 9) == TODAY
    assert _since(cast, 10) is None
    assert _since(cast, -1) is None


def test_what_is_put_aside_is_not_open_and_counts_anew_afterwards(cast) -> None:
    table = raised(cast)
    until = TODAY + timedelta(days=30)
    park(actor=gift(cast), now=NOW, renegotiation=table, until=until)
    assert _since(cast, 0) is None

    later = NOW + timedelta(days=30)
    resume(actor=gift(cast), now=later, renegotiation=table)
    assert _since(cast, 30) == until
