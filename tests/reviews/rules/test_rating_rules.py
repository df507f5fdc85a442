from fractions import Fraction

import pytest

from partners.choices import Side
from reviews.choices import NoRating
from reviews.rules.findings import Grey, ambers, reds, status_of
from reviews.rules.instrument import DIMENSIONS
from reviews.rules.rating_rules import (
    grey_reason,
    rules_from_change,
    rules_from_ratings,
)
from reviews.rules.ratings import NOBODY
from reviews.rules.scoring import score
from tests.golden import (
    PARTNERSHIPS,
    but,
    by_id,
    cases,
    exact,
    portfolio_readings,
    same,
)
from tests.reviews.rules.test_scoring import golden_score

NK = NoRating.NOT_KNOWN


def texts(foundation, partner, previous=None):
    fired = rules_from_ratings(score(foundation, partner), previous)
    return {each.text for each in fired}


@pytest.mark.parametrize("case", cases("score"), ids=by_id)
def test_the_worked_cases_fire_exactly_their_rules(case):
    expect = case["expect"]
    found = golden_score(case)
    fired = rules_from_ratings(found, exact(case["prev_H"]))
    assert {each.text for each in reds(fired)} == set(expect["red"])
    assert {each.text for each in ambers(fired)} == set(expect["amber"])
    assert status_of(fired, grey=found.index is None) == expect["rag"]


@pytest.mark.parametrize("code", PARTNERSHIPS)
def test_every_review_of_the_portfolio_has_its_status_by_ratings_alone(code):
    row = PARTNERSHIPS[code]
    read = portfolio_readings(row)
    assert [each.status for each in read] == [
        review["rag_from_ratings"] for review in row["reviews"]
    ]
    assert [{each.text for each in one.fired} for one in read] == [
        set(review["rules"]) for review in row["reviews"]
    ]


@pytest.mark.parametrize(
    ("foundation", "rules"),
    [
        (same(3), {"A1"}),
        (but(same(4), D1=[3, 3], D4=[3, 3]), set()),
    ],
)
def test_an_index_between_the_lines_is_amber(foundation, rules):
    assert texts(foundation, foundation) == rules


def half_filled(level, steps):
    """`level` everywhere, one step more in the first `steps` dimensions."""
    return {code: [level + (at < steps)] for at, code in enumerate(DIMENSIONS)}


@pytest.mark.parametrize(
    ("one", "other", "index", "rule"),
    [
        (half_filled(2, 5), half_filled(3, 0), "43.75", "A1"),
        (half_filled(2, 6), half_filled(2, 6), "40", "A1"),
        (half_filled(2, 6), half_filled(2, 5), "38.75", "R1"),
        (half_filled(3, 6), half_filled(3, 6), "65", None),
        (half_filled(3, 6), half_filled(3, 5), "63.75", "A1"),
    ],
)
def test_the_lines_at_40_and_65_belong_to_the_better_side(one, other, index, rule):
    assert score(one, other).index == Fraction(index)
    fired = {each for each in texts(one, other) if each in ("R1", "A1")}
    assert fired == ({rule} if rule else set())


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(
    ("ratings", "fires"), [([2, 2], True), ([2] * 9 + [3], False), ([1, 3], True)]
)
@pytest.mark.parametrize(
    ("code", "rule"), [("D2", "R2:D2"), ("D3", "R2:D3"), ("D1", "A2:D1")]
)
def test_a_mean_of_two_or_less_on_either_side_fires(code, rule, ratings, fires, side):
    pair = [same(4), but(same(4), **{code: ratings})]
    assert (rule in texts(pair[side], pair[1 - side])) is fires


def test_a_low_mean_names_the_sides_it_is_about():
    found = score(same(4), but(same(4), D2=[2]))
    (fired,) = reds(rules_from_ratings(found, None))
    assert fired.sides == (Side.PARTNER,)


@pytest.mark.parametrize(
    ("partner", "fires"),
    [
        (but(same(4), D1=[2, 3]), True),
        (but(same(4), D1=[3, 3, 2, 3, 2]), False),
    ],
)
def test_one_gap_of_one_and_a_half_steps_fires(partner, fires):
    assert ("A3" in texts(same(4), partner)) is fires


def test_a_gap_where_the_partner_sees_it_better_fires_too():
    assert "A3" in texts(but(same(4), D1=[3]), but(same(4), D1=[5]))


@pytest.mark.parametrize(
    ("partner", "fires"),
    [(same(3), True), (but(same(3), D1=[3, 4]), False)],
)
def test_a_wide_gap_index_fires_without_any_single_wide_gap(partner, fires):
    assert ("A3" in texts(same(4), partner)) is fires


@pytest.mark.parametrize(
    ("fall", "rule"),
    [
        ("-5", set()),
        ("9.99", set()),
        ("10", {"A4"}),
        ("19.99", {"A4"}),
        ("20", {"R3"}),
        ("20.01", {"R3"}),
    ],
)
def test_a_fall_of_ten_is_amber_and_of_twenty_red(fall, rule):
    fired = rules_from_change(Fraction(50), 50 + Fraction(fall))
    assert {each.text for each in fired} == rule


def test_without_two_indexes_there_is_no_fall():
    assert rules_from_change(None, Fraction(50)) == ()
    assert rules_from_change(Fraction(50), None) == ()


def test_the_fall_is_counted_from_the_latest_review_with_an_index():
    read = portfolio_readings(
        {
            "reviews": [
                {"date": "2024-01-01", "foundation": [5] * 10, "partner": [5] * 10},
                {"date": "2025-01-01", "foundation": [4] * 10, "partner": None},
                {"date": "2026-01-01", "foundation": [4] * 10, "partner": [4] * 10},
            ]
        }
    )
    assert {each.text for each in read[-1].fired} == {"R3"}


@pytest.mark.parametrize(
    ("foundation", "partner", "silent"),
    [
        (same(4), NOBODY, (Side.PARTNER,)),
        (NOBODY, same(4), (Side.FOUNDATION,)),
    ],
)
def test_a_silent_side_is_named(foundation, partner, silent):
    found = score(foundation, partner)
    (fired,) = rules_from_ratings(found, None)
    assert (fired.text, fired.sides) == ("A5", silent)
    assert grey_reason(found) is Grey.ONE_SIDE


def test_too_few_answers_of_both_sides_are_another_reason():
    partner = {code: [NK] for code in DIMENSIONS}
    assert grey_reason(score(same(4), partner)) is Grey.FEW_ANSWERS
    assert grey_reason(score(same(4), same(4))) is None
