"""When does the mail of the month go out?"""

from datetime import date, datetime

import pytest

from eclt_partners.dashboards.rules.monthly import first_working_day, is_time

FIRST = date(2026, 12, 1)


def test_the_month_begins_when_all_countries_have_begun_to_work():
    served_by = {"MW": date(2027, 1, 4), "UG": date(2027, 1, 2)}
    assert first_working_day(date(2027, 1, 1), served_by) == date(2027, 1, 4)
    assert first_working_day(FIRST, {}) == FIRST


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (1, 8, False),
        (1, 9, True),
        (1, 17, True),
        (1, 18, False),
        (2, 9, True),
        (8, 9, True),
        (9, 9, False),
    ],
)
def test_it_goes_out_in_working_hours_of_the_first_week(day, hour, expected):
    local = datetime(2026, 12, day, hour, 30)  # noqa: DTZ001 - as the reader's clock shows
    assert is_time(local, FIRST, opens=9) is expected


def test_nobody_gets_it_on_a_day_of_rest():
    local = datetime(2026, 12, 5, 10, 0)  # noqa: DTZ001
    assert not is_time(local, FIRST, opens=9, rests=[local.date()])
