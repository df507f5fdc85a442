from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.choices import AgeBand
from partners.rules.months import add_months, age_band, full_months


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 30), 24, date(2026, 11, 30)),
    ],
)
def test_months_are_added_and_clipped_to_the_months_end(anchor, months, expected):
    assert add_months(anchor, months) == expected


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        (date(2024, 1, 15), date(2024, 2, 14), 0),
        (date(2024, 1, 15), date(2024, 2, 15), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 15), date(2026, 1, 14), 23),
        (date(2024, 1, 15), date(2026, 1, 15), 24),
        (date(2024, 1, 15), date(2023, 1, 15), 0),
    ],
)
def test_only_full_months_count(start, until, expected):
    assert full_months(start, until) == expected


@settings(max_examples=80)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 300))
def test_adding_months_and_counting_them_agree(start, months):
    assert full_months(start, add_months(start, months)) == months


@pytest.mark.parametrize(
    ("months", "band"),
    [
        (0, AgeBand.STARTING),
        (11, AgeBand.STARTING),
        (12, AgeBand.GROWING),
        (35, AgeBand.GROWING),
        (36, AgeBand.ESTABLISHED),
        (400, AgeBand.ESTABLISHED),
    ],
)
def test_each_age_has_its_band(months, band):
    assert age_band(months) == band
