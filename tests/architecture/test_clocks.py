"""Whose clock decides what is due? The database's: all hosts have the same one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements import tasks as of_agreements
from agreements.services import force, lapsing
from eclt_partners.notifications.selectors import database_now
from reviews import tasks as of_reviews
from reviews.services import planning, retention

TASKS = [
    (planning, of_reviews.advance_reviews),
    (retention, of_reviews.erase_old_answers),
    (force, of_agreements.put_into_force),
    (lapsing, of_agreements.lapse_overdue),
]


@pytest.mark.parametrize(("service", "task"), TASKS, ids=lambda each: each.__name__)
def test_a_host_whose_clock_is_a_day_off_takes_the_time_of_the_database(
    db, monkeypatch, service, task
):
    heard = []
    own = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: own() + timedelta(days=1))
    name = task.name.rpartition(".")[2]
    monkeypatch.setattr(service, name, lambda *, now: heard.append(now))
    task()
    assert abs(heard[0] - database_now()) < timedelta(hours=1)
