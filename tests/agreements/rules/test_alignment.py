"""Which words of two texts belong together."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.alignment import LARGEST_GAP, matches

LETTERS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(LETTERS, LETTERS)
def test_pairs_are_equal_and_rise_on_both_sides(old, new) -> None:
    pairs = matches(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(LETTERS, st.data())
def test_what_was_only_taken_out_leaves_all_the_rest_matched(old, data) -> None:
    kept = [word for word in old if data.draw(st.booleans())]
    assert len(matches(old, old)) == len(old)
    assert not kept or matches(old, kept)


def test_a_rare_word_ties_texts_together_and_a_common_one_does_not() -> None:
    old = ["the", "the", "the", "committee", "the"]
    new = ["the", "committee", "the", "the", "the", "the"]
    assert (3, 1) in matches(old, new)


def test_a_large_gap_without_rare_words_counts_as_replaced() -> None:
    draw = random.Random(7)  # noqa: S311 - a text, no secret
    side = int(LARGEST_GAP**0.5) + 20
    old = ["x", *(draw.choice("ab") for _ in range(side)), "x"]
    new = ["y", *(draw.choice("ab") for _ in range(side)), "y"]
    assert matches(old, new) == []
    small = side // 2
    assert len(matches(old[:small], new[:small])) > small // 3
