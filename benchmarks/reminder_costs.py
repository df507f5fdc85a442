"""How near does a drain come to a bare SMTP loop, and a tick to one scan of a table?"""

import smtplib
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count, product
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import override_settings

from benchmarks.relays import RELAYS, RunningRelay, running_relay
from benchmarks.reminder_scene import add_history, add_invited
from benchmarks.side_by_side import Cost, cost_of
from eclt_partners.common.memory import settle_in
from eclt_partners.countries.services import fill_working_days
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.envelope import sender_address
from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.relay import Address, Relay
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.rendering import render
from eclt_partners.notifications.services.sending import drain
from reviews.models import Review
from reviews.services.reminders import plan_reminders
from tests.cast import Cast, make_cast

ROUNDS = 7
AN_HOUR = 3600
WARM_UP = 100
CONNECTIONS = (1, 2)
# Nothing is due then: the whole table is read all the same.
SCAN = "SELECT count(*) FROM reviews_review WHERE original_due_on > '2200-01-01'"

Mail = tuple[str, str, bytes]


def draining(mails: int) -> None:
    """Send invitations, half of them with a new personal link, then the same bytes bare.

    To each relay, over one connection and over two at once; then the same once more
    with words that were written before.
    """
    cast = _warm_world()
    numbers = count(WARM_UP, step=mails)
    for name, connections, written in product(RELAYS, CONNECTIONS, (False, True)):
        _make_due(cast, mails, first=next(numbers))
        _drain_and_repeat(name, connections, written=written)


def drain_to(relay: str, connections: int, mails: int) -> None:
    """Send as many to one relay only, writing included."""
    _make_due(_warm_world(), mails, first=WARM_UP)
    _drain_and_repeat(relay, connections, written=False)


def _warm_world() -> Cast:
    """Send some unmeasured: a worker is warm and has settled in."""
    cast = make_cast()
    fill_working_days(now=database_now())
    with running_relay("forgets") as relay:
        _make_due(cast, WARM_UP, first=0)
        _drain(relay.port)
    settle_in()
    return cast


def _drain_and_repeat(name: str, connections: int, *, written: bool) -> None:
    """Print how the mails that wait compare with a bare loop to one relay."""
    words = "written before" if written else "writing included"
    _title(f"a relay that {name}, connections: {connections}, {words}")
    with running_relay(name) as relay:
        _compare(relay, connections, written=written)


def _make_due(cast: Cast, mails: int, *, first: int) -> None:
    now = database_now()
    add_invited(cast, mails // 2, now=now, first=first)
    with override_settings(REMINDERS_WAIT_FOR_MORNING=False):
        plan_reminders(now=now)
        # One call writes one part of very many.
        while compose_mail(now=now):
            pass


def _compare(relay: RunningRelay, connections: int, *, written: bool) -> None:
    """Print how a drain compares with a bare loop over as many connections."""
    due = Outgoing.objects.filter(state=OutgoingState.QUEUED)
    ids = list(due.values_list("pk", flat=True))
    if written:
        _write(ids)
    drained = cost_of([partial(_drain, relay.port)] * connections, relay)
    sent = Outgoing.objects.filter(pk__in=ids, state=OutgoingState.SENT)
    mails = [
        (sender_address(each.pk), each.to_address, wire_format(each)) for each in sent
    ]
    if len(mails) != len(ids):
        raise SystemExit(f"{len(ids) - len(mails)} of {len(ids)} did not leave")
    shares = [mails[start::connections] for start in range(connections)]
    jobs = [partial(_bare, relay.port, share) for share in shares]
    bare, again = cost_of(jobs, relay), cost_of(jobs, relay)
    for figure in Cost._fields:
        one, two, whole = (getattr(cost, figure) for cost in (bare, again, drained))
        _line(f"  A/A, {figure}", two / one, _each(one, len(ids)))
        _line(
            f"  bare / drain, {figure}", (one + two) / 2 / whole, _each(whole, len(ids))
        )


def _write(ids: Sequence[int]) -> None:
    """Write the words of waiting messages, as no worker does yet."""
    Outgoing.objects.filter(pk__in=ids).update(state=OutgoingState.CLAIMED, owner=1)
    for message in Outgoing.objects.filter(pk__in=ids):
        render(message, now=database_now())
    Outgoing.objects.filter(pk__in=ids).update(state=OutgoingState.QUEUED, owner=None)


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


def _bare(port: int, mails: Sequence[Mail]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for sender, reader, body in mails:
            smtp.sendmail(sender, [reader], body)


def _scan() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCAN)


def _seconds(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return perf_counter() - start


def _title(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def _each(seconds: float, many: int) -> str:
    return f"{seconds / many * 1000:.2f} ms each of {many:,}"


def _line(name: str, value: float, more: str = "") -> None:
    sys.stdout.write(f"{name:<40}{value:>7.2f}  {more}\n")
    sys.stdout.flush()
