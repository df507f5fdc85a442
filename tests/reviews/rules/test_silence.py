"""Why does somebody who belongs to a review get no reminder of it?"""

import pytest

from reviews.choices import ReviewKind, ReviewState
from reviews.rules.silence import LEAD, RATER, Silence, Standing, why_silent

RATERS, LEADS = frozenset({RATER}), frozenset({LEAD})


def why(**given: object) -> Silence:
    values = {
        "roles": RATERS,
        "state": ReviewState.OPEN,
        "kind": ReviewKind.FULL,
        **given,
    }
    return why_silent(Standing(**values))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"has_left": True, "has_address": False}, Silence.LEFT),
        ({"has_address": False, "has_bounced": True}, Silence.NO_ADDRESS),
        ({"has_bounced": True, "has_answered": True}, Silence.BOUNCED),
        ({"has_answered": True, "waits": RATERS}, Silence.ANSWERED),
        ({"is_limited": True, "waits": RATERS}, Silence.LIMIT),
        ({"is_moved": True, "waits": RATERS}, Silence.MOVED),
        ({"waits": RATERS}, Silence.LATER),
        ({"last_state": "CANCELLED"}, Silence.CANCELLED),
        ({"last_state": "SUPERSEDED"}, Silence.OVERTAKEN),
        ({"last_state": "SENT", "put_away": RATERS}, Silence.ALL_SENT),
        ({"put_away": RATERS}, Silence.NOT_IN_USE),
        ({}, Silence.NO_STEP),
    ],
)
def test_the_first_reason_that_holds_is_given(given, reason):
    assert why(**given) == reason


def test_who_was_invited_again_after_a_move_is_not_waiting_for_it():
    assert why(is_moved=True, waits=RATERS, last_state="SENT") == Silence.LATER


def test_a_lead_who_answered_is_still_a_lead():
    both = RATERS | LEADS
    assert why(roles=both, has_answered=True, waits=RATERS) == Silence.NO_STEP
    assert why(roles=both, has_answered=True, waits=LEADS) == Silence.LATER


def test_a_closed_review_asks_nobody_for_answers():
    assert why(roles=LEADS, state=ReviewState.CLOSED, waits=LEADS) == Silence.CLOSED
    managers = frozenset({"MANAGER"})
    found = why(roles=managers, state=ReviewState.CLOSED, waits=managers)
    assert found == Silence.LATER


def test_a_topic_talk_asks_its_leads_all_the_same():
    found = why(
        roles=LEADS, state=ReviewState.CLOSED, kind=ReviewKind.TALK, waits=LEADS
    )
    assert found == Silence.LATER


def test_the_limit_holds_for_those_who_answer_only():
    both = RATERS | LEADS
    assert why(roles=both, is_limited=True, waits=LEADS) == Silence.LATER
