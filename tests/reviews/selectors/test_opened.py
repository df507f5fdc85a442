"""Does a review that is opened know what its pages ask for, without asking again?"""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from reviews.choices import ReviewState
from reviews.models import Review
from reviews.selectors.opened import (
    has_targets,
    opened_review,
    own_seat,
    progress_at_opening,
    standing_move,
)
from reviews.selectors.panels import progress, seat_of
from reviews.selectors.snoozes import open_snooze
from tests.cast import Cast
from tests.reviews.factories import make_review


@pytest.fixture
def review(cast: Cast) -> Review:
    return make_review(cast, state=ReviewState.CLOSED)


def test_it_tells_without_a_query_what_others_ask_for(
    cast: Cast, review: Review, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actors = [cast.actor(name) for name in ("amina", "brian", "dan")]
    seats = [seat_of(actor, review) for actor in actors]
    parties = list(review.partnership.parties.all())
    before, moved = progress(review), open_snooze(review)
    with django_assert_num_queries(1):
        found = opened_review(Review.objects.filter(pk=review.pk))
        assert found == review
        assert progress_at_opening(found) == before
        assert [own_seat(actor, found) for actor in actors] == seats
        assert standing_move(found) == moved
        assert list(found.partnership.parties.all()) == parties
        assert [party.partner.name for party in found.partnership.parties.all()]
        assert not found.actions.all()
    assert any(seats)


def test_only_who_sent_or_typed_answers_may_correct_them(
    cast: Cast, review: Review
) -> None:
    found = opened_review(Review.objects.filter(pk=review.pk))
    assert found is not None
    seated = {each.user_id for each in found.panelists.all() if each.user_id}
    sees = {
        name
        for name in ("amina", "brian", "chloe", "dan")
        if has_targets(cast.actor(name), found)
    }
    assert sees == {
        name
        for name in ("amina", "brian", "chloe", "dan")
        if getattr(cast, name).pk in seated
    }
    assert sees


def test_where_there_is_none_nothing_is_opened(db: None) -> None:
    assert opened_review(Review.objects.none()) is None
