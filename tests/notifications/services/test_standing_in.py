"""Who reads what is owed to somebody who is away, and what waits for Monday?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.accounts.models import Absence
from eclt_partners.accounts.services.absences import take_back_absence
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.models import LeftTopic, Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.addresses import stop_address
from tests.cast import NOW
from tests.notifications.owing import NINE, owe

# A Tuesday, nine o'clock in Blantyre.
TUESDAY = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
LIKE_BRIAN = ("brian@example.org", "Africa/Blantyre")


@pytest.fixture
def away(cast):
    """Amina is away from Monday to Friday; Brian stands in."""
    return Absence.objects.create(
        person=cast.amina,
        stand_in=cast.brian,
        from_on=date(2026, 11, 23),
        until_on=date(2026, 11, 27),
        created_at=NOW,
        created_by="user:0",
    )


def owe_amina(cast, **changes: object) -> Reminder:
    return owe(**{"recipient_key": f"user:{cast.amina.pk}", **changes})


def test_what_a_role_is_owed_is_read_by_the_stand_in(cast, away):
    reminder = owe_amina(cast)
    assert compose_mail(now=NINE) == 1
    message = Outgoing.objects.get()
    assert message.recipient_key == f"user:{cast.brian.pk}"
    assert (message.to_address, message.time_zone) == LIKE_BRIAN
    reminder.refresh_from_db()
    assert reminder.recipient_key == f"user:{cast.amina.pk}"
    assert reminder.read_by == f"user:{cast.brian.pk}"


def test_the_stand_in_still_gets_one_mail_a_day(cast, away):
    owe_amina(cast)
    owe(recipient_key=f"user:{cast.brian.pk}", to_address=LIKE_BRIAN[0], subject_id=2)
    compose_mail(now=NINE)
    message = Outgoing.objects.get()
    assert (message.letter, message.reminders.count()) == ("digest", 2)


def test_before_and_after_the_days_away_mail_goes_to_the_person(cast, away):
    Absence.objects.update(until_on=date(2026, 11, 22), from_on=date(2026, 11, 20))
    owe_amina(cast)
    compose_mail(now=NINE)
    assert Outgoing.objects.get().recipient_key == f"user:{cast.amina.pk}"


def test_a_time_away_that_was_taken_back_changes_nothing(cast, away):
    Absence.objects.update(taken_back_at=NOW)
    owe_amina(cast)
    compose_mail(now=NINE)
    assert Outgoing.objects.get().recipient_key == f"user:{cast.amina.pk}"


def test_a_stand_in_who_cannot_sign_in_or_be_reached_reads_nothing(cast, away):
    owe_amina(cast)
    stop_address("brian@example.org", now=NOW, kind="HARD", reply="", by="system")
    compose_mail(now=NINE)
    assert Outgoing.objects.get().recipient_key == f"user:{cast.amina.pk}"


def test_what_only_the_person_can_answer_waits_until_the_person_is_back(cast, away):
    reminder = owe_amina(cast, is_personal=True)
    assert compose_mail(now=NINE) == 0
    reminder.refresh_from_db()
    assert (reminder.state, reminder.why, reminder.reader_key) == (
        "PLANNED",
        "away",
        "",
    )
    assert reminder.send_at.date() >= date(2026, 11, 28)
    assert compose_mail(now=reminder.send_at) == 1
    assert Outgoing.objects.get().recipient_key == f"user:{cast.amina.pk}"


def test_what_waits_for_the_person_comes_when_the_time_away_is_taken_back(cast, away):
    owe_amina(cast, is_personal=True)
    compose_mail(now=NINE)
    take_back_absence(actor=cast.actor("amina"), now=TUESDAY, absence=away)
    assert compose_mail(now=TUESDAY) == 1


def test_what_only_the_person_can_answer_goes_out_when_waiting_is_too_late(cast, away):
    owe_amina(cast, is_personal=True, due_on=date(2026, 11, 27))
    assert compose_mail(now=NINE) == 1
    assert Outgoing.objects.get().recipient_key == f"user:{cast.amina.pk}"


@pytest.fixture
def mondays(db):
    return LeftTopic.objects.create(
        recipient_key="user:1", topic=Topic.LIST, left_at=NOW
    )


def test_what_is_not_due_before_monday_waits_for_it(mondays):
    reminder = owe(send_at=TUESDAY, due_on=date(2026, 11, 30))
    assert compose_mail(now=TUESDAY) == 0
    reminder.refresh_from_db()
    assert (reminder.send_at, reminder.why) == (
        TUESDAY + timedelta(days=6),
        "Monday",
    )
    assert compose_mail(now=reminder.send_at) == 1


@pytest.mark.parametrize(
    "due_on", [date(2026, 11, 29), date(2026, 11, 24), date(2026, 10, 1)]
)
def test_what_is_due_before_monday_or_overdue_comes_at_once(mondays, due_on):
    owe(send_at=TUESDAY, due_on=due_on)
    assert compose_mail(now=TUESDAY) == 1


def test_on_a_monday_everything_comes(mondays):
    owe()
    assert compose_mail(now=NINE) == 1


def test_a_reminder_waits_for_one_monday_only(mondays):
    reminder = owe(send_at=TUESDAY, due_on=date(2027, 1, 30))
    compose_mail(now=TUESDAY)
    Reminder.objects.update(send_at=TUESDAY + timedelta(days=7))
    assert compose_mail(now=TUESDAY + timedelta(days=7)) == 1
    reminder.refresh_from_db()
    assert reminder.state == "COMPOSED"


def test_others_get_theirs_every_day(mondays):
    owe(recipient_key="user:2", send_at=TUESDAY)
    assert compose_mail(now=TUESDAY) == 1
