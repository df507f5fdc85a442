"""What does the relay's answer mean?"""

from datetime import timedelta

import pytest

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.rules.backoff import next_try_after
from eclt_partners.notifications.rules.replies import Reply, state_after


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (250, OutgoingState.SENT),
        (251, OutgoingState.SENT),
        (421, OutgoingState.QUEUED),
        (451, OutgoingState.QUEUED),
        (550, OutgoingState.FAILED),
        (554, OutgoingState.FAILED),
        (354, OutgoingState.FAILED),
    ],
)
def test_the_first_digit_decides(code, state):
    assert state_after(Reply(code, "words")) == state


def test_no_answer_is_a_doubt():
    assert state_after(None) == OutgoingState.UNCONFIRMED


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 1), (2, 5), (3, 15), (4, 60), (90, 60)]
)
def test_waiting_grows_to_an_hour(attempts, minutes):
    assert next_try_after(attempts) == timedelta(minutes=minutes)
