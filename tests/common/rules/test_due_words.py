"""How far away is a day?"""

from datetime import date

import pytest

from eclt_partners.common.rules.due_words import Distance, distance

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), (Distance.TODAY, 0)),
        (date(2026, 11, 24), (Distance.TOMORROW, 1)),
        (date(2026, 11, 22), (Distance.YESTERDAY, 1)),
        (date(2026, 11, 28), (Distance.AHEAD, 5)),
        (date(2026, 11, 3), (Distance.PAST, 20)),
    ],
)
def test_a_day_has_a_distance_from_today(
    day: date, expected: tuple[Distance, int]
) -> None:
    assert distance(day, TODAY) == expected
