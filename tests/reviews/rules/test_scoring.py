from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.choices import Side, Stage
from partners.rules.rounding import half_up, half_up_or_none
from reviews.choices import NoRating, ReviewKind
from reviews.rules.instrument import DIMENSIONS, asked_dimensions, off_by_stage
from reviews.rules.rating_rules import grey_reason
from reviews.rules.ratings import NOBODY
from reviews.rules.scoring import EQUAL_WEIGHTS, score
from tests.golden import PARTNERSHIPS, but, by_id, cases, exact, same, scored

NK, NA = NoRating.NOT_KNOWN, NoRating.NOT_APPLICABLE
REVIEWS = [
    pytest.param(review, id=f"{code} {review['date']}")
    for code, row in PARTNERSHIPS.items()
    for review in row["reviews"]
]


def golden_score(case):
    weights = case["weights"] or EQUAL_WEIGHTS
    return score(case["foundation"], case["partner"], weights=weights)


@pytest.mark.parametrize("case", cases("score"), ids=by_id)
def test_the_worked_cases_come_out_exactly(case):
    found, expect = golden_score(case), case["expect"]
    assert half_up_or_none(found.index, 2) == exact(expect["H"])
    assert half_up_or_none(found.foundation_index, 2) == exact(expect["H_F"])
    assert half_up_or_none(found.partner_index, 2) == exact(expect["H_P"])
    assert half_up_or_none(found.gap_index, 2) == exact(expect["G"])
    assert half_up_or_none(found.bias, 2) == exact(expect["B"])
    assert half_up(100 * found.coverage, 2) == exact(expect["coverage_pct"])


@pytest.mark.parametrize("case", cases("score"), ids=by_id)
def test_the_lessons_and_gaps_of_the_worked_cases_come_out_exactly(case):
    found, expect = golden_score(case), case["expect"]
    lessons = {str(n): half_up_or_none(v, 2) for n, v in found.lessons.items()}
    assert lessons == {n: exact(value) for n, value in expect["lesson"].items()}
    gaps = {d.code: half_up(d.gap, 2) for d in found.dimensions if d.gap is not None}
    assert gaps == {code: exact(value) for code, value in expect["gaps"].items()}


@pytest.mark.parametrize("review", REVIEWS)
def test_every_review_of_the_portfolio_scores_as_listed(review):
    found = scored(review)
    assert found.index == exact(review["H"])
    assert found.foundation_index == exact(review["H_F"])
    assert found.partner_index == exact(review["H_P"])
    assert found.gap_index == exact(review["G"])
    assert found.bias == exact(review["B"])


def test_each_side_counts_half_however_many_answer():
    crowd = {code: [5, 5, 5, 5] for code in DIMENSIONS}
    assert score(crowd, same(1)).index == 50


def test_coverage_of_exactly_seventy_percent_is_enough():
    partner = but(same(4), D1=[NK], D4=[NK], D5=[NK])
    found = score(same(4), partner)
    assert found.coverage == Fraction(7, 10)
    assert found.index == 75
    assert found.partner_index == 75


def test_one_dimension_less_is_not_enough():
    partner = but(same(4), D1=[NK], D4=[NK], D5=[NK], D6=[])
    found = score(same(4), partner)
    assert found.index is None
    assert found.partner_index is None
    assert found.foundation_index == 75


def test_what_everybody_says_does_not_apply_is_left_out():
    found = score(but(same(4), D10=[NA]), but(same(4), D10=[NA]))
    assert "D10" not in [each.code for each in found.dimensions]
    assert found.coverage == 1


def test_what_only_one_side_says_does_not_apply_lowers_coverage():
    found = score(but(same(4), D10=[NA]), same(4))
    assert found.coverage == Fraction(9, 10)


def test_dimensions_off_by_the_stage_are_not_scored():
    off = off_by_stage(Stage.SHAPING)
    found = score(but(same(4), D9=[1]), same(4), off=off)
    assert found.index == 75
    assert found.lessons[4] is None


@pytest.mark.parametrize("stage", list(Stage))
def test_growth_and_lasting_are_asked_once_there_is_an_agreement(stage):
    early = stage in (Stage.EXPLORING, Stage.SHAPING)
    asked = asked_dimensions(ReviewKind.FULL, stage)
    assert asked == (DIMENSIONS[:8] if early else DIMENSIONS)


def test_a_pulse_asks_three_dimensions_and_a_talk_none():
    assert asked_dimensions(ReviewKind.PULSE, Stage.ACTIVE) == ("D1", "D3", "D5")
    assert asked_dimensions(ReviewKind.TALK, Stage.ACTIVE) == ()


def test_nobody_at_all_leaves_everything_empty():
    found = score(NOBODY, NOBODY)
    assert (found.index, found.gap_index, found.bias) == (None, None, None)
    assert found.coverage == 0
    assert found.answered == frozenset()
    assert grey_reason(found) == "one_side"


def test_the_raters_of_each_side_are_counted():
    found = score({"D1": [4, 4], "D2": [4, 5, NK]}, same(3))
    assert (found.foundation_raters, found.partner_raters) == (3, 1)
    assert found.answered == set(Side)


@pytest.mark.parametrize("rating", [0, 6, -1, True, "4", 3.5, None])
def test_a_rating_that_no_form_could_send_is_refused(rating):
    with pytest.raises(ValueError, match="D2"):
        score(same(4), but(same(4), D2=[rating]))


def test_an_unknown_dimension_is_refused():
    with pytest.raises(ValueError, match="D11"):
        score({"D11": [4]}, same(4))


@pytest.mark.parametrize("weights", [{"D1": 1}, {**EQUAL_WEIGHTS, "D3": -1}])
def test_missing_or_negative_weights_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        score(same(4), same(4), weights=weights)


ratings = st.integers(1, 5) | st.sampled_from([NK, NA])


@st.composite
def sides(draw, given=ratings, most=3):
    people = draw(st.integers(1, most))
    row = st.lists(given, min_size=people, max_size=people)
    return {code: draw(row) for code in DIMENSIONS}


@settings(max_examples=50)
@given(sides(), sides())
def test_an_index_is_between_0_and_100(foundation, partner):
    found = score(foundation, partner)
    for index in (found.index, found.foundation_index, found.partner_index):
        assert index is None or 0 <= index <= 100
    assert 0 <= found.coverage <= 1


@settings(max_examples=50)
@given(sides(), sides())
def test_swapping_the_sides_only_turns_the_bias_round(foundation, partner):
    one, other = score(foundation, partner), score(partner, foundation)
    assert (one.index, one.gap_index) == (other.index, other.gap_index)
    assert one.bias == (None if other.bias is None else -other.bias)


@settings(max_examples=50)
@given(sides(), sides())
def test_asking_every_partner_rater_twice_changes_nothing(foundation, partner):
    twice = {code: [*given, *given] for code, given in partner.items()}
    one, other = score(foundation, partner), score(foundation, twice)
    assert (one.index, one.gap_index, one.bias) == (
        other.index,
        other.gap_index,
        other.bias,
    )


@settings(max_examples=50)
@given(sides(), sides(), st.integers(1, 5))
def test_a_rater_equal_to_the_mean_of_the_side_changes_nothing(one, two, level):
    foundation = {code: [level] for code in one}
    joined = {code: [level, level] for code in one}
    assert score(foundation, two).index == score(joined, two).index


@settings(max_examples=50)
@given(sides(), sides(), st.sampled_from(DIMENSIONS))
def test_not_knowing_never_raises_coverage(foundation, partner, code):
    unsure = but(partner, **{code: [NK for _ in partner[code]]})
    before = score(foundation, partner)
    if code in [each.code for each in before.dimensions]:
        assert score(foundation, unsure).coverage <= before.coverage


@settings(max_examples=50)
@given(sides(st.integers(1, 4)), sides(), st.sampled_from(DIMENSIONS))
def test_a_better_rating_never_lowers_the_index(foundation, partner, code):
    better = but(foundation, **{code: [each + 1 for each in foundation[code]]})
    before, after = score(foundation, partner), score(better, partner)
    assert before.index is None or after.index >= before.index


@settings(max_examples=50)
@given(sides(), sides(), st.sampled_from(DIMENSIONS), st.integers(0, 9))
def test_one_rater_who_is_unsure_never_raises_coverage(
    foundation, partner, code, place
):
    before = score(foundation, partner)
    given_here = list(partner.get(code, []))
    if not given_here or code not in [each.code for each in before.dimensions]:
        return
    given_here[place % len(given_here)] = NK
    unsure = but(partner, **{code: given_here})
    assert score(foundation, unsure).coverage <= before.coverage


@settings(max_examples=50)
@given(
    sides(st.integers(1, 4)), sides(), st.sampled_from(DIMENSIONS), st.integers(0, 9)
)
def test_one_better_rating_never_lowers_the_index(foundation, partner, code, place):
    better = list(foundation[code])
    better[place % len(better)] += 1
    before = score(foundation, partner)
    after = score(but(foundation, **{code: better}), partner)
    assert before.index is None or after.index >= before.index


@settings(max_examples=50)
@given(sides(st.integers(2, 4)), sides())
def test_somebody_in_the_middle_of_a_divided_side_changes_nothing(levels, other):
    divided = {code: [each[0] - 1, each[0] + 1] for code, each in levels.items()}
    joined = {code: [*each, sum(each) // 2] for code, each in divided.items()}
    one, two = score(divided, other), score(joined, other)
    assert (one.index, one.gap_index, one.bias) == (
        two.index,
        two.gap_index,
        two.bias,
    )
