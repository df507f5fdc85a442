"""What do completed reviews say, one after the other?"""

from datetime import timedelta

import pytest

from partners.choices import Side
from reviews.choices import ReviewKind, ReviewState
from reviews.models import ReviewScore
from reviews.rules.findings import Grey
from reviews.rules.readings import last_drop
from reviews.rules.trend import TrendWord
from reviews.selectors.own_answers import own_answers
from reviews.selectors.readings import (
    completed_scores,
    reading_of,
    readings_in,
    trends,
)
from reviews.selectors.standing import standing_of
from tests.cast import NOW, TODAY
from tests.reviews.factories import confirm_both, hold_talk, make_review
from tests.reviews.versions import frozen_version

LATER = NOW + timedelta(days=130)
LATER_ON = LATER.date()


def _readings(cast, as_of=LATER_ON):
    key = (cast.malawi_partnership.pk, cast.malawi_party.pk)
    scores = completed_scores([cast.malawi_partnership.pk], as_of)
    return readings_in(scores).get(key, ())


def test_readings_come_oldest_first_with_their_rules(cast):
    make_review(cast, state=ReviewState.COMPLETED, foundation=5, partner=5)
    make_review(cast, state=ReviewState.COMPLETED, now=LATER)
    first, second = _readings(cast)
    assert (first.on, first.index, first.fired) == (TODAY, 100, ())
    assert (second.index, [each.text for each in second.fired]) == (75, ["R3"])
    assert second.answered == set(Side)


def test_later_readings_are_left_out(cast):
    make_review(cast, state=ReviewState.COMPLETED)
    assert _readings(cast, TODAY - timedelta(days=1)) == ()


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (ReviewKind.PULSE, ReviewState.COMPLETED),
        (ReviewKind.FULL, ReviewState.CLOSED),
        (ReviewKind.FULL, ReviewState.TALK_HELD),
    ],
)
def test_only_completed_full_reviews_are_readings(cast, kind, state):
    make_review(cast, kind=kind, state=state)
    assert _readings(cast) == ()


def test_a_lone_side_leaves_a_grey_reading(cast):
    make_review(cast, state=ReviewState.COMPLETED, partner=None)
    (reading,) = _readings(cast)
    assert (reading.index, reading.grey) == (None, Grey.ONE_SIDE)
    assert reading.answered == {Side.FOUNDATION}


def test_too_few_answers_leave_another_grey_reading(cast):
    silent = {f"D{number}": "NK" for number in range(1, 6)}
    make_review(cast, state=ReviewState.COMPLETED, partner=silent)
    assert _readings(cast)[0].grey == Grey.FEW_ANSWERS


def test_of_a_corrected_score_the_last_one_counts(cast):
    review = make_review(cast, state=ReviewState.COMPLETED)
    row = review.scores.get()
    figures = row.figures | {"exact": row.figures["exact"] | {"index": "50"}}
    row.pk, row.number, row.reason, row.figures = None, 2, "Typed wrong", figures
    row.save()
    assert ReviewScore.objects.count() == 2
    assert [each.index for each in _readings(cast)] == [50]


def test_an_uncompleted_score_is_no_reading(cast):
    row = make_review(cast, state=ReviewState.CLOSED).scores.get()
    with pytest.raises(ValueError, match="completed"):
        reading_of(row)


def test_the_trend_names_its_number_of_readings(cast):
    make_review(cast, state=ReviewState.COMPLETED, foundation=5, partner=5)
    make_review(cast, state=ReviewState.COMPLETED, now=LATER)
    key = (cast.malawi_partnership.pk, cast.malawi_party.pk)
    trend = trends([cast.malawi_partnership.pk], LATER.date())[key]
    assert (trend.word, trend.count, trend.change) == (TrendWord.TOO_EARLY, 2, -25)


# Scores of different versions are not joined (methods B2)


def _two_versions(cast, *ratings):
    """Complete the first review with RHR-1, the others with RHR-2."""
    first, *others = ratings
    review = make_review(
        cast, state=ReviewState.CLOSED, foundation=first, partner=first
    )
    # Completing a review plans the next one, which asks the version of that moment.
    frozen_version(cast)
    hold_talk(review)
    confirm_both(cast, review)
    for number, rating in enumerate(others, start=1):
        make_review(
            cast,
            state=ReviewState.COMPLETED,
            now=NOW + number * timedelta(days=130),
            foundation=rating,
            partner=rating,
        )


def test_a_fall_from_one_version_to_the_next_fires_no_rule(cast):
    _two_versions(cast, 5, 4)
    before, after = _readings(cast)
    assert (before.version, after.version) == ("RHR-1", "RHR-2")
    assert (before.index, after.index, after.fired) == (100, 75, ())
    score = ReviewScore.objects.get(instrument_code="RHR-2")
    assert score.figures["previous_index"] is None
    assert score.figures["change"] is None


def test_a_fall_inside_the_new_version_fires_its_rule(cast):
    _two_versions(cast, 1, 5, 4)
    last = _readings(cast, (NOW + timedelta(days=300)).date())[-1]
    assert [each.text for each in last.fired] == ["R3"]


def test_a_trend_begins_anew_with_a_new_version(cast):
    _two_versions(cast, 5, 4)
    key = (cast.malawi_partnership.pk, cast.malawi_party.pk)
    trend = trends([cast.malawi_partnership.pk], LATER_ON)[key]
    assert (trend.word, trend.count) == (TrendWord.FIRST_READING, 1)


def test_a_new_version_does_not_bring_the_next_review_forward(cast):
    _two_versions(cast, 5, 4)
    new = standing_of(cast.malawi_partnership, LATER_ON)
    assert new.index == 75
    assert not {each.text for each in (*new.red, *new.amber)} & {"R3", "A4"}
    assert last_drop(_readings(cast)) == 0


def test_last_time_is_said_of_the_same_version_only(cast):
    _two_versions(cast, 5)
    seat = make_review(cast, now=LATER).panelists.get(user=cast.amina)
    assert own_answers(seat, ()).last_time == {}


def test_all_scores_cost_one_query(cast, django_assert_num_queries):
    make_review(cast, state=ReviewState.COMPLETED)
    with django_assert_num_queries(1):
        rows = completed_scores([cast.malawi_partnership.pk], TODAY)
        assert [row.review.state for row in rows] == [ReviewState.COMPLETED]
