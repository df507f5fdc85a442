"""F9 and F17: a sender stands still at the worst moment, and the world goes on."""

import threading
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from signal import SIGCONT

import pytest
from django.db import connection
from django.utils import timezone

from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.failpoints import FailPoint
from eclt_partners.notifications.models import Outgoing
from partners.services.contacts import ContactFields, change_contact
from reviews.models import Panelist, Review
from reviews.services import planning
from tests.faults.crew import until
from tests.faults.table import TABLE
from tests.faults.world import World
from tests.reviews.factories import answer_all

IN_ONE_BATCH = 3
# Until here the dot has not committed: what is called off now must not arrive.
BEFORE_THE_DOT = [FailPoint.AFTER_CLAIM, FailPoint.MID_BODY]
SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 77 AND database = (
        SELECT oid FROM pg_database WHERE datname = current_database())
"""
WAITS_FOR_A_LOCK = """
    SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
# Everybody's day is another one at once.
MOVED = """
    UPDATE countries_country SET time_zone = 'Pacific/Kiritimati';
    UPDATE partners_contact SET time_zone = 'Pacific/Kiritimati';
    UPDATE accounts_user SET time_zone = 'Pacific/Kiritimati';
"""
COMMITTED = """
    SELECT max(pg_xact_commit_timestamp(xmin)) FROM audit_auditentry WHERE id > %s
"""


@pytest.mark.parametrize("ends_session", [False, True], ids=["kept", "ended"])
def test_a_frozen_sender_wakes_and_does_no_harm(world, ends_session):
    for point in FailPoint:
        world.only(IN_ONE_BATCH)
        frozen = world.send_once(stop_at=point)
        frozen.wait_frozen()
        if ends_session:
            world.ask(SESSIONS)
        world.send_once().wait()
        frozen.signal(SIGCONT)
        frozen.wait()
    world.finish()
    verdict = world.verdict()
    how = "session ended meanwhile" if ends_session else "session kept"
    TABLE.note("F9", f"frozen at each place, {how}", verdict, times=len(FailPoint))
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0


def answer(seat: Panelist) -> None:
    answer_all(seat, now=timezone.now())


def leave(seat: Panelist) -> None:
    planning.mark_seat_left(
        actor=SYSTEM,
        now=timezone.now(),
        panelist=seat,
    )


def call_off(seat: Panelist) -> None:
    planning.cancel_review(
        actor=SYSTEM,
        now=timezone.now(),
        review=Review.objects.get(pk=seat.review_id),
        reason="Both sides agreed on another day.",
    )


def go_away(seat: Panelist) -> None:
    """Let the person leave the partner."""
    contact, now = seat.contact, timezone.now()
    known = {each.name: getattr(contact, each.name) for each in fields(ContactFields)}
    today = contact.partner.country.today(now=now)
    change_contact(
        actor=SYSTEM,
        now=now,
        contact=contact,
        fields=ContactFields(**known | {"left_on": today}),
    )


ACTS = [answer, leave, call_off, go_away]


@pytest.mark.parametrize("act", ACTS)
def test_no_final_dot_commits_after_what_made_the_mail_needless(world, act):
    answers, kept_back = {}, []
    with world.speaking():
        for point in FailPoint:
            [pk] = world.only(1, to="contact:%" if act is go_away else "%")
            message = Outgoing.objects.get(pk=pk)
            answers[message.message_id] = act_while_frozen(world, message, point, act)
            if point in BEFORE_THE_DOT:
                kept_back.append(message.message_id)
    taken = {mail.id for mail in world.relay.taken()}
    assert taken.isdisjoint(kept_back)
    world.finish()
    verdict = world.verdict(answers=answers)
    TABLE.note("F17", f"{act.__name__} while frozen", verdict, times=len(FailPoint))
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0


def test_another_time_zone_of_the_reader_brings_no_second_mail(world):
    for point in FailPoint:
        world.only(1)
        frozen = world.send_once(stop_at=point)
        frozen.wait_frozen()
        world.ask(MOVED)
        world.start("plan").wait()
        frozen.signal(SIGCONT)
        frozen.wait()
    world.finish()
    verdict = world.verdict()
    TABLE.note("F17", "time zones move while frozen", verdict, times=len(FailPoint))
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0


def act_while_frozen(
    world: World,
    message: Outgoing,
    point: FailPoint,
    act: Callable[[Panelist], None],
) -> datetime:
    """Do something while the sender stands still with a message; return its commit."""
    seat = seat_of(message)
    [(last,)] = world.ask("SELECT coalesce(max(id), 0) FROM audit_auditentry")
    frozen = world.send_once(stop_at=point)
    frozen.wait_frozen()
    thread = threading.Thread(target=do, args=(act, seat))
    thread.start()
    # What holds a row makes the act wait; then the sender must go on first.
    until(
        lambda: not thread.is_alive() or world.ask(WAITS_FOR_A_LOCK),
        f"{act.__name__} at {point}",
    )
    frozen.signal(SIGCONT)
    frozen.wait()
    thread.join()
    [(committed,)] = world.ask(COMMITTED, last)
    assert committed is not None, f"{act.__name__} at {point} did nothing"
    return committed


def do(act: Callable[[Panelist], None], seat: Panelist) -> None:
    try:
        act(seat)
    finally:
        connection.close()


def seat_of(message: Outgoing) -> Panelist:
    """Return the seat whose answer the message asks for."""
    reminder = message.reminders.get()
    kind, _, number = reminder.recipient_key.partition(":")
    return Panelist.objects.select_related("review").get(
        review=reminder.subject_id, **{f"{kind}_id": int(number)}
    )
