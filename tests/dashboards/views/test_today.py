"""Today: what I must do, what got worse, what comes."""

from datetime import date, timedelta

import pytest

from eclt_partners.dashboards.services import snapshots
from partners.choices import Stage
from reviews.choices import ReviewState
from reviews.models import Action
from tests.cast import NOW
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.reviews.factories import answer_all, make_review, seat_of_person


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _page(person):
    return client_of(person).get("/").content.decode()


def test_with_nothing_due_it_offers_to_log_a_review(cast):
    page = _page(cast.amina)
    assert "Nothing is due." in page
    assert 'href="/reviews/log/"' in page


def test_with_nothing_due_it_names_the_next_date(cast, now):
    cast.malawi_partnership.relationship_start = date(2026, 10, 1)
    cast.malawi_partnership.stage = Stage.SHAPING
    cast.malawi_partnership.save()
    make_review(cast, state=ReviewState.SCHEDULED, now=now)
    snapshots.refresh_dashboards(now=now)
    assert "Next: Review due, Nyali Trust, on 22 Jan 2027." in _page(cast.amina)


def test_an_open_review_waits_for_the_person_who_answers(cast, now):
    make_review(cast, now=now)
    page = _page(cast.amina)
    assert "Review Nyali Trust" in page
    assert "1 thing is to be done, 1 waits for you." in page


def test_a_draft_comes_first_with_how_far_it_is(cast, now):
    review = make_review(cast, now=now)
    answer_all(seat_of_person(review, cast.amina), send=False, now=now)
    page = _page(cast.amina)
    assert "Continue the review of Nyali Trust" in page
    assert "10 of 10 questions done" in page


def test_a_sent_assessment_is_not_asked_for_again(cast, now):
    review = make_review(cast, now=now)
    answer_all(seat_of_person(review, cast.amina), now=now)
    assert "Nothing is due." in _page(cast.amina)


def test_a_review_of_somebody_else_is_not_my_task(cast, now):
    make_review(cast, now=now)
    assert "Nothing is due." in _page(cast.brian)


def test_a_late_review_of_my_country_is_mine_to_move(cast, now):
    make_review(cast, now=now - timedelta(days=36))
    page = _page(cast.brian)
    assert "The review of Nyali Trust is late" in page
    assert "22 days late" in page
    assert "1 is late" in page


def test_a_late_review_that_i_answer_stands_there_once(cast, now):
    make_review(cast, now=now - timedelta(days=36))
    page = _page(cast.amina)
    assert "The review of Nyali Trust is late" not in page
    assert "1 thing is to be done, 1 waits for you, 1 is late." in page


def test_a_closed_review_asks_for_the_talk(cast, now):
    make_review(cast, state=ReviewState.CLOSED, now=now)
    page = _page(cast.amina)
    assert "Hold the talk with Nyali Trust" in page
    assert "23 Dec 2026" in page


def test_a_recorded_talk_waits_for_our_confirmation(cast, now):
    make_review(cast, state=ReviewState.TALK_HELD, now=now)
    assert "Confirm the record of the talk with Nyali Trust" in _page(cast.brian)


def test_an_action_with_my_name_stands_there_in_time(cast, now):
    make_review(cast, state=ReviewState.TALK_HELD, now=now)
    Action.objects.update(owner_user=cast.brian, due_on=now.date() + timedelta(days=14))
    assert "Pay within 15 working days." in _page(cast.brian)
    Action.objects.update(due_on=now.date() + timedelta(days=15))
    assert "Pay within 15 working days." not in _page(cast.brian)


def test_a_red_talk_comes_from_the_stored_dashboard(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina)
    assert "Talk within 14 days: Nyali Trust" in page
    assert "1 partnership needs attention" in page


def test_an_auditor_has_nothing_to_do_but_sees_what_got_worse(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.fay)
    assert "Nothing is due." in page
    assert "2 partnerships need attention" in page


def test_a_facilitator_sees_the_dates_of_the_one_partnership(cast, now):
    make_review(cast, now=now)
    page = _page(cast.eve)
    assert "Review due" in page
    assert "Nyali Trust" in page


def test_recent_changes_are_sentences_with_names(cast, now):
    review = make_review(cast, state=ReviewState.TALK_HELD, now=now)
    page = _page(cast.amina)
    assert "The system" in page
    assert "recorded the talk" in page
    assert review.partnership.name in page


def test_saving_single_answers_does_not_drown_the_list(cast, now):
    make_review(cast, state=ReviewState.TALK_HELD, now=now)
    assert "saved answers" not in _page(cast.amina)


def test_an_administrator_is_led_to_the_set_up(cast):
    page = _page(cast.ada)
    assert "No partnership is open to your role" in page
    assert "/setup/people/" in page


def test_today_takes_as_many_queries_with_3_as_with_30_partnerships(cast, now):
    """11 queries: who asks, the snapshots, six lists, and names of changes."""
    make_review(cast, now=now)
    more_partnerships(cast.malawi_partnership, 2)
    snapshots.refresh_dashboards(now=now)
    client = client_of(cast.amina)
    few = queries_of(client, "/")
    more_partnerships(cast.malawi_partnership, 27, first=60)
    snapshots.rebuild_all(now=now)
    assert queries_of(client, "/") == few
    assert few <= 11
