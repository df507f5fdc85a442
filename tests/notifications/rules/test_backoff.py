"""How long does a message wait that the relay did not want?"""

from datetime import timedelta

import pytest

from eclt_partners.notifications.rules.backoff import next_try_after, wait_by_age


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(0, 1), (1, 1), (2, 5), (3, 15), (4, 60), (5, 60), (96, 60)],
)
def test_attempts_come_after_1_5_15_minutes_and_then_every_hour(attempts, minutes):
    assert next_try_after(attempts) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("age", "minutes"), [(0, 5), (5, 5), (20, 20), (60, 60), (3000, 60)]
)
def test_a_refusal_waits_as_long_again_as_the_message_has_waited(age, minutes):
    assert wait_by_age(timedelta(minutes=age)) == timedelta(minutes=minutes)
