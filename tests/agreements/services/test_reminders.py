"""Do both leads hear in time that an agreement ends?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from agreements.models import Agreement
from agreements.services.reminders import (
    ENDINGS,
    plan_reminders,
)
from agreements.surveys import endings
from agreements.tasks import plan_reminders as task
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.notifications.choices import ReminderState, Topic
from eclt_partners.notifications.models import LeftTopic, Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail, upcoming_of
from partners.choices import Stage
from partners.models import Partnership
from tests.agreements.drafts import make_version, prolong, register
from tests.lifecycle.world import new_chapter

# A Thursday: 60 days before it is a Sunday, so that step goes out a day later.
END = date(2027, 12, 30)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast, now) -> Agreement:
    return register(cast, now, effective_to=END)


def at(days: int, hour: int = 1) -> datetime:
    day = END + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def planned() -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    return sorted(rows.values_list("step", "recipient_key"))


def test_both_leads_hear_ninety_days_ahead(cast, agreement):
    assert plan_reminders(now=at(-90)) == 2
    assert planned() == [
        ("T-90", f"contact:{cast.gift.pk}"),
        ("T-90", f"user:{cast.amina.pk}"),
    ]


def test_a_reminder_names_the_agreement_and_its_version(agreement):
    plan_reminders(now=at(-90))
    row = Reminder.objects.filter(state=ReminderState.PLANNED).first()
    assert (row.kind, row.subject_id) == ("AGREEMENT_ENDING", agreement.pk)
    assert (row.round, row.due_on) == (1, END)
    assert (row.country_code, row.partnership_id) == ("MW", agreement.partnership_id)


def test_the_second_look_misses_no_mail_to_a_lead_who_moved(cast, agreement):
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)
    keys = {each.recipient_key for each in endings(at(-90))}
    assert keys == {f"contact:{cast.gift.pk}"}


def test_planning_again_plans_nothing(agreement):
    plan_reminders(now=at(-90))
    assert plan_reminders(now=at(-90)) == 0
    assert plan_reminders(now=at(-89)) == 0


def test_each_step_of_the_ladder_goes_out_once(agreement):
    plan_reminders(now=at(-366))
    for days in range(-365, 3):
        plan_reminders(now=at(days))
    steps = Reminder.objects.filter(recipient_key__startswith="user:")
    assert sorted(steps.values_list("step", flat=True)) == sorted(
        ["T-365", "T-180", "T-90", "T-60", "T-30", "T-15"]
    )


def test_after_an_outage_only_the_newest_step_goes_out(agreement):
    plan_reminders(now=at(-20))
    assert {step for step, _ in planned()} == {"T-30"}
    missed = Reminder.objects.filter(state=ReminderState.SUPERSEDED)
    assert {row.why for row in missed} == {"missed"}


def test_a_later_step_overtakes_one_that_waits(agreement):
    plan_reminders(now=at(-90))
    plan_reminders(now=at(-59))
    old = Reminder.objects.filter(step="T-90")
    assert {row.state for row in old} == {ReminderState.SUPERSEDED}


def test_nothing_is_owed_after_the_end(agreement):
    assert plan_reminders(now=at(1)) == 0


def test_a_new_end_starts_the_ladder_anew(cast, agreement, now):
    plan_reminders(now=at(-90))
    prolong(cast, now, agreement, date(2028, 12, 28))
    assert plan_reminders(now=at(4)) == 2
    newest = Reminder.objects.order_by("-round", "-id").first()
    assert (newest.round, newest.step) == (2, "T-365")


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.ENDED_EARLY])
def test_nobody_hears_in_a_partnership_that_is_over(agreement, stage):
    Partnership.objects.filter(pk=agreement.partnership_id).update(stage=stage)
    assert plan_reminders(now=at(-90)) == 0


def test_an_agreement_that_ended_with_its_partnership_is_quiet_in_a_new_chapter(
    agreement, now
):
    new_chapter(agreement.partnership, now)
    assert plan_reminders(now=at(-90)) == 0
    assert list(endings(at(-90))) == []


def test_an_agreement_that_another_one_continues_is_quiet(cast, agreement, now):
    Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-01/9",
        kind_id="GRANT",
        title="Later",
        continues=agreement,
        created_at=now,
    )
    assert plan_reminders(now=at(-90)) == 0


def test_the_preview_shows_what_comes_next(cast, agreement):
    coming = upcoming_of([ENDINGS], now=at(-95), days=40)
    mine = [row for row in coming if row.recipient_key.startswith("user:")]
    assert [(row.step, row.send_on) for row in mine] == [
        ("T-90", END - timedelta(days=90)),
        ("T-60", END - timedelta(days=59)),
    ]
    assert not Reminder.objects.exists(), "looking changes nothing"


def test_beat_plans(agreement):
    assert task() >= 0


def test_early_notices_can_be_left_and_the_last_ones_come(cast, agreement, now):
    key = f"contact:{cast.gift.pk}"
    LeftTopic.objects.create(recipient_key=key, topic=Topic.EARLY, left_at=now)
    plan_reminders(now=at(-90))
    row = Reminder.objects.get(recipient_key=key, step="T-90")
    assert (row.state, row.why) == ("CANCELLED", "not wanted")
    plan_reminders(now=at(-30))
    assert Reminder.objects.get(recipient_key=key, step="T-30").state == "PLANNED"


def test_a_new_version_takes_back_what_waits_about_the_old_end(cast, now, agreement):
    plan_reminders(now=at(-90))
    compose_mail(now=at(-90, hour=10))
    prolong(cast, now, agreement, date(2028, 12, 28))
    back = Reminder.objects.filter(state=ReminderState.CANCELLED, why="new version")
    assert sorted(back.values_list("step", "round")) == [("T-90", 1)] * 2
    assert set(Outgoing.objects.values_list("state", flat=True)) == {"cancelled"}
    assert plan_reminders(now=datetime(2028, 9, 29, 1, tzinfo=UTC)) == 2
    assert len(planned()) == 2


def test_an_agreement_that_continues_another_takes_back_what_waits_there(
    cast, now, agreement
):
    plan_reminders(now=at(-90))
    other = Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-02/2026",
        kind_id="GRANT",
        title="Other",
        continues=agreement,
        created_at=now,
    )
    assert len(planned()) == 2
    make_version(other, starts=now.date(), ends=END)
    assert planned() == []
