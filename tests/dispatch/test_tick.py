"""Does one tick in this process do all that Celery would do for the mails?"""

import pytest
from celery import shared_task
from django.db import OperationalError, connection, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.celery import app
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dispatch.tick import Tick
from eclt_partners.notifications.models import DispatcherHeartbeat, Outgoing
from eclt_partners.schedule import (
    BEAT_SCHEDULE,
    DASHBOARDS,
    MAIL,
    WITHOUT_CELERY,
    Every,
)
from tests.cast import NOW

RAN: list[str] = []


@shared_task(name="tests.good")
def good():
    RAN.append("good")


@shared_task(name="tests.bad")
def bad():
    RAN.append("bad")
    raise ValueError("on purpose")


@shared_task(name="tests.away")
def away():
    connection.close()
    raise OperationalError("the server closed the connection")


@shared_task(name="tests.slow")
def slow():
    RAN.append("slow")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
        cursor.execute("SELECT pg_sleep(1)")


@pytest.fixture(autouse=True)
def nothing_ran():
    RAN.clear()


def tick(*entries: Every, goes_on=lambda: True, clock=lambda: 100.0) -> Tick:
    return Tick(goes_on=goes_on, entries=entries, clock=clock)


def test_every_planner_is_among_what_mails_need():
    """Whoever writes a new planner puts it into the one list, or this fails."""
    app.loader.import_default_modules()
    planners = {name for name in app.tasks if ".plan_" in name}
    assert len(planners) >= 6
    assert planners <= {each.task for each in MAIL}


def test_beat_starts_everything_that_mails_need():
    assert {each.name for each in MAIL} <= set(BEAT_SCHEDULE)


def test_dashboards_come_after_the_mails():
    assert (*MAIL, DASHBOARDS) == WITHOUT_CELERY
    assert DASHBOARDS.name in BEAT_SCHEDULE


def test_a_tick_builds_one_dashboard_the_oldest_first(cast):
    """Mails wait behind one country at most."""
    running = tick(DASHBOARDS, clock=iter(range(0, 1000, 20)).__next__)
    built = []
    for _round in range(3):
        running.run()
        built.append(CountrySnapshot.objects.count())
    assert built[:2] == [1, 2]
    AuditEntry.objects.create(
        at=NOW,
        verb="tests.fact.changed",
        actor_key="system",
        subject_id=0,
        country_code="UG",
    )
    running.run()
    newest = CountrySnapshot.objects.order_by("built_at").last()
    assert newest.country_id == "UG"


def test_planning_comes_before_composing_and_that_before_sending():
    tasks = [each.task.rpartition(".")[2] for each in MAIL]
    planners = [tasks.index(task) for task in tasks if task.startswith("plan_")]
    last = [tasks.index(name) for name in ("compose_mail", "send_mail")]
    assert sorted(planners + last) == planners + last


def test_a_task_runs_again_when_its_time_has_come():
    seconds = [100.0]
    running = tick(Every("good", "tests.good", 60), clock=lambda: seconds[0])
    for seconds[0] in (100.0, 105.0, 159.0, 160.0):
        running.run()
    assert RAN == ["good", "good"]


def test_a_task_that_fails_stops_no_other_and_is_counted():
    running = tick(Every("bad", "tests.bad", 60), Every("good", "tests.good", 60))
    assert running.run() == 1
    assert RAN == ["bad", "good"]


@pytest.mark.django_db
def test_a_query_that_ends_unheard_stops_no_other_task():
    """A lock or a table that one task waits for must not hold up the mails."""
    running = tick(Every("slow", "tests.slow", 60), Every("good", "tests.good", 60))
    assert running.run() == 1
    assert RAN == ["slow", "good"]


def test_a_lost_database_ends_the_tick():
    running = tick(Every("away", "tests.away", 60), Every("good", "tests.good", 60))
    with pytest.raises(OperationalError):
        running.run()
    assert RAN == []


def test_nothing_is_begun_after_the_wish_to_stop():
    assert tick(Every("good", "tests.good", 60), goes_on=lambda: False).run() == 0
    assert RAN == []


@pytest.mark.usefixtures("committed_db")
def test_a_whole_tick_sends_what_is_due_without_a_broker(sink, queued, settings):
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", sink.port
    message = queued()
    assert Tick(goes_on=lambda: True).run() == 0
    assert sink.ids == [message.message_id]
    assert Outgoing.objects.get().state == "sent"
    names = set(DispatcherHeartbeat.objects.values_list("name", flat=True))
    assert names == {"fallback", "reconciler"}, "it must not pass for Celery"
