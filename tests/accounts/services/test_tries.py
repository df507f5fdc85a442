"""Counting tries: a window opens, is used up, and ends."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from eclt_partners.accounts.models import TryCount
from eclt_partners.accounts.rules.limits import Limit
from eclt_partners.accounts.services.tries import count_try, forget_tries, give_back
from eclt_partners.common.errors import TooManyTries
from tests.accounts.trying import HERE

TWO = Limit("two", 2)
OTHER = Limit("other", 2)


def tries(now, *, times=1, limit=TWO, place=HERE) -> list[int]:
    """Seconds to wait that each try was told, 0 for one that was let in."""
    told = []
    for _number in range(times):
        try:
            count_try(limit, place, now=now)
            told.append(0)
        except TooManyTries as refusal:
            told.append(refusal.seconds)
    return told


def test_the_try_after_the_last_is_told_when_to_come_back(db, now) -> None:
    assert tries(now, times=3) == [0, 0, 900]
    assert tries(now + timedelta(minutes=14)) == [60]


def test_trying_on_does_not_make_the_wait_longer(db, now) -> None:
    tries(now, times=3)
    assert tries(now + timedelta(minutes=15), times=3) == [0, 0, 900]


def test_places_and_limits_are_counted_apart(db, now) -> None:
    tries(now, times=3)
    assert tries(now, place="127.0.0.2") == [0]
    assert tries(now, limit=OTHER) == [0]


def test_a_place_that_may_come_in_begins_anew_and_no_other_does(db, now) -> None:
    tries(now, times=2)
    tries(now, times=2, limit=OTHER)
    forget_tries(TWO, HERE)
    assert tries(now, times=3) == [0, 0, 900]
    assert tries(now, limit=OTHER) == [900]


def test_a_try_that_is_given_back_leaves_no_trace(db, now) -> None:
    for _turn in range(3):
        tries(now)
        give_back(TWO, HERE, now=now)
    assert not TryCount.objects.exists()

    tries(now, times=2)
    give_back(TWO, HERE, now=now)
    assert tries(now, times=2) == [0, 900]


def test_a_try_of_a_window_that_ended_is_not_given_back_out_of_the_next(
    db, now
) -> None:
    tries(now)
    later = now + timedelta(minutes=15)
    tries(later)
    give_back(TWO, HERE, now=now)
    assert tries(later, times=2) == [0, 900]


@pytest.mark.parametrize(
    ("place", "told"), [(HERE, HERE), ("gift@example.org", "hidden@example.org")]
)
def test_a_flood_is_one_row_one_line_without_mailbox_and_no_growing_number(
    db, now, place, told
) -> None:
    with capture_logs() as lines:
        tries(now, times=50, place=place)
    assert TryCount.objects.get().tries == TWO.tries + 2
    assert [(line["event"], line["limit"], line["place"]) for line in lines] == [
        ("limit.reached", "two", told)
    ]


def test_the_table_holds_no_address(db, now) -> None:
    tries(now)
    assert HERE not in TryCount.objects.get().source
