import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.choices import Side
from reviews.choices import ReviewState
from reviews.rules.blind import (
    Viewer,
    is_unveiled,
    may_see_answers,
    may_see_joint,
    may_see_means,
    may_see_spread,
    needs_small_side_notice,
)

S = ReviewState
BOTH = frozenset(Side)
ONLY_F = frozenset({Side.FOUNDATION})
NONE = frozenset()
AFTER = [S.CLOSED, S.TALK_HELD, S.COMPLETED, S.LAPSED]


@pytest.mark.parametrize("viewer", list(Viewer))
@pytest.mark.parametrize("answered", [NONE, ONLY_F])
def test_an_open_review_shows_nobody_anything_until_both_are_in(viewer, answered):
    assert not is_unveiled(S.OPEN, answered)
    assert not may_see_means(viewer, Side.FOUNDATION, S.OPEN, answered)
    assert not may_see_joint(S.OPEN, answered)
    assert not may_see_spread(viewer, Side.FOUNDATION, 9, S.OPEN, answered)
    assert not may_see_answers(viewer, S.OPEN, answered)


def test_both_sides_in_unveil_the_result_before_the_closing_job_ran():
    assert is_unveiled(S.OPEN, BOTH)
    assert may_see_joint(S.OPEN, BOTH)


@pytest.mark.parametrize("state", [S.SCHEDULED, S.CANCELLED])
def test_a_planned_or_cancelled_review_shows_nothing(state):
    assert not is_unveiled(state, BOTH)


@pytest.mark.parametrize("state", AFTER)
@pytest.mark.parametrize("viewer", list(Viewer))
@pytest.mark.parametrize("of", list(Side))
def test_with_both_sides_in_everybody_sees_both_means(state, viewer, of):
    assert may_see_means(viewer, of, state, BOTH)
    assert may_see_joint(state, BOTH)


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [(Viewer.FOUNDATION, True), (Viewer.PARTNER, False), (Viewer.HELPER, True)],
)
def test_the_means_of_a_side_alone_stay_inside_that_side(viewer, sees):
    assert may_see_means(viewer, Side.FOUNDATION, S.CLOSED, ONLY_F) is sees
    assert not may_see_joint(S.CLOSED, ONLY_F)


@pytest.mark.parametrize("raters", [1, 4])
@pytest.mark.parametrize("of", list(Side))
def test_the_spread_of_a_small_side_is_for_the_helper_only(of, raters):
    seen = [v for v in Viewer if may_see_spread(v, of, raters, S.CLOSED, BOTH)]
    assert seen == [Viewer.HELPER]


def test_the_spread_of_five_raters_may_be_shown():
    assert all(may_see_spread(v, Side.PARTNER, 5, S.CLOSED, BOTH) for v in Viewer)


def test_the_spread_of_a_side_alone_stays_inside_that_side():
    assert not may_see_spread(Viewer.PARTNER, Side.FOUNDATION, 5, S.CLOSED, ONLY_F)


def test_a_person_always_sees_their_own_answers():
    assert all(may_see_answers(v, S.OPEN, NONE, is_author=True) for v in Viewer)


def test_after_closing_only_the_helper_sees_the_answers_of_others():
    seen = [v for v in Viewer if may_see_answers(v, S.COMPLETED, BOTH)]
    assert seen == [Viewer.HELPER]


@pytest.mark.parametrize(("raters", "notice"), [(1, True), (4, True), (5, False)])
def test_a_small_side_is_told_that_others_could_guess(raters, notice):
    assert needs_small_side_notice(raters) is notice


@settings(max_examples=60)
@given(
    st.sampled_from([Viewer.FOUNDATION, Viewer.PARTNER]),
    st.sampled_from(list(Side)),
    st.sampled_from(list(ReviewState)),
    st.frozensets(st.sampled_from(list(Side))),
    st.integers(0, 4),
)
def test_no_side_ever_sees_one_person_of_a_small_side(
    viewer, side, state, answered, raters
):
    assert not may_see_answers(viewer, state, answered)
    assert not may_see_spread(viewer, side, raters, state, answered)
