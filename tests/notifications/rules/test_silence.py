"""Why does somebody whom a ladder is meant for get no reminder?"""

import pytest

from eclt_partners.notifications.rules.silence import Silence, Standing, why_silent


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"is_named": False, "has_address": False}, Silence.NOBODY),
        ({"has_left": True, "has_address": False}, Silence.LEFT),
        ({"has_address": False, "has_bounced": True}, Silence.NO_ADDRESS),
        ({"has_bounced": True, "is_refused": True}, Silence.BOUNCED),
        ({"is_refused": True, "waits": True}, Silence.REFUSED),
        ({"is_settled": True, "waits": True}, Silence.REPORTED),
        ({"is_unwanted": True, "waits": True}, Silence.UNWANTED),
        ({"waits": True, "last_state": "SENT"}, Silence.LATER),
        ({"last_state": "CANCELLED", "put_away": True}, Silence.CANCELLED),
        ({"last_state": "SUPERSEDED"}, Silence.OVERTAKEN),
        ({"last_state": "SENT", "put_away": True}, Silence.ALL_SENT),
        ({"last_state": "PLANNED"}, Silence.ALL_SENT),
        ({"put_away": True}, Silence.NOT_IN_USE),
        ({}, Silence.PASSED),
    ],
)
def test_the_first_reason_that_holds_is_given(given, reason):
    assert why_silent(Standing(**given)) == reason
