"""How near does a drain come to a bare SMTP loop, and a tick to one scan of a table?"""

import smtplib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import override_settings

from benchmarks.reminder_scene import add_history, add_invited
from eclt_partners.countries.services import fill_working_days
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.envelope import sender_address
from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.relay import Address, Relay
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.sending import drain
from reviews.models import Review
from reviews.services.reminders import plan_reminders
from tests.cast import make_cast

RELAY = Path(__file__).with_name("quick_relay.py")
ROUNDS = 7
AN_HOUR = 3600
# Nothing is due then: the whole table is read all the same.
SCAN = "SELECT count(*) FROM reviews_review WHERE original_due_on > '2200-01-01'"


def draining(mails: int) -> None:
    """Send invitations, half of them with a new personal link, then the same bytes bare.

    Twice: to a relay that forgets at once, and to one that writes to the disk first.
    """
    cast = make_cast()
    now = database_now()
    fill_working_days(now=now)
    for relay_keeps in (False, True):
        add_invited(cast, mails // 4, now=now, first=int(relay_keeps) * mails)
        with override_settings(REMINDERS_WAIT_FOR_MORNING=False):
            planned = _seconds(lambda: plan_reminders(now=now))
            composed = _seconds(lambda: compose_mail(now=now))
        due = Outgoing.objects.filter(state=OutgoingState.QUEUED)
        ids = list(due.values_list("pk", flat=True))
        with _running_relay(keeps=relay_keeps) as port:
            drained = _seconds(lambda p=port: _drain(p))
            mine = Outgoing.objects.filter(pk__in=ids, state=OutgoingState.SENT)
            bodies = [
                (sender_address(each.pk), each.to_address, wire_format(each))
                for each in mine
            ]
            bare = _seconds(lambda p=port, b=bodies: _bare(p, b))
            again = _seconds(lambda p=port, b=bodies: _bare(p, b))
        count = len(bodies)
        if count != len(ids):
            raise SystemExit(f"{len(ids) - count} of {len(ids)} messages did not leave")
        relay = "a relay that keeps" if relay_keeps else "a relay that forgets"
        _line(f"bare loop to {relay}, A/A", again / bare, _each(bare, count))
        _line(f"bare loop / drain to {relay}", bare / drained, _each(drained, count))
        _line("planning / drain", planned / drained, _each(planned, count))
        _line("composing / drain", composed / drained, _each(composed, count))


def planning(reviews: int) -> None:
    """Let the planner look at many reviews of which nothing is owed."""
    cast = make_cast()
    now = database_now()
    fill_working_days(now=now)
    add_history(cast, reviews)
    plan_reminders(now=now)
    times: list[list[float]] = [[], [], []]
    jobs = (_scan, _scan, lambda: plan_reminders(now=now))
    for _ in range(ROUNDS):
        for found, job in zip(times, jobs, strict=True):
            found.append(_seconds(job))
    scan, again, tick = map(median, times)
    many = f"{Review.objects.count():,} reviews"
    _line("one scan of the reviews, A/A", again / scan, f"{scan * 1000:.0f} ms, {many}")
    _line("idle tick / one scan", tick / scan, f"{tick * 1000:.0f} ms")


def _drain(port: int) -> int:
    return drain(relay=Relay(Address("127.0.0.1", port)), budget_seconds=AN_HOUR)


def _bare(port: int, bodies: list[tuple[str, str, bytes]]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for sender, reader, body in bodies:
            smtp.sendmail(sender, [reader], body)


def _scan() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCAN)


@contextmanager
def _running_relay(*, keeps: bool) -> Iterator[int]:
    """Yield the port of a relay in a process of its own."""
    command = [sys.executable, str(RELAY), *(["--keep"] if keeps else [])]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdout is None:
            raise SystemExit("the relay says nothing")
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def _seconds(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return perf_counter() - start


def _each(seconds: float, count: int) -> str:
    return f"{seconds / count * 1000:.2f} ms each of {count:,}"


def _line(name: str, value: float, more: str = "") -> None:
    sys.stdout.write(f"{name:<40}{value:>8.2f}  {more}\n")
