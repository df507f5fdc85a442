"""Is a hole in the ledger found within one run, and named by its subject?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, Grant
from eclt_partners.notifications import survey
from eclt_partners.notifications.choices import (
    HoleKind,
    OutgoingState,
    ReminderState,
)
from eclt_partners.notifications.models import (
    DispatcherHeartbeat,
    Hole,
    Outgoing,
    Reminder,
)
from eclt_partners.notifications.rules.rungs import Asked
from eclt_partners.notifications.services import compose_mail, reconcile, resend
from eclt_partners.notifications.tasks import reconcile as task
from tests.notifications.owing import NINE, owe

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch):
    """No ladder reaches anybody, unless a test says so."""
    monkeypatch.setattr(survey, "_surveyors", {})


def holes() -> list[tuple[str, str, int, str]]:
    rows = Hole.objects.filter(closed_at=None).order_by("pk")
    return [(row.what, row.kind, row.subject_id, row.step) for row in rows]


def sent(**changes: object) -> Reminder:
    message = Outgoing.objects.create(
        dedupe_key=f"day:{Outgoing.objects.count()}",
        message_id=f"<{Outgoing.objects.count()}@x>",
        recipient_key="user:1",
        to_address="amina@example.org",
        language="en-gb",
        time_zone="UTC",
        letter="x",
        created_at=NINE,
        due_at=NINE,
        next_try_at=NINE,
        not_after=NINE + timedelta(days=4),
    )
    mine = Outgoing.objects.filter(pk=message.pk)
    mine.update(state="claimed", owner=1)
    mine.update(state="dot", dot_at=NINE)
    mine.update(state="sent", owner=None, sent_at=NINE)
    return owe(state=ReminderState.SENT, outgoing=message, **changes)


def by_hand(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_whole_ledger_has_no_hole():
    sent()
    assert reconcile(now=NOW) == 0
    assert holes() == []
    assert DispatcherHeartbeat.objects.get(name="reconciler").last_drain_at


def test_a_row_deleted_by_hand_is_found_within_one_run():
    for subject in (1, 2):
        for step in ("T-14", "T-3"):
            sent(subject_id=subject, step=step)
    assert reconcile(now=NOW) == 0
    gone = "DELETE FROM notifications_reminder WHERE subject_id = 2 AND step = 'T-14'"
    by_hand(gone)
    reconcile(now=NOW)
    assert (HoleKind.SKIPPED, "REVIEW", 2, "T-14") in holes()
    row = Hole.objects.get(what=HoleKind.SKIPPED)
    assert (row.recipient_key, row.country_code, row.partnership_id) == (
        "user:1",
        "MW",
        1,
    )


def test_a_message_whose_reminders_are_gone_is_found():
    message = sent().outgoing
    by_hand("DELETE FROM notifications_reminder")
    reconcile(now=NOW)
    assert holes() == [(HoleKind.EMPTY, "", message.pk, "")]


@pytest.mark.parametrize(("minutes", "count"), [(14, 0), (16, 1)])
def test_a_reminder_nobody_composes_is_found(minutes, count):
    owe()
    assert reconcile(now=NINE + timedelta(minutes=minutes)) == count
    assert [hole[0] for hole in holes()] == [HoleKind.STUCK] * count


def test_a_message_nobody_sends_is_found():
    owe()
    compose_mail(now=NINE)
    assert reconcile(now=NINE + timedelta(minutes=16)) == 1


def test_a_message_that_is_to_be_tried_again_later_is_no_hole():
    owe()
    compose_mail(now=NINE)
    Outgoing.objects.update(next_try_at=NINE + timedelta(hours=1))
    assert reconcile(now=NINE + timedelta(minutes=16)) == 0


@pytest.mark.parametrize("state", ["unconfirmed", "failed"])
def test_a_message_in_doubt_or_refused_is_shown_elsewhere(state):
    owe()
    compose_mail(now=NINE)
    Outgoing.objects.update(state="claimed", owner=1)
    Outgoing.objects.update(state="dot", dot_at=NINE)
    Outgoing.objects.update(state=state, owner=None)
    assert reconcile(now=NINE + timedelta(hours=1)) == 0


def test_a_refused_message_that_was_sent_again_is_no_hole():
    owe()
    compose_mail(now=NINE)
    Outgoing.objects.update(state="claimed", owner=1)
    Outgoing.objects.update(state="failed", owner=None)
    chief = Actor(
        ActorKind.USER, "user:9", grants=frozenset({Grant(Action.REPAIR_MAIL)})
    )
    resend(Outgoing.objects.get(), actor=chief, now=NINE, why="Their server was full")
    assert reconcile(now=NINE + timedelta(minutes=5)) == 0


def test_a_reminder_that_claims_to_be_sent_needs_a_sent_message():
    owe()
    compose_mail(now=NINE)
    Reminder.objects.update(state=ReminderState.SENT)
    reconcile(now=NOW)
    assert [hole[0] for hole in holes()] == [HoleKind.CONTRADICTED]


def test_a_reminder_in_a_message_that_is_over_is_found():
    owe()
    compose_mail(now=NINE)
    Outgoing.objects.update(state=OutgoingState.CANCELLED)
    reconcile(now=NOW)
    assert [hole[0] for hole in holes()] == [HoleKind.CONTRADICTED]


# Review 7 owes Amina the invitation, says whoever looks at the facts.
OWED = Asked(
    kind="REVIEW",
    subject_id=7,
    round=1,
    partnership_id=1,
    country="MW",
    recipient_key="user:1",
    counts_from=date(2026, 12, 1),
    today=date(2026, 11, 23),
    audiences=frozenset({"RATERS"}),
)


def test_who_is_owed_by_the_facts_and_has_no_row_is_found(monkeypatch):
    monkeypatch.setattr(survey, "_surveyors", {"REVIEW": lambda now: [OWED]})
    assert reconcile(now=NOW) == 1
    assert holes() == [(HoleKind.MISSING, "REVIEW", 7, "T-14")]
    sent(subject_id=7)
    assert reconcile(now=NOW) == 0
    assert holes() == []


def test_whoever_got_enough_mails_is_left_alone(monkeypatch):
    asked = replace(OWED, round=2, most=1)
    monkeypatch.setattr(survey, "_surveyors", {"REVIEW": lambda now: [asked]})
    sent(subject_id=7, round=1)
    assert reconcile(now=NOW) == 0


def test_the_survey_is_asked_for_what_was_due_a_while_ago(monkeypatch):
    moments = []
    monkeypatch.setattr(
        survey, "_surveyors", {"REVIEW": lambda now: moments.append(now) or []}
    )
    reconcile(now=NOW)
    assert moments == [NOW - timedelta(minutes=15)]


def test_a_hole_keeps_its_first_day_and_is_closed_when_it_is_gone():
    owe()
    for hours in (1, 2):
        reconcile(now=NINE + timedelta(hours=hours))
    hole = Hole.objects.get()
    assert (hole.found_at, hole.seen_at) == (
        NINE + timedelta(hours=1),
        NINE + timedelta(hours=2),
    )
    compose_mail(now=NINE + timedelta(hours=2))
    Outgoing.objects.update(next_try_at=NOW)
    reconcile(now=NINE + timedelta(hours=3))
    hole.refresh_from_db()
    assert hole.closed_at == NINE + timedelta(hours=3)


def test_a_hole_that_comes_back_is_a_new_one():
    owe()
    reconcile(now=NINE + timedelta(hours=1))
    Hole.objects.update(closed_at=NINE)
    reconcile(now=NINE + timedelta(hours=2))
    assert Hole.objects.count() == 2


def test_beat_looks():
    assert task() == 0
