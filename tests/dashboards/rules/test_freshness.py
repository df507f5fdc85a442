"""When does the health page call something late?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from eclt_partners.dashboards.rules.freshness import (
    Health,
    Signs,
    health_of,
    seconds_since,
    told_of,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _signs(**ages):
    moments = {name: NOW - timedelta(minutes=age) for name, age in ages.items()}
    return Signs(
        drained_at=moments.get("drained"),
        oldest_due_at=moments.get("due"),
        oldest_snapshot_at=moments.get("snapshot"),
    )


def test_a_quiet_installation_with_a_worker_is_well():
    assert set(health_of(_signs(drained=1), now=NOW).values()) == {Health.OK}


@pytest.mark.parametrize(("minutes", "word"), [(5, Health.OK), (6, Health.LATE)])
def test_a_worker_may_be_silent_for_five_minutes(minutes, word):
    assert health_of(_signs(drained=minutes), now=NOW)["worker"] == word


def test_a_worker_that_was_never_seen_is_late():
    assert health_of(_signs(), now=NOW)["worker"] == Health.LATE


@pytest.mark.parametrize(("minutes", "word"), [(2, Health.OK), (3, Health.LATE)])
def test_a_due_mail_may_wait_two_minutes(minutes, word):
    assert health_of(_signs(drained=1, due=minutes), now=NOW)["mail"] == word


@pytest.mark.parametrize(
    ("p99", "word"), [(None, Health.OK), (60.0, Health.OK), (60.1, Health.LATE)]
)
def test_ninety_nine_of_a_hundred_mails_may_wait_a_minute(p99, word):
    signs = replace(_signs(), dwell_p99_seconds=p99)
    assert told_of(signs)["punctuality"] == word


@pytest.mark.parametrize(("holes", "word"), [(0, Health.OK), (1, Health.LATE)])
def test_a_hole_in_the_ledger_is_told(holes, word):
    assert told_of(replace(_signs(), holes_count=holes))["ledger"] == word


def test_an_age_is_never_negative_and_never_is_none():
    assert seconds_since(NOW - timedelta(seconds=9.9), now=NOW) == 9
    assert seconds_since(NOW + timedelta(seconds=5), now=NOW) == 0
    assert seconds_since(None, now=NOW) is None


@pytest.mark.parametrize(("hours", "word"), [(26, Health.OK), (27, Health.LATE)])
def test_a_dashboard_may_be_a_day_and_two_hours_old(hours, word):
    signs = _signs(drained=1, snapshot=hours * 60)
    assert health_of(signs, now=NOW)["dashboards"] == word
