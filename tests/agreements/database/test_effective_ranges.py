"""Which version is in force on which day, against a model that tries every day."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.models import Agreement
from agreements.selectors import version_at
from tests.agreements.drafts import make_version
from tests.cast import NOW

START = date(2026, 1, 1)
spans = st.lists(
    st.tuples(st.integers(1, 8), st.integers(1, 12)), min_size=1, max_size=5
)


def _agreement(cast, number: str = "MW-01/7", continues=None) -> Agreement:
    return Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number=number,
        kind_id="GRANT",
        title="Wells",
        continues=continues,
        created_at=NOW,
    )


def _model(spans_of: list[tuple[date, date]], day: date) -> int | None:
    """Return the newest version that has begun, unless its time is over."""
    begun = [n for n, (first, _last) in enumerate(spans_of, start=1) if first <= day]
    if not begun or spans_of[begun[-1] - 1][1] < day:
        return None
    return begun[-1]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(spans)
def test_every_day_has_the_version_of_the_model(cast, steps) -> None:
    agreement = _agreement(cast, f"MW-01/{Agreement.objects.count()}")
    written, first = [], START
    for gap, length in steps:
        first += timedelta(days=gap)
        last = first + timedelta(days=length)
        number = len(written) + 1
        make_version(agreement, number=number, starts=first, ends=last)
        written.append((first, last))

    for offset in range(60):
        day = START + timedelta(days=offset)
        found = version_at(agreement, day)
        assert (found.number if found else None) == _model(written, day)


def test_an_agreement_that_continues_another_ends_it_the_day_before(cast) -> None:
    old = _agreement(cast)
    make_version(old, starts=START, ends=date(2026, 12, 31))
    new = _agreement(cast, "MW-01/8", continues=old)
    make_version(new, starts=date(2026, 6, 1), ends=date(2027, 12, 31))

    assert version_at(old, date(2026, 5, 31)) is not None
    assert version_at(old, date(2026, 6, 1)) is None
    assert version_at(new, date(2026, 6, 1)) is not None


def test_what_an_agreement_with_versions_continues_is_set_no_more(cast) -> None:
    old, new = _agreement(cast), _agreement(cast, "MW-01/8")
    make_version(new, starts=date(2026, 6, 1), ends=date(2027, 12, 31))

    new.continues = old
    with pytest.raises(DatabaseError, match="keeps its number"), transaction.atomic():
        new.save(update_fields=["continues"])
