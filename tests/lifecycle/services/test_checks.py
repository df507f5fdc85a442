"""Checks after the end: left out, given to somebody else, asked about, and scored."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.accounts.choices import LinkEnding, LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import end_links
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.lifecycle.selectors.checks import outcome_of
from eclt_partners.lifecycle.services.checks import (
    change_whom_we_ask,
    plan_missing_checks,
    send_check_link,
    waive_check,
)
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from partners.choices import CheckState, HowKnown, Stage
from partners.models import AfterCheckItem, Contact, StageChange
from tests.cast import NOW, TODAY
from tests.lifecycle.world import at, check, function, open_check

planned = open_check


def remind(found, key):
    """A reminder of a check that did not leave yet."""
    return Reminder.objects.create(
        kind=ReminderKind.AFTER_CHECK,
        subject_id=found.pk,
        step="T+0",
        recipient_key=key,
        to_address="somebody@example.org",
        language="en-gb",
        time_zone="UTC",
        country_code="MW",
        partnership_id=found.partnership_id,
        due_on=found.due_on,
        send_at=NOW,
        not_after=NOW + timedelta(days=7),
        created_at=NOW,
    )


def waive(cast, found, who="brian", reason="The office burned down"):
    return waive_check(actor=cast.actor(who), now=NOW, check=found, reason=reason)


def item(found, of, value, **more):
    how = "" if value is None else HowKnown.VISIT
    return AfterCheckItem.objects.create(
        check_of=found, function=of, value=value, how_known=how, **more
    )


def test_a_check_is_left_out_with_a_reason(cast) -> None:
    found = waive(cast, planned(cast))

    assert (found.state, found.settled_on) == (CheckState.WAIVED, TODAY)
    assert AuditEntry.objects.get().verb == "lifecycle.check.waived"


def test_a_check_is_not_left_out_without_a_reason(cast) -> None:
    with pytest.raises(InvalidInput):
        waive(cast, planned(cast), reason=" ")


def test_an_officer_leaves_no_check_out(cast) -> None:
    with pytest.raises(NotPermitted):
        waive(cast, planned(cast), "amina")


def test_a_check_that_was_held_is_not_left_out(cast) -> None:
    with pytest.raises(IllegalTransition):
        waive(cast, check(cast))


def test_what_stopped_on_purpose_does_not_lower_the_score(cast) -> None:
    found = check(cast)
    item(found, function(cast, "Clubs"), 3)
    item(found, function(cast, "Bus"), None, is_stopped_on_purpose=True)

    outcome = outcome_of(found)
    assert (outcome.score, outcome.coverage) == (100, 1)


def test_too_little_known_gives_no_score(cast) -> None:
    found = check(cast)
    item(found, function(cast, "Clubs"), 3)
    item(found, function(cast, "Data", importance=3), None)

    assert outcome_of(found).score is None


@pytest.mark.parametrize(
    "more",
    [
        {"value": 4, "how_known": "VISIT"},
        {"value": 2, "how_known": ""},
        {"value": 2, "how_known": "VISIT", "has_grown": True},
        {"value": 2, "how_known": "VISIT", "is_stopped_on_purpose": True},
        {"value": 2, "how_known": "VISIT", "is_changed": True},
        {"value": 3, "how_known": "VISIT", "is_changed": True, "has_grown": True},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, more) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AfterCheckItem.objects.create(
            check_of=check(cast), function=function(cast), **more
        )


def test_waiving_takes_the_reminders_back(cast) -> None:
    found = planned(cast)
    reminder = remind(found, f"contact:{cast.gift.pk}")
    waive(cast, found)

    reminder.refresh_from_db()
    assert reminder.state == ReminderState.CANCELLED


def ask(cast, found, contact, who="amina"):
    return change_whom_we_ask(
        actor=cast.actor(who), now=NOW, check=found, contact=contact
    )


def zola(cast, **values):
    values = {"email": "zola@partner.example", **values}
    return Contact.objects.create(
        partner=cast.nyali, name="Zola", time_zone="UTC", **values
    )


def test_another_person_is_asked_and_the_one_before_hears_no_more(cast) -> None:
    found = planned(cast)
    reminders = [
        remind(found, key)
        for key in (f"contact:{cast.gift.pk}", f"user:{cast.amina.pk}")
    ]
    assert ask(cast, found, zola(cast)).contact.name == "Zola"

    for reminder in reminders:
        reminder.refresh_from_db()
    states = [reminder.state for reminder in reminders]
    assert states == [ReminderState.CANCELLED, ReminderState.PLANNED]
    assert AuditEntry.objects.latest("pk").verb == "lifecycle.check.given"


def test_choosing_the_same_person_again_changes_nothing(cast) -> None:
    ask(cast, planned(cast), cast.gift)

    assert not AuditEntry.objects.exists()


def test_people_who_left_or_work_elsewhere_are_not_asked(cast) -> None:
    found = planned(cast)
    for person in (cast.grace, zola(cast, left_on=TODAY)):
        with pytest.raises(InvalidInput):
            ask(cast, found, person)


def test_an_auditor_chooses_nobody(cast) -> None:
    with pytest.raises(NotPermitted):
        ask(cast, planned(cast), zola(cast), "fay")


def send(cast, found, who="amina"):
    return send_check_link(actor=cast.actor(who), now=NOW, check=found)


def test_the_link_is_mailed_once_an_hour_to_whom_we_ask(cast) -> None:
    found = planned(cast)
    send(cast, found)
    send(cast, found)

    link = PartnerLink.objects.get(purpose=LinkPurpose.AFTER_CHECK)
    mail = Outgoing.objects.get()
    assert (link.contact_id, link.subject_id) == (cast.gift.pk, found.pk)
    assert (mail.letter, mail.to_address) == ("after.link", cast.gift.email)
    assert mail.facts == {"link": link.pk, "check": found.pk}


def test_a_link_that_was_closed_opens_again_when_it_is_mailed(cast) -> None:
    found = planned(cast)
    send(cast, found)
    end_links(
        actor=cast.actor("amina"),
        contact_id=cast.gift.pk,
        country="MW",
        ending=LinkEnding.CLOSE,
        now=NOW,
    )
    send(cast, found)

    link = PartnerLink.objects.get(purpose=LinkPurpose.AFTER_CHECK)
    assert link.holds(now=NOW)
    assert Outgoing.objects.filter(facts__link=link.pk).count() == 2


def test_no_link_goes_to_nobody_or_too_early(cast) -> None:
    early = planned(cast, due_on=TODAY + timedelta(days=31))
    without = planned(cast, month=12, contact=zola(cast, email="", phone="1"))
    for found in (early, without):
        with pytest.raises(InvalidInput):
            send(cast, found)
    assert not Outgoing.objects.exists()


def test_a_check_that_was_held_is_not_asked_about(cast) -> None:
    with pytest.raises(IllegalTransition):
        send(cast, check(cast))
    with pytest.raises(IllegalTransition):
        ask(cast, check(cast, 12), zola(cast))


def plan_missing(cast, stage, who="brian", contact=None):
    partnership = at(cast, stage)
    StageChange.objects.create(
        partnership=partnership,
        from_stage=Stage.TRANSITION,
        to_stage=stage,
        changed_on=TODAY,
        changed_at=NOW,
        changed_by="system",
    )
    return plan_missing_checks(
        actor=cast.actor(who),
        now=NOW,
        partnership=partnership,
        contact=contact or cast.gift,
    )


@pytest.mark.parametrize(
    ("stage", "months"),
    [(Stage.SUSTAINING, [6, 12, 24]), (Stage.ENDED_EARLY, [6])],
)
def test_a_partnership_that_came_without_checks_gets_them(cast, stage, months) -> None:
    found = plan_missing(cast, stage)

    assert [each.month for each in found] == months
    assert {each.ended_on for each in found} == {TODAY}
    with pytest.raises(IllegalTransition):
        plan_missing(cast, stage)


def test_checks_are_planned_only_after_an_end(cast) -> None:
    with pytest.raises(IllegalTransition):
        plan_missing(cast, Stage.ACTIVE)


def test_an_officer_plans_no_checks_and_nobody_asks_strangers(cast) -> None:
    with pytest.raises(NotPermitted):
        plan_missing(cast, Stage.SUSTAINING, "amina")
    with pytest.raises(InvalidInput):
        plan_missing(cast, Stage.SUSTAINING, contact=cast.grace)
