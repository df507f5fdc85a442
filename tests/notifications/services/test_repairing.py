"""Can a named person send a mail again or settle a doubt, and does the story tell it?"""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, Grant
from eclt_partners.common.errors import (
    GateBlocked,
    IllegalTransition,
    InvalidInput,
    NotPermitted,
)
from eclt_partners.notifications.choices import (
    FailureKind,
    OutgoingState,
    ReminderState,
)
from eclt_partners.notifications.letters import LIBRARY
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import (
    cancel_reminders,
    may_repair,
    resend,
    settle,
)
from eclt_partners.notifications.services.addresses import stop_address
from tests.notifications.owing import owe

pytestmark = pytest.mark.django_db
WHY = "Gift says that nothing came."


def somebody(*grants: Grant) -> Actor:
    return Actor(ActorKind.USER, "user:12", "Manager", frozenset(grants), user_id=12)


BRIAN = somebody(Grant(Action.REPAIR_MAIL, country="MW"))
DAN = somebody(Grant(Action.REPAIR_MAIL))


@pytest.fixture
def mail(queued):
    """A message about something in Malawi, brought to a state on the usual way."""

    def mail_in(
        state: str, *, minutes: int = 20, said: str = "Hello.\n", **changes: object
    ) -> Outgoing:
        message = queued(**{"country": "MW"} | changes)
        if state == "queued":
            return message
        dot_at = timezone.now() - timedelta(minutes=minutes)
        words = {"subject": "A test letter", "text_body": said}
        mine = Outgoing.objects.filter(pk=message.pk)
        mine.update(state="claimed", owner=1, rendered_at=dot_at, **words)
        mine.update(state="dot", dot_at=dot_at)
        mine.update(state=state, owner=None, sent_at=dot_at)
        message.refresh_from_db()
        return message

    return mail_in


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_a_mail_goes_out_again_as_a_message_of_its_own(mail, now, state):
    old = mail(state)
    new = resend(old, actor=BRIAN, now=now, why=WHY)
    assert (new.state, new.dedupe_key) == (OutgoingState.QUEUED, f"again:{old.pk}:1")
    assert new.message_id != old.message_id
    assert (new.to_address, new.text_body) == (old.to_address, "Hello.\n")
    old.refresh_from_db()
    assert old.state == state


def test_the_story_and_the_audit_tell_who_wanted_it(mail, now):
    new = resend(mail("sent"), actor=BRIAN, now=now, why=f" {WHY}\n")
    (event,) = new.events.all()
    assert (event.by, event.why) == ("user:12", WHY)
    entry = AuditEntry.objects.get(verb="notifications.mail.resent")
    assert (entry.actor_key, entry.country_code) == ("user:12", "MW")


def test_it_can_go_to_the_address_of_today(mail, now):
    new = resend(
        mail("failed"), actor=BRIAN, now=now, why=WHY, address="gift@example.org"
    )
    assert new.to_address == "gift@example.org"


def test_what_a_failed_mail_owed_goes_with_the_new_one(mail, now):
    old = mail("failed")
    owed = owe(state=ReminderState.COMPOSED, outgoing=old)
    new = resend(old, actor=BRIAN, now=now, why=WHY)
    owed.refresh_from_db()
    assert owed.outgoing_id == new.pk


def test_what_was_answered_meanwhile_does_not_go_out_again(mail, now):
    old = mail("failed")
    owed = owe(state=ReminderState.COMPOSED, outgoing=old)
    cancel_reminders(Q(pk=owed.pk), why="answered")
    with pytest.raises(GateBlocked):
        resend(old, actor=BRIAN, now=now, why=WHY)
    assert not Outgoing.objects.filter(state=OutgoingState.QUEUED).exists()


def test_a_failed_list_goes_out_again_without_what_was_answered(mail, now):
    old = mail("failed")
    answered = owe(state=ReminderState.COMPOSED, outgoing=old)
    owed = owe(subject_id=2, state=ReminderState.COMPOSED, outgoing=old)
    cancel_reminders(Q(pk=answered.pk), why="answered")
    new = resend(old, actor=BRIAN, now=now, why=WHY)
    new.refresh_from_db()
    assert (new.state, new.rendered_at) == (OutgoingState.QUEUED, None)
    left = new.reminders.filter(state=ReminderState.COMPOSED)
    assert list(left.values_list("pk", flat=True)) == [owed.pk]


@pytest.mark.parametrize("why", ["", "bounced"])
def test_what_an_address_did_not_take_goes_to_another(mail, now, why):
    old = mail("failed")
    owed = owe(
        state=ReminderState.COMPOSED,
        outgoing=old,
        to_address=old.to_address,
        why=why,
    )
    stop_address(
        old.to_address, now=now, kind=FailureKind.HARD, reply="550", by="system"
    )
    new = resend(old, actor=BRIAN, now=now, why=WHY, address="gift@example.org")
    owed.refresh_from_db()
    assert (owed.state, owed.outgoing_id) == (ReminderState.COMPOSED, new.pk)


def test_what_was_told_by_a_sent_mail_stays_with_it(mail, now):
    old = mail("sent")
    told = owe(state=ReminderState.SENT, outgoing=old)
    resend(old, actor=BRIAN, now=now, why=WHY)
    told.refresh_from_db()
    assert told.outgoing_id == old.pk


def test_two_presses_send_one_mail(mail, now):
    old = mail("sent")
    resend(old, actor=BRIAN, now=now, why=WHY)
    with pytest.raises(IllegalTransition):
        resend(old, actor=BRIAN, now=now, why=WHY)


def test_once_it_was_sent_a_third_one_can_follow(mail, now):
    old = mail("sent")
    first = resend(old, actor=BRIAN, now=now, why=WHY)
    Outgoing.objects.filter(pk=first.pk).update(state=OutgoingState.CANCELLED)
    assert resend(old, actor=BRIAN, now=now, why=WHY).dedupe_key.endswith(":2")


@pytest.mark.parametrize("state", ["queued", "unconfirmed"])
def test_what_is_on_its_way_is_not_sent_again(mail, now, state):
    with pytest.raises(IllegalTransition):
        resend(mail(state), actor=BRIAN, now=now, why=WHY)


def test_a_mail_whose_words_are_gone_cannot_be_sent_again(mail, now):
    old = mail("sent", said="")
    with pytest.raises(GateBlocked):
        resend(old, actor=BRIAN, now=now, why=WHY)


def test_a_mail_of_a_library_cannot_be_sent_again(mail, now):
    with pytest.raises(GateBlocked):
        resend(mail("failed", letter=LIBRARY), actor=BRIAN, now=now, why=WHY)


@pytest.mark.parametrize("why", ["", "  \n", "x" * 201])
def test_nobody_acts_without_a_reason(mail, now, why):
    with pytest.raises(InvalidInput):
        resend(mail("sent"), actor=BRIAN, now=now, why=why)
    with pytest.raises(InvalidInput):
        settle(
            mail("unconfirmed", key="2"), actor=BRIAN, now=now, arrived=True, why=why
        )


def test_a_doubt_ends_as_arrived(mail):
    message = mail("unconfirmed", minutes=1)
    owed = owe(state=ReminderState.COMPOSED, outgoing=message)
    settle(message, actor=BRIAN, now=timezone.now(), arrived=True, why=WHY)
    message.refresh_from_db()
    owed.refresh_from_db()
    assert (message.state, owed.state) == (OutgoingState.SENT, ReminderState.SENT)
    event = message.events.last()
    assert (event.by, event.why) == ("user:12", WHY)
    assert AuditEntry.objects.get(verb="notifications.mail.settled").facts == {
        "arrived": True
    }


def test_a_doubt_ends_as_lost_and_is_queued_under_the_same_name(mail):
    message = mail("unconfirmed")
    settle(message, actor=BRIAN, now=timezone.now(), arrived=False, why=WHY)
    name = message.message_id
    message.refresh_from_db()
    assert (message.state, message.message_id) == (OutgoingState.QUEUED, name)


def test_nobody_calls_lost_what_the_relay_may_still_take(mail):
    message = mail("unconfirmed", minutes=9)
    with pytest.raises(GateBlocked):
        settle(message, actor=BRIAN, now=timezone.now(), arrived=False, why=WHY)


def test_only_a_doubt_can_be_settled(mail, now):
    with pytest.raises(IllegalTransition):
        settle(mail("sent"), actor=BRIAN, now=now, arrived=True, why=WHY)


def test_another_country_is_out_of_reach(mail, now):
    uganda = mail("sent", country="UG")
    assert not may_repair(BRIAN, uganda)
    with pytest.raises(NotPermitted):
        resend(uganda, actor=BRIAN, now=now, why=WHY)


def test_what_has_no_country_is_for_those_who_may_everywhere(mail, now):
    digest = mail("sent", country="")
    assert (may_repair(BRIAN, digest), may_repair(DAN, digest)) == (False, True)


def test_a_report_of_a_danger_needs_the_right_to_see_it(mail, now):
    report = mail("sent", letter="restricted.incident")
    with pytest.raises(NotPermitted):
        resend(report, actor=DAN, now=now, why=WHY)
    lead = somebody(Grant(Action.REPAIR_MAIL), Grant(Action.SEE_INCIDENTS))
    assert resend(report, actor=lead, now=now, why=WHY).state == OutgoingState.QUEUED


@pytest.mark.parametrize(
    ("name", "may"),
    [("brian", True), ("dan", True), ("amina", False), ("fay", False), ("eve", False)],
)
def test_managers_and_directors_may_mend_mails(cast, mail, name, may):
    actor = cast.actor(name)
    assert may_repair(actor, mail("sent")) is may
