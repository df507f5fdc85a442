"""Do the steps that a ladder owes become planned reminders, each once?"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.services import Owed, upcoming_of
from tests.notifications.owing import NINE

# A ladder of two steps, fourteen days before a day and on it, owed to one person.
LADDER = Owed(
    ReminderKind.REVIEW,
    """
WITH owed AS (
    SELECT 1 AS id, 1 AS round, 1 AS partnership_id, 'MW' AS country,
           date '2026-12-07' AS due_on, date '2026-12-07' AS counts_from,
           %(now)s::date AS today, 'user:1' AS recipient_key,
           'amina@example.org' AS to_address, 'en-gb' AS language,
           'Africa/Blantyre' AS time_zone, st.code AS step, st.offset_days,
           date '2026-12-07' + st.offset_days AS send_on
    FROM unnest(%(steps)s::text[], %(offsets)s::int[]) AS st(code, offset_days)
    WHERE date '2026-12-07' + st.offset_days <= %(now)s::date + %(ahead)s
)
""",
)
STEPS = {"steps": ["T-14", "T-0"], "offsets": [-14, 0]}
THE_DAY = NINE + timedelta(days=14)


def states() -> dict[str, tuple[str, str]]:
    return {each.step: (each.state, each.why) for each in Reminder.objects.all()}


def send_at(now: datetime) -> datetime:
    LADDER.plan(STEPS, now=now)
    return Reminder.objects.get().send_at


@pytest.mark.django_db
def test_what_is_owed_is_planned_once_however_often_it_is_asked():
    assert [LADDER.plan(STEPS, now=NINE) for _ in range(3)] == [1, 0, 0]
    assert states() == {"T-14": (ReminderState.PLANNED, "")}


@pytest.mark.django_db
def test_a_step_missed_in_an_outage_is_noted_and_not_sent():
    assert LADDER.plan(STEPS, now=THE_DAY) == 1
    assert states() == {
        "T-14": (ReminderState.SUPERSEDED, "missed"),
        "T-0": (ReminderState.PLANNED, ""),
    }


@pytest.mark.django_db
def test_a_newer_step_overtakes_the_one_that_did_not_leave():
    LADDER.plan(STEPS, now=NINE)
    LADDER.plan(STEPS, now=THE_DAY)
    assert states()["T-14"] == (ReminderState.SUPERSEDED, "later step")


@pytest.mark.django_db
def test_a_reminder_waits_for_the_morning_of_its_reader(settings):
    settings.REMINDERS_WAIT_FOR_MORNING = True
    evening = NINE + timedelta(hours=11)
    assert send_at(evening) == NINE + timedelta(days=1)


@pytest.mark.django_db
def test_where_the_settings_say_so_it_leaves_at_once(settings):
    settings.REMINDERS_WAIT_FOR_MORNING = False
    evening = NINE + timedelta(hours=11)
    assert send_at(evening) == evening


@pytest.mark.django_db
def test_what_comes_is_listed_and_nothing_is_written():
    coming = upcoming_of([replace(LADDER, values=lambda: STEPS)], now=NINE, days=30)
    assert [(each.step, each.send_on) for each in coming] == [("T-0", THE_DAY.date())]
    assert not Reminder.objects.exists()
