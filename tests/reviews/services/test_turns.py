"""A status that turns red brings a talk within 14 days, once per turn."""

from datetime import timedelta

import pytest
from django.db import connection

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from partners.choices import EventKind, IncidentWish, Stage
from partners.models import Event, Incident, Partnership
from partners.services import incidents
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review, StatusLook
from reviews.selectors.standing import standing_of
from reviews.services.planning import AdvanceReport, advance_reviews
from reviews.services.turns import note_turns
from tests.cast import NOW, TODAY
from tests.reviews.factories import confirm_both, hold_talk, make_review

TICK = timedelta(seconds=30)
DAY = timedelta(days=1)
SAD = {"D2": 1}


@pytest.fixture(autouse=True)
def calm(cast):
    """No agreement is needed while shaping; Uganda holds no reviews."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(stage="CONCLUDED")
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=Stage.SHAPING
    )
    cast.malawi_partnership.refresh_from_db()


def turns():
    return Event.objects.filter(kind=EventKind.TURNED_RED).order_by("id")


def talks_to_hold():
    return Review.objects.filter(kind=ReviewKind.TALK)


@pytest.fixture
def red(cast):
    """A partnership that was looked at before its review was completed as red."""
    advance_reviews(now=NOW)
    make_review(cast, state=ReviewState.COMPLETED, partner=SAD, now=NOW + TICK)
    assert advance_reviews(now=NOW + 2 * TICK).turned_count == 1


def test_a_review_that_completes_red_brings_a_talk_in_14_days(red):
    event = turns().get()
    assert (event.reported_on, event.reported_by) == (TODAY, SYSTEM.key)
    talk = talks_to_hold().get(event=event)
    assert talk.due_on == TODAY + timedelta(days=14)


def test_a_partnership_that_stays_red_gets_no_second_event(red):
    for days in (0, 1, 2):
        assert note_turns(now=NOW + 3 * TICK + days * DAY) == 0
    assert turns().count() == 1


def test_the_event_is_closed_when_the_talk_was_held(cast, red):
    talk = talks_to_hold().get()
    later = NOW + DAY
    hold_talk(talk, now=later)
    confirm_both(cast, talk, now=later)
    assert turns().get().closed_on == TODAY + DAY
    assert note_turns(now=later + TICK) == 0


def test_one_that_recovered_and_turns_red_again_gets_another_event(cast, red):
    for days, partner, count in ((40, 4, 1), (100, SAD, 2)):
        day = NOW + days * DAY
        review = make_review(
            cast, state=ReviewState.COMPLETED, partner=partner, now=day
        )
        assert review.state == ReviewState.COMPLETED
        note_turns(now=day + TICK)
        assert turns().count() == count


def test_a_serious_safety_concern_turns_it_red(cast):
    make_review(cast, state=ReviewState.COMPLETED)
    advance_reviews(now=NOW)
    incident = Incident.objects.create(
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SAW,
        side="PARTNER",
        reported_at=NOW,
        reported_by="contact:0",
    )
    later = NOW + timedelta(minutes=10)
    assert note_turns(now=later) == 0
    incidents.rate_serious(actor=cast.actor("sam"), now=later, incident=incident)
    assert note_turns(now=later + TICK) == 1


def test_a_rule_of_time_turns_it_red_at_midnight_in_the_country(cast):
    """Without an agreement the 60 days count from the start (rule R7)."""
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=Stage.ACTIVE, relationship_start=TODAY - 60 * DAY
    )
    evening = NOW.replace(hour=21, minute=59)  # 23:59 in Blantyre
    assert note_turns(now=evening) == 0
    assert note_turns(now=evening + timedelta(minutes=1)) == 1


def test_what_is_red_at_the_first_look_did_not_turn(cast):
    make_review(cast, state=ReviewState.COMPLETED, partner=SAD)
    assert note_turns(now=NOW) == 0
    assert StatusLook.objects.get().status == "RED"


def test_a_tick_without_news_looks_at_nothing_and_changes_nothing(
    cast, django_assert_num_queries
):
    note_turns(now=NOW)
    calm_again = NOW + timedelta(minutes=5)
    with django_assert_num_queries(5):  # the lock, two of the selector, a savepoint
        assert note_turns(now=calm_again) == 0
    assert StatusLook.objects.get().looked_at == NOW


def test_planning_does_not_move_because_of_the_event(cast, red):
    before = standing_of(cast.malawi_partnership, TODAY)
    turns().update(closed_on=TODAY)
    assert standing_of(cast.malawi_partnership, TODAY) == before
    entries = AuditEntry.objects.count()
    assert advance_reviews(now=NOW + 4 * TICK) == AdvanceReport()
    assert AuditEntry.objects.count() == entries


@pytest.fixture
def another_process():
    other = connection.get_new_connection(connection.get_connection_params())
    yield other
    other.rollback()
    other.close()


def test_while_another_process_looks_nothing_is_written(another_process):
    with another_process.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('reviews'), hashtext('turns'))"
        )
        assert note_turns(now=NOW) == 0
    assert not StatusLook.objects.exists()
