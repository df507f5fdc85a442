"""When does the health page call something late?"""

from datetime import UTC, datetime, timedelta

import pytest

from eclt_partners.dashboards.rules.freshness import Health, Signs, health_of

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


@pytest.mark.parametrize(("minutes", "word"), [(30, Health.OK), (31, Health.LATE)])
def test_a_due_mail_may_wait_half_an_hour(minutes, word):
    assert health_of(_signs(drained=1, due=minutes), now=NOW)["mail"] == word


@pytest.mark.parametrize(("hours", "word"), [(26, Health.OK), (27, Health.LATE)])
def test_a_dashboard_may_be_a_day_and_two_hours_old(hours, word):
    signs = _signs(drained=1, snapshot=hours * 60)
    assert health_of(signs, now=NOW)["dashboards"] == word
