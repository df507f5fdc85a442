from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.rules.force import (
    EffectiveRange,
    ForceState,
    agreement_end,
    closed_by,
    covered_until,
    force_state,
    version_in_force,
)
from agreements.rules.replacing import replaced_on

FIRST = EffectiveRange(1, date(2024, 1, 1), date(2026, 12, 31))
SECOND = EffectiveRange(2, date(2025, 7, 1), date(2026, 6, 30))
ROWS = [FIRST, SECOND]


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), 1),
        (date(2025, 6, 30), 1),
        (date(2025, 7, 1), 2),
        (date(2026, 6, 30), 2),
        (date(2026, 7, 1), None),
    ],
)
def test_the_newest_version_that_has_begun_decides(on, number):
    assert version_in_force(ROWS, on) == number
    assert version_in_force(reversed(ROWS), on) == number


@pytest.mark.parametrize(
    ("number", "on", "state"),
    [
        (1, date(2023, 12, 31), ForceState.UPCOMING),
        (1, date(2024, 1, 1), ForceState.IN_FORCE),
        (2, date(2025, 6, 30), ForceState.UPCOMING),
        (1, date(2025, 7, 1), ForceState.SUPERSEDED),
        (2, date(2026, 6, 30), ForceState.IN_FORCE),
        (2, date(2026, 7, 1), ForceState.LAPSED),
        (1, date(2026, 7, 1), ForceState.SUPERSEDED),
    ],
)
def test_a_version_is_one_thing_on_a_day(number, on, state):
    assert force_state(number, ROWS, on) is state


@pytest.mark.parametrize("on", [date(2025, 6, 1), date(2025, 9, 1), date(2027, 1, 1)])
def test_what_ends_before_its_first_day_never_begins(on):
    """The partnership ended on 1 June, before the second version was to begin."""
    ended = date(2025, 6, 1)
    rows = [replace(each, effective_to=ended) for each in ROWS]
    assert force_state(2, rows, on) is ForceState.NEVER
    is_over = on > ended
    assert force_state(1, rows, on) is (
        ForceState.LAPSED if is_over else ForceState.IN_FORCE
    )
    assert covered_until([rows], on) == ended


@pytest.mark.parametrize(
    ("newer", "on", "day"),
    [
        ([], date(2026, 1, 1), None),
        ([SECOND.effective_from], date(2025, 6, 30), None),
        ([date(2026, 1, 1), SECOND.effective_from], date(2026, 1, 1), date(2025, 7, 1)),
        ([FIRST.effective_to + timedelta(days=1)], date(2027, 2, 1), None),
    ],
)
def test_a_version_is_replaced_when_a_newer_one_begins_before_its_end(newer, on, day):
    assert replaced_on(FIRST, newer, on) == day


def test_an_unknown_version_is_a_mistake():
    with pytest.raises(KeyError):
        force_state(3, ROWS, date(2025, 1, 1))


def test_a_version_without_an_end_stays_in_force():
    assert version_in_force([EffectiveRange(1, FIRST.effective_from, None)], date.max)


def test_the_end_is_the_latest_of_the_newest_versions():
    other = [EffectiveRange(1, date(2024, 1, 1), date(2026, 3, 31))]
    assert agreement_end([ROWS, other]) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (date(2023, 12, 31), None),
        (date(2025, 6, 30), date(2026, 12, 31)),
        (date(2025, 7, 1), date(2026, 6, 30)),
        (date(2026, 8, 31), date(2026, 6, 30)),
        (date(2026, 9, 1), date.max),
    ],
)
def test_the_days_in_force_end_with_the_agreements_that_have_begun(on, last):
    later = EffectiveRange(1, date(2026, 9, 1), None)
    assert covered_until([ROWS, [later]], on) == last


def test_without_versions_or_ends_there_is_no_end():
    assert agreement_end([]) is None
    assert agreement_end([[]]) is None
    assert agreement_end([[EffectiveRange(1, date(2024, 1, 1), None)]]) is None


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@settings(max_examples=60)
@given(st.lists(days, min_size=1, max_size=5, unique=True), days)
def test_at_most_one_version_is_in_force_on_any_day(starts, on):
    rows = [
        EffectiveRange(number, start, None)
        for number, start in enumerate(sorted(starts), start=1)
    ]
    in_force = [
        row.number
        for row in rows
        if force_state(row.number, rows, on) is ForceState.IN_FORCE
    ]
    newest = version_in_force(rows, on)
    assert in_force == ([] if newest is None else [newest])


def test_an_agreement_closes_the_day_another_one_continues_it():
    rows = [
        EffectiveRange(1, date(2024, 1, 1), date(2024, 12, 31)),
        EffectiveRange(2, date(2025, 1, 1), date(2029, 12, 31)),
        EffectiveRange(3, date(2026, 1, 1), None),
    ]
    closed = closed_by(rows, date(2027, 1, 1))
    assert [row.effective_to for row in closed] == [
        date(2024, 12, 31),
        date(2026, 12, 31),
        date(2026, 12, 31),
    ]
    assert closed_by(rows, None) == rows
