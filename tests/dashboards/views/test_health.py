"""Is the installation alive?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from eclt_partners.common import system_libraries
from eclt_partners.dashboards.services import snapshots
from eclt_partners.notifications.models import DispatcherHeartbeat

PARTS = {"ok", "database", "redis", "worker", "mail", "dashboards", "pdf"}


def _beat(*, minutes_ago=0):
    moment = timezone.now() - timedelta(minutes=minutes_ago)
    DispatcherHeartbeat.objects.create(
        name="celery", last_tick_at=moment, last_drain_at=moment
    )


def test_it_is_open_and_says_only_whether_parts_are_well(cast, client):
    _beat()
    snapshots.refresh_dashboards(now=timezone.now())
    answer = client.get("/health")
    assert answer.status_code == 200
    assert set(answer.json()) == PARTS
    assert set(answer.json().values()) == {True, "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_a_worker_that_is_silent_makes_it_503(cast, client):
    _beat(minutes_ago=10)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["worker"]) == (503, "late")
    assert answer.json()["ok"] is False


def test_an_old_dashboard_makes_it_503(cast, client):
    _beat()
    snapshots.refresh_dashboards(now=timezone.now() - timedelta(hours=30))
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["dashboards"]) == (503, "late")


def test_a_broker_that_does_not_answer_makes_it_503(cast, client, settings):
    _beat()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["redis"]) == (503, "down")


def test_a_database_that_does_not_answer_makes_it_503(client, monkeypatch):
    def gone(*, now):
        raise DatabaseError

    monkeypatch.setattr("eclt_partners.dashboards.views.health.signs_of_life", gone)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(db, client, method):
    assert getattr(client, method)("/health").status_code == 405


def test_a_server_that_cannot_make_pdfs_says_so_and_goes_on(cast, client, monkeypatch):
    _beat()
    snapshots.refresh_dashboards(now=timezone.now())
    monkeypatch.setattr(system_libraries, "can_load", lambda file: False)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["pdf"]) == (200, "down")
