"""How does a test get many real senders, workers and beats cheaply? It forks them.

This program loads the whole product once, opens no connection, and forks a child for
each order: a line of JSON on standard input. It answers with the child's number. What
is killed afterwards is a process like any other. It is
started by `crew.NURSERY`, after Django.
"""

import functools
import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from celery.schedules import schedule
from celery.worker import request
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, connections
from django.urls import reverse
from django.utils import timezone, translation

from eclt_partners.celery import app
from eclt_partners.dispatch import fallback
from eclt_partners.embedded.processes import die_with_parent
from eclt_partners.notifications import services
from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.relay import Patience, Relay
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import sending
from eclt_partners.notifications.writing import Button, Content, write_letter
from eclt_partners.schedule import BEAT_SCHEDULE, MAIL
from reviews.services import reminders
from tests.faults import controls

Options = dict[str, Any]
HOUR = 3600


def send(options: Options) -> None:
    """Send mail once, or again and again until killed."""
    while True:
        try:
            services.send_mail(dispatcher="celery")
        except Error:
            # As in a worker: the task fails, the next tick begins anew.
            traceback.print_exc()
            connection.close()
            if options.get("once"):
                raise
        if options.get("once"):
            return
        time.sleep(0.05)


def plan(_options: Options) -> None:
    """Plan and compose once, as beat's two ticks do."""
    reminders.plan_reminders(now=database_now())
    services.compose_mail(now=database_now())


def verify(_options: Options) -> None:
    """Look for the mails in doubt once."""
    services.verify_in_doubt(now=database_now())


def reconcile(_options: Options) -> None:
    """Look once at the whole ledger."""
    services.reconcile(now=database_now())


def worker(_options: Options) -> None:
    """Run Celery's worker as it is deployed."""
    app.start(
        [
            *("--quiet", "worker", "-n", f"w{os.getpid()}@faults"),
            *("-P", "threads", "-c", "2"),
            *("--without-gossip", "--without-mingle", "--loglevel=WARNING"),
        ]
    )


def beat(options: Options) -> None:
    """Run Celery's clock, so many times faster than it is deployed."""
    speed = options.get("speed", 10)
    app.conf.beat_schedule = {
        each.name: BEAT_SCHEDULE[each.name]
        | {"schedule": schedule(each.seconds / speed)}
        for each in MAIL
        if each.seconds < HOUR
    }
    notes = f"{options['log']}.schedule"
    app.start(["--quiet", "beat", "--pidfile=", "-s", notes, "--loglevel=WARNING"])


def dispatch(options: Options) -> None:
    """Run the dispatcher that needs no Redis; it acts after so many seconds."""
    # For the process that it starts itself to build dashboards.
    usual = urlsplit(os.environ["DATABASE_URL"])
    own = usual._replace(path="/" + connections.settings["default"]["NAME"])
    os.environ["DATABASE_URL"] = urlunsplit(own)
    fallback.SILENCE = timedelta(seconds=options["silence"])
    fallback.PAUSE_SECONDS = min(fallback.PAUSE_SECONDS, options["silence"])
    call_command("dispatch", loop=True)


def control(options: Options) -> None:
    """Send by one of the four designs that are known to fail."""
    controls.DESIGNS[options["design"]](settings.MAIL_PORT)


JOBS: dict[str, Callable[[Options], None]] = {
    "send": send,
    "plan": plan,
    "verify": verify,
    "reconcile": reconcile,
    "worker": worker,
    "beat": beat,
    "dispatch": dispatch,
    "control": control,
}


def prepare(options: Options) -> None:
    """Make the forked child a process of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(options["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    connections.settings["default"]["NAME"] = options["database"]
    for name, value in options.get("settings", {}).items():
        setattr(settings, name, value)
    if patience := options.get("patience"):
        sending.Relay = functools.partial(Relay, patience=Patience(**patience))
    if off := options.get("clock_off"):
        shift_clock(off)


def shift_clock(seconds: float) -> None:
    """Let this process believe that it is later (or earlier) than it is."""
    off = timedelta(seconds=seconds)
    now, moment = timezone.now, time.time

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + off  # noqa: TID251 - the wrong clock itself

    timezone.now = lambda: now() + off
    time.time = lambda: moment() + seconds
    # Celery's worker drops a task that has expired by its own clock.
    request.datetime = Shifted


def fork(order: Options) -> int:
    """Fork a child that does one job and ends; return its number."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        die_with_parent(signal.SIGKILL, parent)
        prepare(order)
        JOBS[order["job"]](order)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:  # noqa: BLE001 - a child never goes back into the loop
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def warm_up() -> None:
    """Read what every child would read anew: addresses, templates, catalogues."""
    reverse("reviews:hub", args=[1])
    content = Content("", "", "", [], Button("", ""))
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            letter = write_letter(content)
    now = timezone.now()
    wire_format(
        Outgoing(
            message_id="<warm@example.org>",
            to_address="warm@example.org",
            text_body=letter.text,
            html_body=letter.html,
            rendered_at=now,
        )
    )


def main() -> None:
    """Fork what is ordered until standard input ends."""
    app.loader.import_default_modules()
    warm_up()
    # The kernel puts dead children away at once: their numbers say who lives.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(f"{fork(json.loads(line))}\n")
        sys.stdout.flush()
