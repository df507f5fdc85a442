import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.rules.rounding import half_up
from reviews.rules.spread import SpreadWord, spread
from tests.golden import by_id, cases, exact

W = SpreadWord
WORDS = {"A1": W.AGREE, "A2": W.SPLIT, "A3": W.SPLIT, "A4": W.AGREE, "A5": W.SPLIT}


@pytest.mark.parametrize("case", cases("agreement"), ids=by_id)
def test_the_worked_cases_come_out_exactly(case):
    found, expect = spread(case["ratings"]), case["expect"]
    assert (found.count, found.range) == (expect["n"], expect["range"])
    numbers = {
        "mean": found.mean,
        "AD": found.average_deviation,
        "s2": found.variance,
        "rwg": found.rwg,
        "rstar": found.rstar,
    }
    for name, value in numbers.items():
        assert half_up(value, 4) == exact(expect[name]), name


@pytest.mark.parametrize("case", cases("agreement"), ids=by_id)
def test_the_worked_cases_have_their_words(case):
    assert spread(case["ratings"]).word is WORDS[case["id"]]


@pytest.mark.parametrize(
    ("ratings", "word"),
    [
        ([1], W.ONE_VOICE),
        ([3, 3], W.AGREE),
        ([3, 4], W.AGREE),
        ([3, 5], W.MIXED),
        ([2, 5], W.SPLIT),
        ([1, 3, 3, 3], W.MIXED),
        # Five people: the average deviation decides before the range.
        ([5, 5, 5, 5, 5, 5, 5, 5, 5, 1], W.AGREE),
        ([3, 3, 3, 5, 5], W.MIXED),
        ([2, 2, 5, 5, 5], W.SPLIT),
        # Deviations of 0.8163 and 0.8333, on either side of 0.83.
        ([1, 4, 4, 4, 4, 5, 5], W.AGREE),
        ([1, 4, 4, 4, 4, 4], W.SPLIT),
    ],
)
def test_the_word_follows_the_range_and_with_five_the_deviation(ratings, word):
    assert spread(ratings).word is word


def test_one_voice_has_no_variance():
    found = spread([4])
    assert (found.variance, found.rwg, found.rstar) == (None, None, None)
    assert found.average_deviation == 0


def test_without_ratings_there_is_no_spread():
    assert spread([]) is None


@settings(max_examples=50)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=9))
def test_the_order_of_the_ratings_does_not_matter(ratings):
    assert spread(ratings) == spread(sorted(ratings))
    assert 0 <= spread(ratings).rwg <= 1
