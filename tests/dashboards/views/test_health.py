"""Is the installation alive?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from eclt_partners.common import system_libraries
from eclt_partners.dashboards.services import snapshots
from eclt_partners.notifications.models import DispatcherHeartbeat, Hole, Outgoing
from eclt_partners.notifications.services import Recipient, queue

PARTS = {
    *("ok", "database", "redis", "worker", "mail", "dashboards"),
    *("pdf", "ledger", "punctuality"),
}


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
    words = answer.json()
    assert all(value is None or value >= 0 for value in words.pop("mails").values())
    assert set(words) == PARTS
    assert set(words.values()) == {True, "ok"}
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

    monkeypatch.setattr("eclt_partners.dashboards.views.health.look", gone)
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


def test_the_numbers_of_the_mails_are_told_without_names(cast, client):
    _beat(minutes_ago=1)
    now = timezone.now()
    DispatcherHeartbeat.objects.create(name="fallback", last_tick_at=now)
    doubtful = outgoing("doubt", state="unconfirmed", minutes_ago=30)
    outgoing("sent", state="sent", minutes_ago=1)
    numbers = client.get("/health").json()["mails"]
    assert numbers["in_doubt"] == 1
    assert 1795 < numbers["oldest_doubt_age_seconds"] < 1830
    assert (numbers["sent_last_day"], numbers["dwell_p99_seconds"]) == (1, 60.0)
    assert 59 < numbers["celery_age_seconds"] < 70
    assert numbers["fallback_age_seconds"] < 10
    assert numbers["journal_age_seconds"] is None
    assert doubtful.to_address not in client.get("/health").text


def outgoing(key: str, *, state: str, minutes_ago: int) -> Outgoing:
    """A message that was due some minutes ago and took one of them to leave."""
    due = timezone.now() - timedelta(minutes=minutes_ago + 1)
    message = queue(
        now=due,
        letter="x",
        facts={},
        recipient=Recipient("user:1", "amina@example.org", "en-gb", "UTC"),
        dedupe_key=key,
    )
    dot_at = due + timedelta(minutes=1)
    mine = Outgoing.objects.filter(pk=message.pk)
    mine.update(state="claimed", owner=1)
    mine.update(state="dot", dot_at=dot_at)
    mine.update(state=state, owner=None, sent_at=dot_at)
    return message


@pytest.mark.parametrize(("minutes", "word"), [(1, "ok"), (3, "late")])
def test_a_mail_that_nobody_touches_makes_it_503(cast, client, minutes, word):
    _beat()
    due = timezone.now() - timedelta(minutes=minutes)
    queue(
        now=due,
        letter="x",
        facts={},
        recipient=Recipient("user:1", "amina@example.org", "en-gb", "UTC"),
        dedupe_key="one",
    )
    answer = client.get("/health")
    assert answer.json()["mail"] == word


def test_a_mail_that_is_to_be_tried_again_later_is_not_late(cast, client):
    _beat()
    message = outgoing("one", state="queued", minutes_ago=90)
    later = timezone.now() + timedelta(minutes=30)
    Outgoing.objects.filter(pk=message.pk).update(next_try_at=later)
    answer = client.get("/health").json()
    assert answer["mail"] == "ok"
    assert answer["mails"]["oldest_due_age_seconds"] > 5000


@pytest.mark.parametrize(
    ("what", "seen_again", "count"),
    [("SKIPPED", False, 1), ("MISSING", False, 0), ("MISSING", True, 1)],
)
def test_a_hole_is_told_but_takes_nothing_away(cast, client, what, seen_again, count):
    _beat()
    snapshots.refresh_dashboards(now=timezone.now())
    found = timezone.now() - timedelta(minutes=15)
    Hole.objects.create(
        kind="REVIEW",
        subject_id=1,
        step="T-14",
        round=1,
        recipient_key="user:1",
        what=what,
        found_at=found,
        seen_at=timezone.now() if seen_again else found,
    )
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["mails"]["holes"]) == (200, count)
    assert answer.json()["ledger"] == ("late" if count else "ok")
