"""Does the lead hear that a safeguarding check expires, and nobody too often?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.services import upcoming_of
from partners.choices import CheckDirection, CheckKind, CheckOutcome, Stage
from partners.models import Partnership, SafeguardingCheck
from partners.services.check_reminders import SAFEGUARDING, plan_check_reminders
from partners.services.checks import CheckFields, record_check
from partners.tasks import plan_check_reminders as task
from tests.dashboards.views.pages import more_partnerships

# A Wednesday; the steps 90, 60 and 30 days before it are working days.
UNTIL = date(2027, 6, 16)
pytestmark = pytest.mark.django_db


@pytest.fixture
def check(cast, now):
    return a_check(cast)


def a_check(cast, **values) -> SafeguardingCheck:
    values = {
        "checked_on": date(2025, 6, 16),
        "valid_until": UNTIL,
        "outcome": CheckOutcome.GOOD,
        **values,
    }
    return SafeguardingCheck.objects.create(partner=cast.nyali, **values)


def at(days: int) -> datetime:
    day = UNTIL + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def planned() -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    return sorted(rows.values_list("step", "recipient_key"))


def test_the_lead_hears_three_times_before_the_last_day(cast, check) -> None:
    for days in range(-120, 20):
        plan_check_reminders(now=at(days))

    rows = Reminder.objects.order_by("send_at").values_list("step", "recipient_key")
    amina = f"user:{cast.amina.pk}"
    assert list(rows) == [("T-90", amina), ("T-60", amina), ("T-30", amina)]


def test_planning_again_plans_nothing(check) -> None:
    assert plan_check_reminders(now=at(-90)) == 1
    assert plan_check_reminders(now=at(-90)) == 0


@pytest.mark.parametrize(("late", "count"), [(14, 1), (15, 0)])
def test_a_step_is_worth_sending_for_14_days_from_its_own_day(
    check, late, count
) -> None:
    assert plan_check_reminders(now=at(late - 90)) == count


def test_a_newer_check_is_the_one_that_counts(cast, check) -> None:
    a_check(cast, checked_on=date(2026, 6, 1), valid_until=date(2028, 6, 1))

    assert plan_check_reminders(now=at(-30)) == 0


def test_each_side_has_its_own_checks(cast, check) -> None:
    a_check(cast, direction=CheckDirection.FOUNDATION, checked_on=date(2026, 6, 1))

    assert plan_check_reminders(now=at(-30)) == 2


def test_recording_a_new_check_takes_the_reminder_back(cast, check) -> None:
    plan_check_reminders(now=at(-30))
    record_check(
        actor=cast.actor("amina"),
        now=at(-20),
        partnership=cast.malawi_partnership,
        party=cast.malawi_party,
        kind=CheckKind.SAFEGUARDING,
        direction=CheckDirection.PARTNER,
        fields=CheckFields(at(-20).date(), CheckOutcome.GOOD),
    )

    assert Reminder.objects.get().state == ReminderState.CANCELLED


def test_an_older_check_that_is_noted_later_leaves_the_reminder_alone(
    cast, check
) -> None:
    plan_check_reminders(now=at(-30))
    record_check(
        actor=cast.actor("amina"),
        now=at(-20),
        partnership=cast.malawi_partnership,
        party=cast.malawi_party,
        kind=CheckKind.SAFEGUARDING,
        direction=CheckDirection.PARTNER,
        fields=CheckFields(date(2023, 6, 16), CheckOutcome.GOOD),
    )

    assert Reminder.objects.get().state == ReminderState.PLANNED


def test_due_diligence_leaves_the_reminder_alone(cast, check) -> None:
    plan_check_reminders(now=at(-30))
    record_check(
        actor=cast.actor("amina"),
        now=at(-20),
        partnership=cast.malawi_partnership,
        party=cast.malawi_party,
        kind=CheckKind.DILIGENCE,
        direction=CheckDirection.PARTNER,
        fields=CheckFields(at(-20).date(), CheckOutcome.GOOD),
    )

    assert Reminder.objects.get().state == ReminderState.PLANNED


@pytest.mark.parametrize("stage", [Stage.SUSTAINING, Stage.CONCLUDED, Stage.EXPLORING])
def test_where_no_agreement_needs_it_nobody_hears(cast, check, stage) -> None:
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(stage=stage)

    assert plan_check_reminders(now=at(-30)) == 0


def test_a_lead_of_several_partnerships_hears_once(cast, check) -> None:
    more_partnerships(cast.malawi_partnership, 2)

    assert plan_check_reminders(now=at(-30)) == 1


def test_who_has_left_hears_nothing(cast, check) -> None:
    cast.amina.is_active = False
    cast.amina.save()

    assert plan_check_reminders(now=at(-30)) == 0


def test_who_works_in_another_country_now_hears_nothing(cast, check) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)

    assert plan_check_reminders(now=at(-30)) == 0


def test_the_preview_knows_what_comes(cast, check) -> None:
    rows = upcoming_of([SAFEGUARDING], now=at(-100), days=75)

    assert [row.step for row in rows] == ["T-90", "T-60", "T-30"]


def test_beat_plans_by_the_clock_of_the_database(check) -> None:
    assert task() == 0
