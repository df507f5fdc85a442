"""What does a change of a ladder send, and what does it never send?"""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import GateBlocked, NotPermitted, StaleObject
from eclt_partners.dashboards.selectors.ladders import (
    differences,
    ladder_changes,
    ladder_mark,
    steps_of,
    week_counts,
)
from eclt_partners.dashboards.services.ladders import change_ladder, foresee_change
from eclt_partners.notifications.choices import Audience, ReminderKind, ReminderState
from eclt_partners.notifications.models import LadderStep, Reminder
from eclt_partners.notifications.rules.ladders import Rung
from reviews.services.reminders import plan_reminders
from tests.reviews.ladder import keys, offset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planned_review")]
REVIEW = ReminderKind.REVIEW


def rungs() -> dict[str, Rung]:
    return {
        step.code: Rung(
            code=step.code,
            days=step.offset_days,
            audience=Audience(step.audience),
            letter=step.letter,
            is_active=step.is_active,
            counts_for_cap=step.counts_for_cap,
        )
        for step in steps_of(REVIEW)
    }


def change(cast, wanted: dict[str, Rung], *, days: int, who: str = "ada") -> None:
    change_ladder(
        actor=cast.actor(who),
        now=offset(days),
        kind=REVIEW,
        rungs=list(wanted.values()),
        seen=ladder_mark(steps_of(REVIEW)),
    )


def moved(code: str, days: int) -> dict[str, Rung]:
    found = rungs()
    return {**found, code: replace(found[code], days=days)}


def owed(code: str) -> set[tuple[str, str]]:
    return set(Reminder.objects.filter(step=code).values_list("recipient_key", "state"))


def states(code: str) -> set[str]:
    return {state for _person, state in owed(code)}


def test_a_step_moved_later_goes_out_on_its_new_day(cast):
    change(cast, moved("T-14", -10), days=-40)
    plan_reminders(now=offset(-14))
    assert not owed("T-14")
    plan_reminders(now=offset(-10))
    assert states("T-10") == {ReminderState.PLANNED}


def test_whoever_got_a_step_does_not_get_it_again_on_its_new_day(cast):
    plan_reminders(now=offset(-14))
    invited = {person for person, _state in owed("T-14")}
    change(cast, moved("T-14", -10), days=-13)
    plan_reminders(now=offset(-10))
    assert invited
    assert not owed("T-10")


def test_a_step_moved_far_later_blocks_no_step_before_it(cast):
    plan_reminders(now=offset(-14))
    change(cast, moved("T-14", 5), days=-13)
    plan_reminders(now=offset(-3))
    assert states("T-3") == {ReminderState.PLANNED}


def test_moved_back_it_is_the_same_step_again(cast):
    plan_reminders(now=offset(-14))
    before = owed("T-14")
    change(cast, moved("T-14", -10), days=-13)
    change(cast, moved("T-10", -14), days=-13)
    assert {step.code for step in steps_of(REVIEW)} >= {"T-14"}
    plan_reminders(now=offset(-10))
    assert owed("T-14") == before


def test_a_step_moved_into_the_past_is_overtaken_and_never_sent(cast):
    plan_reminders(now=offset(-30))
    change(cast, moved("T-14", -25), days=-20)
    plan_reminders(now=offset(-20))
    assert states("T-25") == {ReminderState.SUPERSEDED}
    why = set(Reminder.objects.filter(step="T-25").values_list("why", flat=True))
    assert why == {"ladder changed"}
    plan_reminders(now=offset(-3))
    assert states("T-3") == {ReminderState.PLANNED}


def test_a_new_step_in_the_past_sends_no_burst(cast):
    plan_reminders(now=offset(-14))
    new = Rung("", -15, Audience.LEADS, "review.heads_up")
    change(cast, {**rungs(), "new": new}, days=-10)
    plan_reminders(now=offset(-10))
    assert states("T-15") <= {ReminderState.SUPERSEDED}


def test_what_was_due_before_the_change_is_planned_all_the_same(cast):
    change(cast, moved("T-14", -10), days=-14)
    assert states("T-14") == {ReminderState.PLANNED}


def test_a_step_taken_out_takes_back_what_waits(cast):
    plan_reminders(now=offset(-14))
    wanted = rungs()
    del wanted["T-14"]
    change(cast, wanted, days=-14)
    assert states("T-14") == {ReminderState.CANCELLED}
    assert LadderStep.objects.get(kind=REVIEW, code="T-14").taken_out_at is not None


def test_a_step_that_comes_back_into_use_does_not_catch_up(cast):
    found = rungs()
    off = {**found, "T-14": replace(found["T-14"], is_active=False)}
    change(cast, off, days=-40)
    plan_reminders(now=offset(-14))
    assert not owed("T-14")
    change(cast, found, days=-12)
    plan_reminders(now=offset(-12))
    assert states("T-14") == {ReminderState.SUPERSEDED}


def test_other_people_of_a_past_step_are_not_mailed_late(cast):
    plan_reminders(now=offset(33))
    found = rungs()
    wide = replace(found["T+30"], audience=Audience.DIRECTOR)
    change(cast, {**found, "T+30": wide}, days=40)
    plan_reminders(now=offset(40))
    assert (keys(cast, "dan")[0], ReminderState.SUPERSEDED) in owed("T+30")


def test_a_new_step_on_an_old_day_has_a_code_of_its_own(cast):
    wanted = rungs()
    del wanted["T-14"]
    change(cast, wanted, days=-40)
    new = Rung("", -14, Audience.RATERS, "review.invitation", counts_for_cap=True)
    change(cast, {**rungs(), "new": new}, days=-40)
    assert "T-14.2" in {step.code for step in steps_of(REVIEW)}
    plan_reminders(now=offset(-14))
    assert states("T-14.2") == {ReminderState.PLANNED}


def test_two_steps_may_swap_their_days(cast):
    found = rungs()
    swapped = {
        **found,
        "T-14": replace(found["T-14"], days=-3),
        "T-3": replace(found["T-3"], days=-14),
    }
    change(cast, swapped, days=-40)
    letters = {step.offset_days: step.letter for step in steps_of(REVIEW)}
    assert letters[-14] == "review.short_reminder"
    assert letters[-3] == "review.invitation"


def test_the_preview_says_what_the_planner_does_later(cast):
    outlook = foresee_change(
        actor=cast.actor("ada"),
        now=offset(-40),
        kind=REVIEW,
        rungs=list(moved("T-14", -10).values()),
        seen=ladder_mark(steps_of(REVIEW)),
    )
    foreseen = {(row.step, row.recipient_key) for row in outlook.after}
    change(cast, moved("T-14", -10), days=-40)
    for day in range(-40, 51):
        plan_reminders(now=offset(day))
    planned = Reminder.objects.exclude(why="missed").exclude(why="ladder changed")
    assert foreseen == set(planned.values_list("step", "recipient_key"))
    assert {row.step for row in outlook.before} >= {"T-14"}


def test_the_preview_changes_nothing(cast):
    plan_reminders(now=offset(-30))
    before = list(LadderStep.objects.order_by("pk").values())
    reminders = list(Reminder.objects.order_by("pk").values())
    wanted = rungs()
    del wanted["T-30"]
    outlook = foresee_change(
        actor=cast.actor("ada"),
        now=offset(-29),
        kind=REVIEW,
        rungs=list(wanted.values()),
        seen=ladder_mark(steps_of(REVIEW)),
    )
    assert outlook.stopped == len(reminders)
    assert list(LadderStep.objects.order_by("pk").values()) == before
    assert list(Reminder.objects.order_by("pk").values()) == reminders
    assert not AuditEntry.objects.filter(verb__startswith="notifications.").exists()


def test_the_preview_counts_by_week_and_names_what_differs(cast):
    wanted = rungs()
    del wanted["T-14"]
    outlook = foresee_change(
        actor=cast.actor("ada"),
        now=offset(-40),
        kind=REVIEW,
        rungs=list(wanted.values()),
        seen=ladder_mark(steps_of(REVIEW)),
    )
    weeks = week_counts(outlook.before, outlook.after)
    assert sum(week.before for week in weeks) == len(outlook.before)
    assert sum(week.after for week in weeks) == len(outlook.after)
    found = differences(outlook.before, outlook.after)
    assert {(each.coming.step, each.is_new) for each in found} == {("T-14", False)}


def test_a_change_stands_in_the_audit_with_both_ladders(cast):
    change(cast, moved("T-14", -10), days=-40)
    entry = ladder_changes(REVIEW)[0]
    assert entry.who == "Ada"
    assert "T-14" in entry.before
    assert "T-10" in entry.after


def test_somebody_else_changed_it_meanwhile(cast):
    seen = ladder_mark(steps_of(REVIEW))
    change(cast, moved("T-14", -10), days=-40)
    with pytest.raises(StaleObject):
        change_ladder(
            actor=cast.actor("ada"),
            now=offset(-40),
            kind=REVIEW,
            rungs=list(rungs().values()),
            seen=seen,
        )


@pytest.mark.parametrize("name", ["amina", "brian", "dan", "eve", "fay", "sam"])
def test_only_administrators_change_a_ladder(cast, name):
    with pytest.raises(NotPermitted):
        change(cast, rungs(), days=-40, who=name)


def test_an_unsound_ladder_is_refused(cast):
    found = rungs()
    with pytest.raises(GateBlocked):
        change(cast, {**found, "T+30": replace(found["T+30"], days=-1)}, days=-40)


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ({"kind": "REVIEW", "code": "T+30"}, {"offset_days": 0}),
        ({"kind": "REVIEW", "code": "T+7"}, {"offset_days": 17}),
        ({"kind": "REVIEW", "code": "T-30"}, {"offset_days": -14}),
        ({"kind": "AGREEMENT_ENDING", "code": "T-90"}, {"audience": "MANAGER"}),
        ({"kind": "AGREEMENT_ENDING", "code": "T-90"}, {"offset_days": 1}),
        ({"kind": "REVIEW", "code": "T-30"}, {"counts_for_cap": True}),
        ({"kind": "AFTER_CHECK"}, {"is_active": False}),
        ({"kind": "REVIEW", "code": "T-30"}, {"audience": "RATERS"}),
    ],
)
def test_the_database_refuses_an_unsound_ladder(where, changes):
    with pytest.raises(IntegrityError):
        _write_past_the_service(where, changes)


@transaction.atomic
def _write_past_the_service(where, changes) -> None:
    LadderStep.objects.filter(**where).update(**changes)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
