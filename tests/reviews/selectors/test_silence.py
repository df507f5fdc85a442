"""Is everybody of a review either owed a mail, or told why not?"""

from datetime import UTC, datetime, timedelta

import pytest

from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.models import LadderStep, Outgoing, Reminder
from eclt_partners.notifications.rules.silence import Silence
from eclt_partners.notifications.services import Recipient, queue
from partners.choices import Side
from partners.models import Contact
from reviews.choices import SnoozeReason
from reviews.models import Review, Snooze
from reviews.selectors.coming import all_coming, wanted_of
from reviews.selectors.silence import silent_page, silent_people, why_not
from reviews.services.reminders import plan_reminders
from tests.reviews.factories import answer_all, fresh, seat_of_person
from tests.reviews.ladder import DUE, keys, offset
from tests.reviews.ladder_world import START, World

pytestmark = pytest.mark.django_db
DAYS = 90


def mail(now: datetime) -> Outgoing:
    recipient = Recipient("user:0", "u@example.org", "en-gb", "UTC")
    return queue(
        now=now, letter="test", facts={}, recipient=recipient, dedupe_key="all"
    )


def leave(message: Outgoing) -> None:
    """Let everything that was planned leave."""
    Reminder.objects.filter(state="PLANNED").update(state="SENT", outgoing=message)


@pytest.mark.parametrize("seed", range(2))
def test_everybody_is_owed_a_mail_or_has_a_reason(seed):
    world = World(seed)
    now = datetime(2026, 12, 28, 9, tzinfo=UTC)
    message, reasons = mail(now), set()
    while now.date() < START + timedelta(days=110):
        now += timedelta(hours=world.chance.randrange(50, 300))
        world.go_on(now)
        plan_reminders(now=now)
        rows = all_coming(SYSTEM, now=now, days=DAYS)
        owed = {(row.kind, row.subject_id, row.recipient_key) for row in rows}
        silent = {
            (each.kind, each.subject_id, each.recipient_key): each
            for each in silent_people(
                SYSTEM, now=now, owed=owed, kind=ReminderKind.REVIEW
            )
        }
        people = {
            ("REVIEW", case.review.pk, key)
            for case in world.cases
            for key in case.roles
        }
        assert owed | silent.keys() == people
        assert not owed & silent.keys()
        reasons |= {each.reason for each in silent.values()}
        leave(message)
    assert {Silence.ANSWERED, Silence.CLOSED, Silence.ALL_SENT} <= reasons


@pytest.mark.parametrize("seed", range(2))
def test_what_is_shown_is_what_is_sent_when_nothing_changes(seed):
    world = World(seed + 10)
    start = datetime(2027, 1, 20, 9, tzinfo=UTC)
    message = mail(start)
    for _time in range(3):
        world.go_on(start)
        plan_reminders(now=start)
        leave(message)
    # A day before the last: at the edge places differ in what day it is.
    last = start + timedelta(days=DAYS - 2)
    rows = all_coming(SYSTEM, now=start, days=DAYS)
    shown = {
        (row.subject_id, row.step, row.recipient_key)
        for row in rows
        if row.send_at <= last
    }
    before = set(Reminder.objects.values_list("pk", flat=True))
    # Twice a day: where people live far apart, a day begins at another hour.
    for half in range(1, 2 * DAYS + 2):
        plan_reminders(now=start + timedelta(hours=12 * half))
        leave(message)
    sent = Reminder.objects.exclude(pk__in=before).filter(
        state="SENT", send_at__lte=last
    )
    assert shown
    assert shown == set(sent.values_list("subject_id", "step", "recipient_key"))


def reason(review, person, *, days: int) -> Silence | None:
    found = why_not(fresh(review), person, now=offset(days))
    return found.reason if found else None


@pytest.fixture
def review(planned_review):
    return planned_review


def gift(cast) -> str:
    return keys(cast, "gift")[0]


def test_somebody_who_is_owed_has_no_reason(cast, review):
    assert reason(review, gift(cast), days=-40) is None


def test_a_stranger_to_the_review_has_none_either(cast, review):
    assert reason(review, keys(cast, "chloe")[0], days=-40) is None


def test_who_left_is_not_reminded(cast, review):
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=DUE - timedelta(days=50))
    assert reason(review, gift(cast), days=-40) == Silence.LEFT


def test_who_has_no_address_is_not_reminded(cast, review):
    Contact.objects.filter(pk=cast.gift.pk).update(email="", phone="+265 1 234 567")
    assert reason(review, gift(cast), days=-40) == Silence.NO_ADDRESS


def test_who_answered_is_not_reminded_as_somebody_who_answers(cast, review):
    review.state = "OPEN"
    review.save(update_fields=["state"])
    answer_all(seat_of_person(fresh(review), cast.gift), now=offset(-13))
    LadderStep.objects.filter(kind="REVIEW", audience="LEADS").update(is_active=False)
    LadderStep.objects.filter(kind="REVIEW", code="T+0").update(
        audience="RATERS_NOT_DONE"
    )
    assert reason(review, gift(cast), days=-12) == Silence.NOT_IN_USE
    assert reason(review, keys(cast, "amina")[0], days=-12) is None


def test_a_moved_review_waits_for_its_new_day(cast, review):
    later = DUE + timedelta(days=28)
    Snooze.objects.create(
        review=review,
        from_on=DUE,
        to_on=later,
        reason=SnoozeReason.HARVEST,
        side=Side.FOUNDATION,
        asked_at=offset(-20),
        asked_by="user:1",
    )
    Review.objects.filter(pk=review.pk).update(due_on=later, round=2)
    found = why_not(fresh(review), gift(cast), now=offset(-20))
    assert found is not None
    assert (found.reason, found.moved_to) == (Silence.MOVED, later)


def test_nobody_is_shown_whose_place_the_reader_does_not_see(cast, review):
    seen = silent_people(cast.actor("chloe"), now=offset(-40), owed=set())
    assert not seen
    assert silent_people(cast.actor("brian"), now=offset(-40), owed=set())


@pytest.mark.parametrize("most", [1, 50])
def test_the_page_says_of_all_what_is_said_of_each(most):
    world = World(3)
    now = datetime(2027, 1, 20, 9, tzinfo=UTC)
    world.go_on(now)
    plan_reminders(now=now)
    rows = all_coming(SYSTEM, now=now, days=DAYS)
    owed = {(row.kind, row.subject_id, row.recipient_key) for row in rows}
    every = silent_people(SYSTEM, now=now, owed=owed, kind=ReminderKind.REVIEW)
    silent = [each for each in every if each.reason != Silence.LATER]
    page = silent_page(wanted_of(SYSTEM), now=now, most=most)
    assert list(page.first) == silent[:most]
    assert (page.count, page.later) == (len(silent), len(every) - len(silent))
    assert len(silent) > 1
