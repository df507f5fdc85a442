"""Does the right side hear that a promise is due, and is the other side asked once?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from agreements.choices import InstanceState, PromiseStep
from agreements.models import CommitmentInstance
from agreements.services.promise_reminders import (
    PROMISES,
    plan_promise_reminders,
)
from agreements.services.promise_steps import take_step
from agreements.surveys import promises
from agreements.tasks import confirm_by_silence
from agreements.tasks import plan_promise_reminders as task
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.services import upcoming_of
from partners.choices import OwnerSide, Stage
from partners.models import Contact, Partnership
from tests.agreements.drafts import PAY, REPORT, register
from tests.lifecycle.world import new_chapter
from tests.partners.services.test_events import link_actor

# A Wednesday; so are the days two weeks before and one week after it.
DUE = date(2027, 6, 16)
OURS, THEIRS = replace(PAY, due_on=DUE), replace(REPORT, due_on=date(2027, 12, 1))

pytestmark = pytest.mark.django_db


@pytest.fixture
def begin(cast, now):
    def _begin(*promises):
        register(cast, now, promises=promises or (OURS, THEIRS))
        return CommitmentInstance.objects.select_related(
            "commitment__version__agreement__partnership"
        ).earliest("due_on", "pk")

    return _begin


def at(days: int, hour: int = 8) -> datetime:
    day = DUE + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def planned() -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    return sorted(rows.values_list("step", "recipient_key"))


def step(actor, instance, which, days) -> None:
    take_step(
        actor=actor, now=at(days), instance=instance, step=PromiseStep(which), note="x"
    )


def test_the_side_that_promised_hears_two_weeks_before_on_the_day_and_after(
    cast, begin
) -> None:
    begin()
    for days in range(-30, 30):
        plan_promise_reminders(now=at(days))

    rows = Reminder.objects.order_by("created_at").values_list("step", "recipient_key")
    amina = f"user:{cast.amina.pk}"
    assert list(rows) == [("T-14", amina), ("T+0", amina), ("T+7", amina)]


def test_nobody_hears_of_a_promise_that_ended_in_the_chapter_before(begin, now) -> None:
    promise = begin()
    new_chapter(promise.commitment.version.agreement.partnership, now)

    assert plan_promise_reminders(now=at(0)) == 0
    assert list(promises(at(0))) == []


def test_every_due_date_of_a_rhythm_has_its_own_ladder(cast, begin) -> None:
    monthly = replace(OURS, rhythm_kind="MONTHS", rhythm_number=1)
    begin(monthly, THEIRS)
    for days in range(40):
        plan_promise_reminders(now=at(days))

    assert Reminder.objects.filter(step="T+0").count() == 2


def test_planning_again_plans_nothing(begin) -> None:
    begin()
    assert plan_promise_reminders(now=at(0)) == 1
    assert plan_promise_reminders(now=at(0)) == 0


def test_after_an_outage_only_the_newest_step_goes_out(begin) -> None:
    begin()
    plan_promise_reminders(now=at(8))

    assert [each[0] for each in planned()] == ["T+7"]
    assert Reminder.objects.get(step="T+0").state == ReminderState.SUPERSEDED


def test_nobody_hears_of_days_long_past(begin) -> None:
    begin()
    assert plan_promise_reminders(now=at(60)) == 0


def test_who_looks_after_it_hears_instead_of_the_lead(cast, begin) -> None:
    begin(replace(OURS, owner_key=f"user:{cast.brian.pk}"), THEIRS)
    plan_promise_reminders(now=at(0))

    assert planned() == [("T+0", f"user:{cast.brian.pk}")]


def test_when_that_person_is_gone_the_lead_hears(cast, begin) -> None:
    zola = Contact.objects.create(
        partner=cast.nyali,
        name="Zola",
        email="z@example.org",
        time_zone="UTC",
        left_on=date(2027, 1, 1),
    )
    begin(PAY, replace(THEIRS, due_on=DUE, owner_key=f"contact:{zola.pk}"))
    plan_promise_reminders(now=at(0))

    assert planned() == [("T+0", f"contact:{cast.gift.pk}")]


def test_when_that_person_works_elsewhere_now_the_lead_hears(cast, begin) -> None:
    begin(replace(OURS, owner_key=f"user:{cast.brian.pk}"), THEIRS)
    RoleAssignment.objects.filter(user=cast.brian).update(country=cast.uganda)
    plan_promise_reminders(now=at(0))

    assert planned() == [("T+0", f"user:{cast.amina.pk}")]


def test_both_sides_hear_of_a_joint_promise(cast, begin) -> None:
    begin(replace(OURS, side=OwnerSide.JOINT))
    plan_promise_reminders(now=at(0))

    assert planned() == [
        ("T+0", f"contact:{cast.gift.pk}"),
        ("T+0", f"user:{cast.amina.pk}"),
    ]


def test_a_report_takes_the_reminder_back_and_asks_the_other_side_once(
    cast, begin
) -> None:
    instance = begin()
    plan_promise_reminders(now=at(0))
    step(cast.actor("amina"), instance, "KEPT", 0)
    assert planned() == []

    for days in range(20):
        plan_promise_reminders(now=at(days))

    assert planned() == [("C+1", f"contact:{cast.gift.pk}")]
    assert Reminder.objects.get(step="C+1").created_at == at(1)


def test_an_answer_takes_the_question_back(cast, begin, now) -> None:
    instance = begin()
    step(cast.actor("amina"), instance, "KEPT", 0)
    plan_promise_reminders(now=at(1))
    step(link_actor(cast, now, cast.malawi_partnership), instance, "OBJECT", 1)

    assert Reminder.objects.get().state == ReminderState.CANCELLED
    assert plan_promise_reminders(now=at(2)) == 0


def test_what_the_partner_reports_is_asked_of_the_foundation(cast, begin, now) -> None:
    instance = begin(replace(THEIRS, due_on=DUE), replace(PAY, due_on=None, rhythm="x"))
    step(link_actor(cast, now, cast.malawi_partnership), instance, "KEPT", 0)
    plan_promise_reminders(now=at(1))

    assert planned() == [("C+1", f"user:{cast.amina.pk}")]


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.ENDED_EARLY])
def test_nobody_hears_in_a_partnership_that_is_over(begin, stage) -> None:
    begin()
    Partnership.objects.update(stage=stage)

    assert plan_promise_reminders(now=at(0)) == 0


def test_the_preview_shows_what_comes(begin) -> None:
    begin()
    coming = upcoming_of([PROMISES], now=at(-20), days=25)

    assert [(row.step, row.send_on) for row in coming] == [
        ("T-14", DUE - timedelta(days=14)),
        ("T+0", DUE),
    ]
    assert not Reminder.objects.exists(), "looking changes nothing"


def test_beat_plans_and_counts_silence(begin) -> None:
    begin()
    assert task() >= 0
    assert confirm_by_silence() == 0
    assert CommitmentInstance.objects.earliest("pk").state == InstanceState.NOT_DUE
