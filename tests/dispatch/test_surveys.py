"""Do the facts say of every ladder what its planner plans? Two ways, one answer."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from agreements.models import CommitmentInstance
from agreements.services.promise_reminders import plan_promise_reminders
from agreements.services.reminders import plan_reminders as plan_endings
from agreements.services.waiting import plan_waiting
from eclt_partners.accounts.models import User
from eclt_partners.notifications import survey
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.models import Hole, Reminder
from eclt_partners.notifications.rules.rungs import Place
from eclt_partners.notifications.services import Recipient, queue, reconciling
from partners.models import Contact, Partnership
from partners.services.after_reminders import plan_after_reminders
from partners.services.check_reminders import plan_check_reminders
from reviews.services.reminders import plan_reminders as plan_reviews
from tests.agreements.drafts import PAY, REPORT, register
from tests.agreements.services.test_waiting import STORIES
from tests.cast import NOW
from tests.lifecycle.world import open_check
from tests.partners.services.test_check_reminders import a_check
from tests.reviews.ladder import keys
from tests.reviews.services.test_reminders_against_model import START, World, leave

pytestmark = pytest.mark.django_db

PLANNERS = [
    plan_reviews,
    plan_endings,
    plan_promise_reminders,
    plan_waiting,
    plan_after_reminders,
    plan_check_reminders,
]


def missing(now) -> set[Place]:
    found = reconciling._missing(reconciling._ladders(), now=now)
    return {each.place for each in found}


def planned(now) -> set[Place]:
    """Let all planners plan, and return what they found to be sent."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    for plan in PLANNERS:
        plan(now=now)
    new = Reminder.objects.exclude(pk__in=before).filter(state=ReminderState.PLANNED)
    return {
        Place(*row)
        for row in new.values_list(
            "kind", "subject_id", "step", "round", "recipient_key"
        )
    }


def test_every_ladder_has_a_surveyor():
    assert set(survey.surveyors()) == set(ReminderKind.values)


def agreed(now) -> set[Place]:
    """Compare both answers at a moment, and return what is owed."""
    by_facts, by_planners = missing(now), planned(now)
    assert by_facts == by_planners, now
    assert missing(now) == set(), "what is planned is missing no more"
    return by_facts


def no_gap(now) -> bool:
    reconciling.reconcile(now=now)
    return not Hole.objects.filter(what__in=["SKIPPED", "MISSING"]).exists()


def test_reviews_in_generated_worlds():
    world = World(seed=11)
    now = datetime(2026, 12, 28, 9, tzinfo=UTC)
    message = queue(
        now=now,
        letter="test",
        facts={},
        recipient=Recipient("user:0", "u@example.org", "en-gb", "UTC"),
        dedupe_key="all",
    )
    owed = set()
    while now.date() < START + timedelta(days=130):
        now += timedelta(hours=world.chance.randrange(5, 200))
        world.go_on(now)
        owed |= agreed(now)
        leave(message)
    assert len(owed) > 50
    assert no_gap(now)


def test_agreements_promises_and_checks_over_a_year(cast, now):
    chance = random.Random(5)  # noqa: S311 - draws days
    monthly = replace(
        PAY, due_on=date(2027, 6, 16), rhythm_kind="MONTHS", rhythm_number=1
    )
    later = replace(REPORT, due_on=date(2027, 9, 1))
    register(cast, now, promises=(monthly, later), effective_to=date(2027, 12, 30))
    open_check(cast, due_on=date(2027, 6, 16))
    a_check(cast)
    seen = Counter[str]()
    while now.year < 2028:
        now += timedelta(days=chance.randrange(1, 16))
        seen.update(place.kind for place in agreed(now))
    kinds = {"AGREEMENT_ENDING", "COMMITMENT", "AFTER_CHECK", "SAFEGUARDING_CHECK"}
    assert kinds <= set(seen), seen
    assert no_gap(now)


def test_a_report_asks_the_other_side(cast, now):
    due = date(2027, 6, 16)
    register(
        cast, now, promises=(replace(PAY, due_on=due), replace(REPORT, due_on=due))
    )
    for reported_by in (f"user:{cast.amina.pk}", f"contact:{cast.gift.pk}"):
        CommitmentInstance.objects.filter(due_on=due).update(
            state="KEPT", reported_on=due, reported_by=reported_by
        )
        moment = datetime(2027, 6, 24, 8, tzinfo=UTC)
        assert "COMMITMENT" in {place.kind for place in agreed(moment)}


@pytest.mark.parametrize("story", STORIES)
def test_tables_in_every_situation(cast, story):
    story(cast)
    owed = set()
    for days in range(0, 40, 4):
        owed |= {each for each in agreed(NOW + timedelta(days=days)) if each.step}
    assert "RENEGOTIATION" in {each.kind for each in owed}


@pytest.mark.parametrize(
    ("change", "unreached"),
    [
        ("lead left", {"gift"}),
        ("lead gone", {"amina"}),
        ("nobody", {"gift", "amina"}),
    ],
)
def test_people_who_cannot_be_reached_are_not_missed(cast, now, change, unreached):
    register(cast, now, effective_to=date(2027, 12, 30))
    if change == "lead left":
        Contact.objects.filter(pk=cast.gift.pk).update(left_on=date(2027, 1, 1))
    if change == "lead gone":
        User.objects.filter(pk=cast.amina.pk).update(is_active=False)
    if change == "nobody":
        Contact.objects.filter(pk=cast.gift.pk).update(email="", phone="+265 1")
        Partnership.objects.update(foundation_lead=None)
    owed = agreed(datetime(2027, 11, 25, 8, tzinfo=UTC))
    assert not {each.recipient_key for each in owed} & set(keys(cast, *unreached))
