"""On which days a rhythm falls due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.choices import RhythmKind
from agreements.rules.rhythms import (
    NUMBER_RANGE,
    Rhythm,
    anchor_of,
    due_dates,
    number_fits,
)

K = RhythmKind
JAN_1, DEC_31 = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
NUMBERS = {kind: st.integers(*span) for kind, span in NUMBER_RANGE.items()}
RHYTHMS = st.sampled_from(list(K)).flatmap(
    lambda kind: st.builds(
        Rhythm, st.just(kind), NUMBERS.get(kind, st.none()), st.none() | DAYS
    )
)


def days(rhythm: Rhythm, start=JAN_1, end=DEC_31) -> list[str]:
    return [f"{day:%d %b}" for day in due_dates(rhythm, start, end)]


def test_month_ends_are_counted_from_the_anchor() -> None:
    rhythm = Rhythm(K.MONTHS, 1)

    found = days(rhythm, date(2026, 1, 31), date(2026, 5, 30))

    assert found == ["28 Feb", "31 Mar", "30 Apr", "30 May"]


def test_a_year_of_quarters_has_four_dates_and_the_last_is_the_last_day() -> None:
    assert days(Rhythm(K.QUARTERLY)) == ["01 Apr", "01 Jul", "01 Oct", "31 Dec"]
    assert days(Rhythm(K.HALF_YEARLY)) == ["01 Jul", "31 Dec"]
    assert days(Rhythm(K.YEARLY)) == ["31 Dec"]


def test_the_first_date_that_was_set_counts_and_nothing_before_it() -> None:
    rhythm = Rhythm(K.QUARTERLY, first_on=date(2026, 5, 31))

    assert days(rhythm) == ["31 May", "31 Aug", "30 Nov"]


def test_weeks_go_on_from_the_first_day() -> None:
    found = days(Rhythm(K.WEEKS, 2), JAN_1, date(2026, 2, 1))

    assert found == ["15 Jan", "29 Jan"]


def test_a_day_of_the_month_is_that_day_or_the_last_of_a_short_month() -> None:
    found = days(Rhythm(K.MONTH_DAY, 30), JAN_1, date(2026, 3, 31))

    assert found == ["30 Jan", "28 Feb", "30 Mar"]
    assert days(Rhythm(K.MONTH_DAY, 1), JAN_1, date(2026, 2, 28)) == ["01 Feb"]


def test_a_promise_within_days_of_a_request_makes_no_dates() -> None:
    rhythm = Rhythm(K.AFTER_REQUEST, 15)

    assert due_dates(rhythm, JAN_1, DEC_31) == ()
    assert anchor_of(rhythm, JAN_1) is None


def test_a_promise_that_goes_on_keeps_its_days() -> None:
    rhythm = Rhythm(K.MONTHS, 1, counts_from=date(2025, 8, 31))

    assert days(rhythm, JAN_1, date(2026, 2, 28)) == ["31 Jan", "28 Feb"]


@given(RHYTHMS, DAYS, st.integers(1, 1500))
def test_due_dates_lie_in_the_version_in_order_and_once(rhythm, start, length) -> None:
    end = start + timedelta(days=length)

    found = due_dates(rhythm, start, end)

    assert all(start <= day <= end for day in found)
    assert list(found) == sorted(set(found))
    assert not rhythm.first_on or all(day >= rhythm.first_on for day in found)


@given(st.integers(1, 24), DAYS, st.integers(1, 1500))
def test_every_month_counts_from_the_anchor(number, start, length) -> None:
    found = due_dates(Rhythm(K.MONTHS, number), start, start + timedelta(days=length))

    for step, day in enumerate(found[:-1], start=1):
        assert (day.month - start.month - step * number) % 12 == 0
        assert day.day == start.day or (day + timedelta(days=1)).day == 1


@given(RHYTHMS, DAYS, st.integers(40, 700), st.integers(1, 39))
def test_a_shorter_version_has_no_dates_that_the_longer_lacks(
    rhythm, start, length, less
) -> None:
    end = start + timedelta(days=length)
    shorter = end - timedelta(days=less)

    short = due_dates(rhythm, start, shorter)

    assert set(short) - set(due_dates(rhythm, start, end)) <= {shorter}


@pytest.mark.parametrize(
    ("kind", "number", "fits"),
    [
        ("", None, True),
        ("", 3, False),
        (K.QUARTERLY, None, True),
        (K.QUARTERLY, 3, False),
        (K.MONTHS, None, False),
        (K.MONTHS, 0, False),
        (K.MONTHS, 60, True),
        (K.MONTH_DAY, 32, False),
        (K.WEEKS, 52, True),
    ],
)
def test_a_rhythm_has_its_number_or_none(kind, number, fits) -> None:
    assert number_fits(kind, number) is fits
