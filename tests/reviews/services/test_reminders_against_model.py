"""Does the SQL plan exactly what the reference model says, in generated cases?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.notifications.models import LadderStep, Outgoing, Reminder
from eclt_partners.notifications.services import Recipient, queue
from reviews.choices import ReviewState
from reviews.rules.ladder import LADDER, Audience
from reviews.rules.reminders import Recipient as Owed
from reviews.rules.reminders import step_owed
from reviews.services.reminders import plan_reminders
from tests.reviews.ladder_world import START, Case, World

CODES = {step.code: step.offset for step in LADDER}
COUNTED = {step.code for step in LADDER if step.audience == Audience.RATERS}


def expected(case: Case, today: date) -> set[tuple[str, str]]:
    """Return (recipient, step) that the model owes, the newest over all roles."""
    rows = list(Reminder.objects.filter(subject_id=case.review.pk))
    found = set()
    for key, audiences in case.roles.items():
        mine = [row for row in rows if row.recipient_key == key]
        sent = {CODES[row.step] for row in mine if row.round == case.review.round}
        mails = sum(row.step in COUNTED and row.state == "SENT" for row in mine)
        steps = [
            step_owed(
                Owed(
                    audience=audience,
                    has_answered=key in case.answered,
                    sent=frozenset(sent),
                    mails=mails,
                    days=case.days,
                ),
                case.review.due_on,
                today,
                state=ReviewState(case.review.state),
            )
            for audience in audiences
        ]
        owed = [step for step in steps if step is not None]
        if owed:
            found.add((key, max(owed, key=lambda step: step.offset).code))
    return found


def leave(message: Outgoing) -> None:
    """Let everything that was planned leave before the next round."""
    Reminder.objects.filter(state="PLANNED").update(state="SENT", outgoing=message)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_the_sql_plans_what_the_model_owes(seed):
    world = World(seed)
    now = datetime(2026, 12, 28, 9, tzinfo=UTC)
    message = queue(
        now=now,
        letter="test",
        facts={},
        recipient=Recipient("user:0", "u@example.org", "en-gb", "UTC"),
        dedupe_key="all",
    )
    compared = 0
    while now.date() < START + timedelta(days=130):
        now += timedelta(hours=world.chance.randrange(5, 200))
        world.go_on(now)
        wanted = {
            case.review.pk: expected(
                case, case.review.partnership.country.today(now=now)
            )
            for case in world.cases
        }
        before = set(Reminder.objects.values_list("pk", flat=True))
        plan_reminders(now=now)
        for case in world.cases:
            rows = Reminder.objects.filter(
                subject_id=case.review.pk, state="PLANNED"
            ).exclude(pk__in=before)
            got = set(rows.values_list("recipient_key", "step"))
            assert got == wanted[case.review.pk], (now, case.review.due_on)
            compared += len(got)
        leave(message)
    assert compared > 100, "the cases must owe something"


@pytest.mark.django_db
def test_the_ladder_in_the_database_is_the_ladder_of_the_model():
    rows = LadderStep.objects.filter(kind="REVIEW", is_active=True)
    assert {row.code: row.offset_days for row in rows} == CODES
    assert {row.code for row in rows if row.counts_for_cap} == COUNTED
