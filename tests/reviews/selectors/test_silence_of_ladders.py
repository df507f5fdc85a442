"""Is everybody whom a ladder is meant for owed a mail, or told why not?"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import Q

from agreements.choices import PromiseStep
from agreements.services.promise_reminders import plan_promise_reminders
from agreements.services.promise_steps import take_step
from agreements.services.reminders import plan_reminders
from agreements.services.waiting import plan_waiting
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.choices import ReminderKind, Topic
from eclt_partners.notifications.models import (
    LadderStep,
    LeftTopic,
    NotForMe,
    Reminder,
    StoppedAddress,
)
from eclt_partners.notifications.rules.silence import Silence
from eclt_partners.notifications.services import (
    Recipient,
    Silent,
    cancel_reminders,
    queue,
)
from partners.models import AfterCheck, Contact, Partnership, PartnershipParty
from partners.services.after_reminders import plan_after_reminders
from partners.services.check_reminders import plan_check_reminders
from reviews.selectors.coming import all_coming, wanted_of
from reviews.selectors.silence import silent_page, silent_people
from tests.cast import NOW, Cast
from tests.reviews.silent_world import AHEAD, Matters, meant, open_matters

pytestmark = pytest.mark.django_db
PLANNERS = (
    plan_reminders,
    plan_promise_reminders,
    plan_check_reminders,
    plan_waiting,
    plan_after_reminders,
)
ENDING, PROMISE = ReminderKind.AGREEMENT_ENDING, ReminderKind.COMMITMENT
TABLE, AFTER = ReminderKind.RENEGOTIATION, ReminderKind.AFTER_CHECK
CONFIRM = "promise.confirm"
CHECK = ReminderKind.SAFEGUARDING_CHECK


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def plan(now: datetime) -> None:
    for planner in PLANNERS:
        planner(now=now)


def leave(wanted: Q) -> None:
    """Let what was planned have left."""
    recipient = Recipient("user:0", "u@example.org", "en-gb", "UTC")
    message = queue(
        now=NOW, letter="test", facts={}, recipient=recipient, dedupe_key="all"
    )
    Reminder.objects.filter(wanted).update(state="SENT", outgoing=message)


def owed(now: datetime) -> set[tuple[str, int, str]]:
    rows = all_coming(SYSTEM, now=now, days=AHEAD)
    return {(row.kind, row.subject_id, row.recipient_key) for row in rows}


def silent(now: datetime) -> dict[tuple[str, int, str], Silent]:
    """Whoever is not mailed, by kind, matter and person or side."""
    found = silent_people(SYSTEM, now=now, owed=owed(now))
    return {
        (each.kind, each.subject_id, each.recipient_key or each.speaks): each
        for each in found
    }


def reason(
    kind: ReminderKind, matter: int, who: str, *, days: int = 0
) -> Silence | None:
    found = silent(at(days)).get((kind, matter, who))
    return found.reason if found else None


def gift_leaves(cast: Cast) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=NOW.date())


def gift_has_no_address(cast: Cast) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(email="", phone="+265 1 234 567")


def amina_is_gone(cast: Cast) -> None:
    User.objects.filter(pk=cast.amina.pk).update(is_active=False)


def amina_works_elsewhere(cast: Cast) -> None:
    """Her role in Malawi was taken; she has one in another country."""
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)


def nobody_leads(cast: Cast) -> None:
    Partnership.objects.update(foundation_lead=None)
    PartnershipParty.objects.update(partner_lead=None)
    AfterCheck.objects.update(contact=None)


def half_is_put_away(_cast: Cast) -> None:
    steps = LadderStep.objects.filter(offset_days__gte=0)
    steps.exclude(kind=TABLE).update(is_active=False)
    steps.filter(kind=TABLE, offset_days__gt=7).update(is_active=False)


def nothing(_cast: Cast) -> None:
    """Leave all as it is."""


CHANGES = [
    nothing,
    gift_leaves,
    gift_has_no_address,
    amina_is_gone,
    amina_works_elsewhere,
    nobody_leads,
]


@pytest.mark.parametrize("change", [*CHANGES, half_is_put_away])
def test_everybody_is_owed_a_mail_or_has_a_reason(cast, change):
    open_matters(cast, ours=f"user:{cast.brian.pk}", theirs=f"contact:{cast.gift.pk}")
    change(cast)
    for days in (0, 33, 66, 99):
        now = at(days)
        plan(now)
        mailed, found = owed(now), silent(now)
        assert found.keys() == meant(now) - mailed, days
        Reminder.objects.filter(state="PLANNED").update(state="CANCELLED", why="x")


@pytest.fixture
def open_now(cast) -> Matters:
    return open_matters(cast)


@pytest.fixture
def gift(cast) -> str:
    return f"contact:{cast.gift.pk}"


@pytest.fixture
def amina(cast) -> str:
    return f"user:{cast.amina.pk}"


def of_each(matters: Matters) -> dict[ReminderKind, int]:
    """The matter of each ladder of which a person of the partner hears, and ours."""
    return {
        ENDING: matters.ends.pk,
        PROMISE: matters.theirs.pk,
        AFTER: matters.after.pk,
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (nothing, None),
        (gift_leaves, Silence.LEFT),
        (gift_has_no_address, Silence.NO_ADDRESS),
    ],
)
def test_whoever_cannot_be_reached_is_told_of_in_every_ladder(
    cast, open_now, gift, change: Callable[[Cast], None], why
):
    change(cast)
    for kind, matter in of_each(open_now).items():
        assert reason(kind, matter, gift) == why, kind


def test_an_account_that_is_not_active_is_told_of_in_every_ladder(
    cast, open_now, amina
):
    places = {**of_each(open_now), PROMISE: open_now.ours.pk}
    every = {**places, CHECK: open_now.check.pk, TABLE: open_now.table.pk}
    for kind, matter in every.items():
        assert reason(kind, matter, amina) is None, kind
    amina_is_gone(cast)
    for kind, matter in every.items():
        assert reason(kind, matter, amina) == Silence.LEFT, kind


def test_a_side_for_which_nobody_is_named_is_told_of(cast, open_now):
    nobody_leads(cast)
    for kind, matter in of_each(open_now).items():
        assert reason(kind, matter, "PARTNER") == Silence.NOBODY, kind
    for kind, matter in ((CHECK, open_now.check.pk), (TABLE, open_now.table.pk)):
        assert reason(kind, matter, "FOUNDATION") == Silence.NOBODY, kind


def test_an_address_that_came_back_is_told_of(cast, open_now, gift):
    StoppedAddress.objects.create(
        address=cast.gift.email, kind="HARD", stopped_at=NOW, stopped_by="system"
    )
    for kind, matter in of_each(open_now).items():
        assert reason(kind, matter, gift) == Silence.BOUNCED, kind


def test_somebody_who_is_not_the_right_person_is_told_of(open_now, gift):
    NotForMe.objects.create(
        kind=AFTER,
        subject_id=open_now.after.pk,
        partnership_id=open_now.after.partnership_id,
        country_code="MW",
        recipient_key=gift,
        said_at=NOW,
    )
    assert reason(AFTER, open_now.after.pk, gift) == Silence.REFUSED
    assert reason(ENDING, open_now.ends.pk, gift) is None


def test_early_notices_that_are_not_wanted_are_told_of_until_a_late_one_comes(
    cast, open_now, gift
):
    LeftTopic.objects.create(topic=Topic.EARLY, recipient_key=gift, left_at=NOW)
    other = open_now.table.agreement_id
    assert reason(ENDING, other, gift) == Silence.UNWANTED
    assert reason(ENDING, open_now.ends.pk, gift) is None


def test_steps_that_are_not_in_use_are_told_of(open_now, gift, amina):
    first = LadderStep.objects.order_by("kind", "offset_days").distinct("kind")
    kept = [*first.exclude(kind=PROMISE), LadderStep.objects.get(letter=CONFIRM)]
    LadderStep.objects.exclude(pk__in=[step.pk for step in kept]).update(
        is_active=False
    )
    found = silent(at(15))
    for kind, matter in of_each(open_now).items():
        assert found[kind, matter, gift].reason == Silence.NOT_IN_USE, kind
    for kind, matter in ((CHECK, open_now.check.pk), (TABLE, open_now.table.pk)):
        assert found[kind, matter, amina].reason == Silence.NOT_IN_USE, kind


def test_when_all_has_gone_out_that_is_told(open_now, amina):
    for days in range(60):
        plan(at(days))
    assert reason(TABLE, open_now.table.pk, amina, days=60) is None
    cancel_reminders(Q(kind=TABLE), why="nothing to say")
    assert reason(TABLE, open_now.table.pk, amina, days=60) == Silence.CANCELLED
    leave(Q(kind=TABLE))
    assert reason(TABLE, open_now.table.pk, amina, days=60) == Silence.ALL_SENT


def test_what_was_taken_back_is_told_with_its_reason(open_now, gift):
    for days in range(75):
        plan(at(days))
    cancel_reminders(Q(kind=AFTER), why="moved")
    found = silent(at(75))[(AFTER, open_now.after.pk, gift)]
    assert (found.reason, found.why) == (Silence.CANCELLED, "moved")


def test_days_that_had_passed_before_are_told_of(cast, open_now, gift):
    AfterCheck.objects.filter(pk=open_now.after.pk).update(
        due_on=NOW.date() - timedelta(days=100)
    )
    assert reason(AFTER, open_now.after.pk, gift) == Silence.PASSED


def test_somebody_who_has_reported_is_told_of_while_a_step_would_come(
    cast, open_now, amina, gift
):
    take_step(
        actor=cast.actor("amina"),
        now=at(1),
        instance=open_now.ours,
        step=PromiseStep.KEPT,
        note="x",
    )
    assert reason(PROMISE, open_now.ours.pk, amina, days=1) == Silence.REPORTED
    assert reason(PROMISE, open_now.ours.pk, gift, days=1) is None


def test_a_named_person_who_is_gone_stands_beside_the_lead_who_hears(cast):
    matters = open_matters(cast, ours=f"user:{cast.brian.pk}")
    User.objects.filter(pk=cast.brian.pk).update(is_active=False)
    who = f"user:{cast.brian.pk}"
    assert reason(PROMISE, matters.ours.pk, who) == Silence.LEFT
    assert (PROMISE, matters.ours.pk, f"user:{cast.amina.pk}") in owed(NOW)


@pytest.mark.parametrize("most", [1, 50])
def test_the_page_says_of_all_ladders_what_is_said_of_each(cast, open_now, most):
    gift_leaves(cast)
    every = silent_people(SYSTEM, now=NOW, owed=owed(NOW))
    shown = [each for each in every if each.reason != Silence.LATER]
    page = silent_page(wanted_of(SYSTEM), now=NOW, most=most)
    assert list(page.first) == shown[:most]
    assert page.count == len(shown) > 3


@pytest.mark.parametrize("kind", list(ReminderKind))
def test_one_ladder_alone_says_the_same_as_among_all(cast, open_now, kind):
    gift_leaves(cast)
    every = silent_people(SYSTEM, now=NOW, owed=owed(NOW))
    alone = silent_page(wanted_of(SYSTEM), now=NOW, kind=kind, most=50)
    assert list(alone.first) == [each for each in every if each.kind == kind]


def test_nobody_is_shown_whose_place_the_reader_does_not_see(cast, open_now):
    gift_leaves(cast)
    assert not silent_people(cast.actor("chloe"), now=NOW, owed=set())
    assert silent_people(cast.actor("brian"), now=NOW, owed=set())
    assert not silent_people(SYSTEM, now=NOW, owed=set(), country="UG")
