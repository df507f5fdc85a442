"""Who sees what of a review, in each state? (methods B5, rulings 10)"""

from datetime import timedelta

import pytest

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.errors import NotPermitted
from partners.choices import Side, Status
from partners.models import Contact
from reviews.choices import AnswerMode, Audience, ReviewState
from reviews.rules.bands import Certainty, DimensionBand, GapBand
from reviews.rules.blind import Viewer
from reviews.rules.spread import SpreadWord
from reviews.rules.trend import TrendWord
from reviews.selectors.raw_answers import raw_answers
from reviews.selectors.results import review_result, viewer_of
from reviews.selectors.standing import standing_of
from reviews.services.answers import Closing
from tests.cast import NOW, TODAY
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    link_actor,
    make_review,
    seat_of_person,
)

F, P = Side.FOUNDATION, Side.PARTNER
OVER = [ReviewState.CLOSED, ReviewState.TALK_HELD, ReviewState.COMPLETED]
SEEING = ["amina", "brian", "dan", "eve", "fay", "gift"]
NOT_SEEING = ["chloe", "ada", "sam", "grace"]


def _actor(cast, name):
    if name == "gift":
        return link_actor(cast.gift, cast.malawi_partnership)
    if name == "grace":
        return link_actor(cast.grace, cast.uganda_partnership, LinkPurpose.HOME)
    return cast.actor(name)


def _see(cast, name, review):
    return review_result(_actor(cast, name), fresh(review))


def _pair(cast, name, review):
    return _see(cast, name, review).pairs[0]


@pytest.fixture
def five(cast):
    """Five people at Gift's organisation, Gift first."""
    return [
        cast.gift,
        *(
            Contact.objects.create(
                partner=cast.nyali,
                name=f"Person {number}",
                phone="1",
                time_zone="Africa/Blantyre",
            )
            for number in range(4)
        ),
    ]


def _closed(cast, contacts, ratings):
    """A closed review: Amina 4, each contact the rating beside it."""
    review = make_review(cast, contacts=contacts)
    answer_side(review, None, 4)
    for contact, rating in zip(contacts, ratings, strict=True):
        answer_all(seat_of_person(review, contact), {"D1": rating})
    return fresh(review)


# Who looks


@pytest.mark.parametrize("state", [ReviewState.OPEN, *OVER])
def test_strangers_see_nothing_in_any_state(cast, state):
    review = make_review(cast, state=state)
    for name in NOT_SEEING:
        with pytest.raises(NotPermitted):
            _see(cast, name, review)


@pytest.mark.parametrize(
    ("name", "viewer"),
    [
        ("amina", Viewer.FOUNDATION),
        ("dan", Viewer.FOUNDATION),
        ("fay", Viewer.FOUNDATION),
        ("eve", Viewer.HELPER),
        ("gift", Viewer.PARTNER),
    ],
)
def test_the_role_decides_how_somebody_looks(cast, name, viewer):
    assert viewer_of(_actor(cast, name), make_review(cast)) == viewer


def test_what_the_system_builds_is_no_helper_s_view(cast):
    assert viewer_of(SYSTEM, make_review(cast)) == Viewer.FOUNDATION


# Blind until both are in


@pytest.mark.parametrize("name", SEEING)
def test_while_one_side_is_missing_nobody_sees_more_than_counts(cast, name):
    review = make_review(cast)
    answer_side(review, cast.malawi_party, 1)
    result = _see(cast, name, review)
    assert (result.is_unveiled, result.pairs, result.comments) == (False, (), ())
    assert raw_answers(_actor(cast, name), review) is None
    done = [(each.side, each.done_count) for each in result.progress.sides]
    assert done == [(F, 0), (P, 1)]


@pytest.mark.parametrize(
    "state", [ReviewState.SCHEDULED, ReviewState.OPEN, ReviewState.CANCELLED]
)
def test_nothing_is_unveiled_before_closing_or_after_cancelling(cast, state):
    review = make_review(cast, state=state)
    unveiled_to = [name for name in SEEING if _see(cast, name, review).is_unveiled]
    assert unveiled_to == []


@pytest.mark.parametrize("state", [*OVER, ReviewState.LAPSED])
def test_once_both_are_in_the_joint_result_tells_each_side_and_the_gap(cast, state):
    review = make_review(cast, state=state, foundation=5, partner=3)
    pair = _pair(cast, "amina", review)
    assert (str(pair.index), str(pair.gap_index)) == ("75.00", "2.00")
    assert (str(pair.index_foundation), str(pair.index_partner)) == ("100.00", "50.00")
    first = pair.dimensions[0]
    assert [str(n) for n in (first.foundation, first.partner, first.joint)] == [
        "5.00",
        "3.00",
        "4.00",
    ]
    assert (first.band, first.gap_band) == (DimensionBand.STRONG, GapBand.TALK_FIRST)
    assert first.counts == {F: 1, P: 1}
    assert (pair.status, [each.text for each in pair.rules]) == (Status.AMBER, ["A3"])
    assert pair.certainty == Certainty.FAIR


@pytest.mark.parametrize("state", [*OVER, ReviewState.LAPSED])
def test_everybody_of_both_sides_sees_the_same_joint_result(cast, state):
    review = make_review(cast, state=state, foundation=5, partner=3)
    pairs = {name: _pair(cast, name, review) for name in SEEING}
    seen = {
        name: (
            pair.index,
            pair.gap_index,
            pair.index_foundation,
            pair.index_partner,
            [(one.foundation, one.partner, one.joint) for one in pair.dimensions],
            pair.status,
            [rule.text for rule in pair.rules],
            pair.certainty,
        )
        for name, pair in pairs.items()
    }
    assert [name for name in SEEING if seen[name] != seen["amina"]] == []


# One side only


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.COMPLETED])
def test_the_means_of_a_lone_foundation_stay_inside_it(cast, state):
    review = make_review(cast, state=state, foundation=2, partner=None)
    inside, outside = _pair(cast, "amina", review), _pair(cast, "gift", review)
    assert str(inside.index_foundation) == "25.00"
    assert str(inside.dimensions[0].foundation) == "2.00"
    assert outside.index_foundation is None
    assert {each.foundation for each in outside.dimensions} == {None}
    assert [each.text for each in outside.rules] == ["A5"]
    assert outside.info == ()
    assert {inside.index, outside.index} == {None}


def test_the_means_of_a_lone_partner_stay_inside_it(cast):
    review = make_review(
        cast, state=ReviewState.CLOSED, foundation=None, partner={"D2": 1}
    )
    inside, outside = _pair(cast, "gift", review), _pair(cast, "amina", review)
    assert str(inside.dimensions[1].partner) == "1.00"
    assert {each.partner for each in outside.dimensions} == {None}
    assert [each.text for each in outside.rules] == ["A5"]
    assert outside.status == Status.GREY
    assert outside.dimensions[1].counts == {F: 0}


def test_the_helper_sees_the_means_of_a_lone_side(cast):
    review = make_review(cast, state=ReviewState.CLOSED, foundation=None, partner=3)
    assert str(_pair(cast, "eve", review).index_partner) == "50.00"


# Small sides


def _spread_of_partner(cast, name, review):
    return _pair(cast, name, review).dimensions[0].spreads.get(P)


def test_lowest_value_and_range_of_a_small_side_are_hidden(cast, five):
    review = _closed(cast, five[:4], [1, 5, 5, 5])
    for name in ("amina", "brian", "dan", "fay", "gift"):
        assert _spread_of_partner(cast, name, review) is None, name
        flags = [each.text for each in _pair(cast, name, review).info]
        assert "I1:D1" not in flags, name


def test_the_helper_sees_lowest_value_and_range_of_a_small_side(cast, five):
    review = _closed(cast, five[:4], [1, 5, 5, 5])
    spread = _spread_of_partner(cast, "eve", review)
    assert (spread.lowest, spread.highest, spread.word) == (1, 5, SpreadWord.SPLIT)
    assert "I1:D1" in [each.text for each in _pair(cast, "eve", review).info]


def test_with_five_people_both_sides_see_the_spread(cast, five):
    review = _closed(cast, five, [1, 5, 5, 5, 5])
    for name in SEEING:
        assert _spread_of_partner(cast, name, review).lowest == 1, name
        flags = [each.text for each in _pair(cast, name, review).info]
        assert "I1:D1" in flags, name


def test_of_a_flag_about_both_sides_only_the_large_one_is_named(cast, five):
    review = make_review(cast, contacts=five)
    answer_side(review, None, {"D1": 1})
    answer_side(review, cast.malawi_party, {"D1": 1})
    flags = {each.text: each.sides for each in _pair(cast, "amina", review).info}
    assert flags["I1:D1"] == (P,)


def test_whether_somebody_would_work_again_is_personal_too(cast):
    review = make_review(cast)
    answer_side(review, None, 4)
    answer_all(
        seat_of_person(review, cast.gift), closing=Closing(overall=1, work_again="NO")
    )
    seen = {
        name: [each.text for each in _pair(cast, name, review).info]
        for name in ("amina", "gift", "eve")
    }
    # I4 rests on both sides' means; I5 on what one person said.
    assert seen["amina"] == seen["gift"] == []
    assert seen["eve"] == ["I5:P"]


def test_a_side_that_answers_together_has_no_spread(cast):
    review = make_review(cast, state=ReviewState.CLOSED, mode=AnswerMode.TOGETHER)
    pair = _pair(cast, "eve", review)
    assert pair.dimensions[0].spreads == {}
    assert pair.modes == {F: AnswerMode.TOGETHER, P: AnswerMode.TOGETHER}


# Single answers and comments


def test_only_the_helper_reads_single_answers(cast):
    review = make_review(cast, state=ReviewState.CLOSED)
    read = {name: raw_answers(_actor(cast, name), review) for name in SEEING}
    assert {name for name, sides in read.items() if sides} == {"eve"}
    people = [each.name for side in read["eve"] for each in side.people]
    assert people == ["Amina", "Gift"]


@pytest.fixture
def commented(cast):
    review = make_review(cast)
    closing = Closing(
        keep="For both",
        change="For us",
        change_audience=Audience.MY_SIDE,
        unsaid="For the helper",
    )
    answer_all(seat_of_person(review, cast.gift), closing=closing, evidence="Seen")
    answer_side(review, None, 4)
    return fresh(review)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("amina", ["For both"]),
        ("dan", ["For both"]),
        ("fay", ["For both"]),
        ("gift", ["For both", "For us"]),
        ("eve", ["For both", "For us", "For the helper"]),
    ],
)
def test_each_comment_reaches_whom_its_author_chose(cast, commented, name, texts):
    assert [each.text for each in _see(cast, name, commented).comments] == texts


def test_comments_of_a_lone_side_stay_inside_it(cast):
    review = make_review(cast)
    answer_all(seat_of_person(review, cast.gift), closing=Closing(keep="For both"))
    type(review).objects.filter(pk=review.pk).update(state=ReviewState.CLOSED)
    assert _see(cast, "amina", review).comments == ()


def test_comments_of_one_person_cannot_be_joined(cast, five):
    review = make_review(cast, contacts=five[:2])
    answer_side(review, None, 4)
    first, second = five[:2]
    answer_all(seat_of_person(review, first), closing=Closing(keep="b", change="a"))
    answer_all(seat_of_person(review, second), closing=Closing(keep="a", change="b"))
    comments = _see(cast, "amina", review).comments
    assert [(each.about, each.text) for each in comments] == [
        ("keep", "a"),
        ("keep", "b"),
        ("change", "a"),
        ("change", "b"),
    ]


# Coalitions and trends


def test_a_partner_of_a_coalition_sees_its_own_pair_only(cast, coalition, zuwa):
    review, second = coalition
    zuwas = review_result(link_actor(zuwa, cast.malawi_partnership), review)
    assert [pair.party for pair in zuwas.pairs] == [second]
    assert len(_see(cast, "amina", review).pairs) == 2


def test_the_trend_is_told_with_its_readings(cast):
    review = make_review(cast, state=ReviewState.COMPLETED)
    trend = _pair(cast, "amina", review).trend
    assert (trend.word, trend.count) == (TrendWord.FIRST_READING, 1)


def test_a_result_older_than_its_interval_is_less_sure(cast, five):
    review = make_review(
        cast,
        state=ReviewState.COMPLETED,
        users=[cast.amina, cast.brian],
        contacts=five,
    )

    def sure(after: int) -> Certainty:
        today = review.completed_on + timedelta(days=after)
        return (
            review_result(cast.actor("amina"), review, today=today).pairs[0].certainty
        )

    next_on = standing_of(cast.malawi_partnership, review.completed_on).next_on
    days = (next_on - review.completed_on).days
    assert [sure(0), sure(days), sure(days + 1)] == [
        Certainty.GOOD,
        Certainty.GOOD,
        Certainty.FAIR,
    ]


def test_a_result_that_another_one_followed_is_less_sure(cast, five):
    panel = {"users": [cast.amina, cast.brian], "contacts": five}
    first = make_review(cast, state=ReviewState.COMPLETED, **panel)
    later = NOW + timedelta(days=60)
    make_review(cast, state=ReviewState.COMPLETED, now=later, **panel)
    result = review_result(cast.actor("amina"), first, today=later.date())
    assert result.pairs[0].certainty == Certainty.FAIR


def test_a_result_takes_a_fixed_number_of_queries(
    cast, five, django_assert_max_num_queries
):
    review = _closed(cast, five, [4, 4, 4, 4, 4])
    actor = _actor(cast, "eve")
    with django_assert_max_num_queries(8):
        result = review_result(actor, review, today=TODAY)
        assert [pair.party.partner.name for pair in result.pairs] == ["Nyali Trust"]
