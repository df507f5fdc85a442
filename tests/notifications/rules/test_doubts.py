"""When may a message in doubt be called sent, or be sent again?"""

from datetime import UTC, datetime, timedelta

import pytest

from eclt_partners.notifications.rules.doubts import (
    Doubt,
    Patience,
    Policy,
    Verdict,
    verdict,
)

DOT = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATIENCE = Patience(grace=timedelta(minutes=15), hold=timedelta(hours=24))
LATER = DOT + timedelta(minutes=1)


def judged(minutes, *, found=False, copies_until=None, copy=True, policy=Policy.HOLD):
    doubt = Doubt(
        dot_at=DOT,
        not_after=DOT + timedelta(days=4),
        has_copy=copy,
        policy=policy,
    )
    return verdict(
        doubt,
        is_found=found,
        copies_until=copies_until,
        now=DOT + timedelta(minutes=minutes),
        patience=PATIENCE,
    )


def test_nothing_is_said_before_the_grace_is_over():
    assert judged(14, found=True) == Verdict.OPEN
    assert judged(15, found=True) == Verdict.ARRIVED


def test_a_grace_shorter_than_the_relay_waits_counts_for_nothing():
    short = Patience(grace=timedelta(minutes=1), hold=timedelta(hours=24))
    doubt = Doubt(DOT, DOT + timedelta(days=4), has_copy=True, policy=Policy.HOLD)
    answer = verdict(
        doubt,
        is_found=True,
        copies_until=LATER,
        now=DOT + timedelta(minutes=9),
        patience=short,
    )
    assert answer == Verdict.OPEN


def test_a_missing_copy_proves_loss_when_a_later_copy_came():
    assert judged(15, copies_until=LATER) == Verdict.LOST


@pytest.mark.parametrize("until", [None, DOT, DOT - timedelta(minutes=1)])
def test_a_missing_copy_proves_nothing_without_a_later_one(until):
    assert judged(15, copies_until=until) == Verdict.OPEN


def test_a_message_without_a_copy_is_not_missed_in_the_journal():
    assert judged(15, copies_until=LATER, copy=False) == Verdict.OPEN


def test_without_proof_a_message_is_held_for_a_day():
    assert judged(24 * 60 - 1) == Verdict.OPEN
    assert judged(24 * 60) == Verdict.HELD_LONG_ENOUGH


def test_an_urgent_message_is_held_for_the_grace_only():
    assert judged(15, policy=Policy.URGENT) == Verdict.HELD_LONG_ENOUGH


def test_what_must_never_be_repeated_waits_until_it_is_too_late_to_leave():
    assert judged(3 * 24 * 60, policy=Policy.NEVER) == Verdict.OPEN
    assert judged(4 * 24 * 60, policy=Policy.NEVER) == Verdict.HELD_LONG_ENOUGH
