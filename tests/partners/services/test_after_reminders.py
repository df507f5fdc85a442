"""Does the person whom we ask after the end hear in time, and the lead as well?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.lifecycle.services.checks import change_whom_we_ask, waive_check
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.services import compose_mail, upcoming_of
from partners.choices import Stage
from partners.models import Contact, Partnership
from partners.services.after_reminders import (
    AFTER_CHECKS,
    plan_after_reminders,
)
from partners.tasks import plan_after_reminders as task
from tests.lifecycle.services.test_answering import answer
from tests.lifecycle.world import open_check

# A Wednesday; so is the day two weeks after it.
DUE = date(2027, 6, 16)


@pytest.fixture
def check(cast, now):
    at_stage(cast, Stage.CONCLUDED)
    return open_check(cast, due_on=DUE)


def at_stage(cast, stage) -> None:
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(stage=stage)


def at(days: int) -> datetime:
    day = DUE + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def planned() -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    return sorted(rows.values_list("step", "recipient_key"))


def test_both_hear_before_on_and_after_the_day_even_when_all_is_over(
    cast, check
) -> None:
    for days in range(-60, 60):
        plan_after_reminders(now=at(days))

    steps = ["T+0", "T+14", "T+30", "T-30"]
    for key in (f"contact:{cast.gift.pk}", f"user:{cast.amina.pk}"):
        rows = Reminder.objects.filter(recipient_key=key).order_by("step")
        assert list(rows.values_list("step", flat=True)) == steps


def test_planning_again_plans_nothing(check) -> None:
    assert plan_after_reminders(now=at(0)) == 2
    assert plan_after_reminders(now=at(0)) == 0


def test_after_an_outage_only_the_newest_step_goes_out(check) -> None:
    plan_after_reminders(now=at(14))

    assert {step for step, _key in planned()} == {"T+14"}


def test_nobody_hears_of_days_long_past(check) -> None:
    assert plan_after_reminders(now=at(90)) == 0


def test_without_a_person_to_ask_the_lead_alone_hears(cast, check) -> None:
    check.contact = None
    check.save()
    plan_after_reminders(now=at(0))

    assert planned() == [("T+0", f"user:{cast.amina.pk}")]


@pytest.mark.parametrize(
    "values",
    [{"left_on": "2027-01-01"}, {"email": "", "phone": "1", "channel": "PHONE"}],
)
def test_who_left_or_has_no_address_gets_no_mail(cast, check, values) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(**values)
    plan_after_reminders(now=at(0))

    assert planned() == [("T+0", f"user:{cast.amina.pk}")]


def test_an_answer_takes_all_reminders_back(cast, check) -> None:
    plan_after_reminders(now=at(0))
    compose_mail(now=at(0) + timedelta(hours=2))
    answer(cast, check, now=at(0))

    assert set(Reminder.objects.values_list("state", flat=True)) == {"CANCELLED"}
    assert plan_after_reminders(now=at(14)) == 0


def test_leaving_it_out_takes_all_reminders_back(cast, check) -> None:
    plan_after_reminders(now=at(0))
    waive_check(actor=cast.actor("brian"), now=at(0), check=check, reason="Flood")

    assert planned() == []


def test_the_new_person_hears_and_the_one_before_no_more(cast, check) -> None:
    plan_after_reminders(now=at(0))
    zola = Contact.objects.create(
        partner=cast.nyali, name="Zola", email="z@x.example", time_zone="UTC"
    )
    change_whom_we_ask(actor=cast.actor("amina"), now=at(0), check=check, contact=zola)
    plan_after_reminders(now=at(0))

    keys = {key for _step, key in planned()}
    assert keys == {f"contact:{zola.pk}", f"user:{cast.amina.pk}"}


def test_the_preview_knows_what_comes(cast, check) -> None:
    rows = upcoming_of([AFTER_CHECKS], now=at(-40), days=45)

    assert {(row.step, row.recipient_key) for row in rows} == {
        (step, key)
        for step in ("T-30", "T+0")
        for key in (f"contact:{cast.gift.pk}", f"user:{cast.amina.pk}")
    }


def test_beat_plans_by_the_clock_of_the_database(check) -> None:
    assert task() == 0
