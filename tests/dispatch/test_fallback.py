"""Does the fallback act only while Celery is silent, survive, and end in peace?"""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from eclt_partners.dispatch import fallback as module
from eclt_partners.dispatch.fallback import Fallback
from eclt_partners.notifications.models import DispatcherHeartbeat, Outgoing
from eclt_partners.notifications.services import CELERY, FALLBACK, beat

pytestmark = pytest.mark.usefixtures("committed_db")
LIMIT = 30


@pytest.fixture
def relay(sink, settings):
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", sink.port
    return sink


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def watched(*, seconds: float = 60) -> Fallback:
    """A dispatcher that has watched for a while."""
    clock = Watch()
    fallback = Fallback(pause=0.05, clock=clock)
    clock.seconds += seconds
    return fallback


def silent(*, seconds: float) -> None:
    beat(CELERY)
    DispatcherHeartbeat.objects.filter(name=CELERY).update(
        last_tick_at=timezone.now() - timedelta(seconds=seconds)
    )


def eventually(true) -> None:
    ends = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < ends, "did not come about"
        time.sleep(0.05)


def test_it_stands_back_while_celery_lives(relay, queued):
    silent(seconds=25)
    queued()
    assert not watched().step()
    assert relay.taken == []


def test_it_acts_when_celery_is_silent(relay, queued):
    silent(seconds=35)
    message = queued()
    assert watched().step()
    assert relay.ids == [message.message_id]


def test_it_acts_when_celery_was_never_there(relay, queued):
    queued()
    assert watched().step()
    assert len(relay.taken) == 1


def test_it_gives_celery_the_time_to_start(relay, queued):
    queued()
    assert not watched(seconds=29).step()
    assert relay.taken == []


def test_it_stands_back_when_celery_comes_back(relay, queued):
    silent(seconds=35)
    fallback = watched()
    assert fallback.step()
    beat(CELERY)
    queued()
    assert not fallback.step()
    assert relay.taken == []


def test_it_lives_also_while_it_stands_back(relay):
    beat(CELERY)
    watched().step()
    row = DispatcherHeartbeat.objects.get(name=FALLBACK)
    assert row.last_tick_at is not None
    assert row.last_drain_at is None


def test_both_at_once_send_each_mail_once(relay, queued):
    for number in range(30):
        queued(f"key {number}")

    def act():
        try:
            watched().step()
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(relay.ids)) == len(relay.ids) == 30


def test_it_survives_a_database_that_goes_away(relay, queued, monkeypatch):
    """The server ends its connection in the middle; it comes back by itself."""
    message = queued()
    fallback = watched()
    pids: list[int] = []
    real = module.beat

    def beat_and_tell(name):
        real(name)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pids.append(cursor.fetchone()[0])
        if len(pids) == 1:
            end(pids[0])

    monkeypatch.setattr(module, "beat", beat_and_tell)
    thread = threading.Thread(target=run_and_close, args=(fallback,))
    thread.start()
    eventually(lambda: Outgoing.objects.get().state == "sent")
    fallback.ask_to_stop()
    thread.join(LIMIT)
    assert not thread.is_alive()
    assert len(set(pids)) > 1
    assert relay.ids == [message.message_id]


def run_and_close(fallback: Fallback) -> None:
    try:
        fallback.run()
    finally:
        connection.close()


def end(pid: int) -> None:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        connection.close()

    other = threading.Thread(target=ask)
    other.start()
    other.join()


def test_sigterm_ends_the_command_in_peace(relay):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{relay.port}",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    command = subprocess.Popen(
        [sys.executable, "manage.py", "dispatch", "--loop", "--skip-checks"],
        env=environment,
        cwd=project.BASE_DIR,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        eventually(DispatcherHeartbeat.objects.filter(name=FALLBACK).exists)
        command.send_signal(signal.SIGTERM)
        _, said = command.communicate(timeout=LIMIT)
    finally:
        command.kill()
    assert (command.returncode, said) == (0, "")


def test_by_hand_it_does_one_tick_at_once(relay, queued):
    beat(CELERY)
    queued()
    call_command("dispatch")
    assert len(relay.taken) == 1
