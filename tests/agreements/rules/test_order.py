"""What was moved, and what kept its order."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.order import longest_rising


@pytest.mark.parametrize(
    ("places", "run"),
    [
        ([], []),
        ([0, 1, 2], [0, 1, 2]),
        ([2, 0, 1], [1, 2]),
        ([1, 2, 3, 0], [0, 1, 2]),
        ([3, 2, 1, 0], [3]),
    ],
)
def test_one_moved_item_is_outside_the_run(places, run) -> None:
    assert longest_rising(places) == run


@given(st.permutations(range(7)))
def test_no_rising_run_is_longer(places) -> None:
    run = longest_rising(places)
    assert [places[at] for at in run] == sorted(places[at] for at in run)
    longest = max(
        size
        for size in range(1, 8)
        if any(list(cut) == sorted(cut) for cut in combinations(places, size))
    )
    assert len(run) == longest
