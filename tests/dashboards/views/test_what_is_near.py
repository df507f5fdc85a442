"""Today, day by day: what is near enough to stand there, and what nothing hides."""

from datetime import timedelta

import pytest

from eclt_partners.dashboards.services import snapshots
from reviews.choices import ReviewState
from reviews.models import Action
from tests.cast import NOW, TODAY
from tests.dashboards.views.pages import client_of
from tests.lifecycle.world import open_check
from tests.reviews.factories import make_review


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _page(person):
    return client_of(person).get("/").content.decode()


def test_two_weeks_ahead_count_from_the_day_in_the_country(cast, now, monkeypatch):
    make_review(cast, state=ReviewState.TALK_HELD, now=now)
    check = open_check(cast, due_on=TODAY + timedelta(days=15))
    Action.objects.update(owner_user=cast.brian, due_on=check.due_on)
    words = ("Pay within 15 working days.", "See what lasts")
    assert [each in _page(cast.brian) for each in words] == [False, False]
    monkeypatch.setattr("django.utils.timezone.now", lambda: now.replace(hour=23))
    assert [each in _page(cast.brian) for each in words] == [True, True]


def test_no_talk_about_better_answers_hides_that_a_partnership_is_red(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    make_review(cast, state=ReviewState.CLOSED, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina)
    red, talk = "Talk within 14 days: Nyali Trust", "Hold the talk with Nyali Trust"
    assert page.index(red) < page.index(talk)
