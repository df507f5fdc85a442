"""Does stopping an address take back what waits, and does clearing owe it again?"""

from datetime import timedelta

import pytest
from django.db.models import Q

from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.models import Outgoing, Reminder, StoppedAddress
from eclt_partners.notifications.services import cancel_reminders, compose_mail
from eclt_partners.notifications.services.addresses import (
    clear_address,
    follow_new_address,
    stop_address,
    stop_mail_without_address,
)
from eclt_partners.notifications.services.recording import end_doubt
from tests.notifications.owing import NINE, owe

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(days=2)


def stop(address: str = "Amina@Example.org") -> StoppedAddress | None:
    return stop_address(
        address, now=NINE, kind=FailureKind.HARD, reply="no such user", by="system"
    )


def clear(why: str = "the mailbox works again") -> None:
    clear_address("amina@example.org", now=LATER, by="user:2", why=why)


def states() -> list[tuple[str, str]]:
    return [(each.state, each.why) for each in Reminder.objects.order_by("pk")]


def test_what_waits_for_the_address_is_taken_back_with_the_reason(queued):
    owe(send_at=NINE - timedelta(hours=1))
    compose_mail(now=NINE)
    owe(subject_id=2, send_at=LATER)
    owe(subject_id=3, to_address="brian@example.org", recipient_key="user:2")
    single, in_hand = queued("single"), queued("in hand")
    Outgoing.objects.filter(pk=in_hand.pk).update(state="claimed", owner=1)
    stop()
    assert states() == [
        ("CANCELLED", "bounced"),
        ("CANCELLED", "bounced"),
        ("PLANNED", ""),
    ]
    single.refresh_from_db()
    assert (single.state, single.last_reply) == ("cancelled", "bounced")
    assert set(Outgoing.objects.values_list("state", flat=True)) == {"cancelled"}


def test_an_address_is_stopped_once():
    assert stop() is not None
    assert stop() is None
    assert StoppedAddress.objects.get().address == "amina@example.org"


def test_clearing_keeps_who_and_why_and_owes_the_newest_step_again():
    owe(step="T-14")
    owe(step="T-3")
    stop()
    clear()
    row = StoppedAddress.objects.get()
    assert (row.cleared_by, row.cleared_why) == ("user:2", "the mailbox works again")
    assert states() == [("CANCELLED", "bounced"), ("PLANNED", "")]
    assert compose_mail(now=LATER) == 1


def test_a_cleared_address_can_be_stopped_again():
    stop()
    clear()
    assert stop_address(
        "amina@example.org", now=LATER, kind=FailureKind.SOFT, reply="", by="system"
    )
    assert StoppedAddress.objects.count() == 2


def test_what_was_answered_meanwhile_is_not_owed_again():
    reminder = owe()
    stop()
    cancel_reminders(Q(pk=reminder.pk), why="answered")
    clear()
    assert states() == [("CANCELLED", "answered")]


@pytest.mark.parametrize("is_answered", [False, True])
def test_what_is_in_doubt_is_wanted_again_unless_answered(is_answered):
    reminder = owe()
    compose_mail(now=NINE)
    Outgoing.objects.update(state="claimed", owner=1, rendered_at=NINE)
    Outgoing.objects.update(state="dot", dot_at=NINE)
    Outgoing.objects.update(state="unconfirmed", owner=None)
    stop()
    if is_answered:
        cancel_reminders(Q(pk=reminder.pk), why="answered")
    clear()
    end_doubt(Outgoing.objects.get(), arrived=False, by="journal", why="No copy.")
    left = ("CANCELLED", "answered") if is_answered else ("COMPOSED", "")
    assert states() == [left]
    assert Outgoing.objects.get().state == ("cancelled" if is_answered else "queued")


def test_what_is_too_late_is_not_owed_again():
    owe(not_after=LATER - timedelta(hours=1))
    stop()
    clear()
    assert states() == [("CANCELLED", "bounced")]


@pytest.mark.parametrize(
    "lose_address", [stop, lambda: stop_mail_without_address("user:1")]
)
def test_a_new_address_gets_what_the_old_one_did_not_take(lose_address):
    reminder = owe()
    lose_address()
    assert follow_new_address("user:1", address="new@example.org", now=LATER) == 1
    reminder.refresh_from_db()
    assert (reminder.state, reminder.to_address) == ("PLANNED", "new@example.org")


def test_what_still_waits_goes_to_the_new_address(queued):
    owe(send_at=LATER)
    owe(send_at=LATER, subject_id=2, reader_key="user:2", to_address="brian@x.example")
    single, in_hand = queued("single"), queued("in hand")
    Outgoing.objects.filter(pk=in_hand.pk).update(state="claimed", owner=1)
    follow_new_address("user:1", address="new@example.org", now=NINE)
    owed = Reminder.objects.order_by("pk").values_list("to_address", flat=True)
    assert list(owed) == ["new@example.org", "brian@x.example"]
    assert Outgoing.objects.get(pk=single.pk).to_address == "new@example.org"
    assert Outgoing.objects.get(pk=in_hand.pk).to_address == "amina@example.org"


def test_what_somebody_reads_for_another_goes_to_their_new_address_too():
    owe(recipient_key="user:2", reader_key="user:1")
    follow_new_address("user:1", address="new@example.org", now=NINE)
    assert Reminder.objects.get().to_address == "new@example.org"


def test_what_a_stand_in_was_to_read_stays_theirs_when_their_address_works_again():
    owe(recipient_key="user:2", reader_key="user:1")
    stop()
    clear()
    assert compose_mail(now=LATER) == 1
    message = Outgoing.objects.get()
    assert (message.recipient_key, message.to_address) == (
        "user:1",
        "amina@example.org",
    )


def test_what_is_owed_again_comes_in_the_working_hours_of_its_reader(cast):
    owe()
    stop()
    night = NINE + timedelta(hours=14)
    clear_address("amina@example.org", now=night, by="user:2", why="works again")
    assert Reminder.objects.get().send_at == NINE + timedelta(days=1)
