"""Which outcome of a promise may follow which."""

from datetime import date, timedelta
from itertools import product

import pytest

from agreements.choices import InstanceState
from agreements.rules.outcomes import NEXT, REPORTED, check_outcome, is_too_early
from eclt_partners.common.errors import IllegalTransition

ALL = list(product(InstanceState, InstanceState))
ARROWS = [(old, new) for old, new in ALL if new in NEXT[old]]


@pytest.mark.parametrize(("old", "new"), ARROWS)
def test_every_arrow_may_be_gone(old, new) -> None:
    assert check_outcome(old, new, is_confirmed=False) is None


@pytest.mark.parametrize(("old", "new"), [p for p in ALL if p not in ARROWS])
def test_every_other_step_is_refused(old, new) -> None:
    with pytest.raises(IllegalTransition):
        check_outcome(old, new, is_confirmed=False)


@pytest.mark.parametrize(("old", "new"), ARROWS)
def test_nothing_moves_after_the_other_side_confirmed(old, new) -> None:
    with pytest.raises(IllegalTransition):
        check_outcome(old, new, is_confirmed=True)


def test_due_soon_is_no_state_of_its_own() -> None:
    assert not [pair for pair in ARROWS if InstanceState.DUE_SOON in pair]


@pytest.mark.parametrize("state", REPORTED)
def test_an_open_day_may_become_everything_that_is_reported(state) -> None:
    assert check_outcome(InstanceState.NOT_DUE, state, is_confirmed=False) is None


@pytest.mark.parametrize(
    ("state", "days", "early"),
    [
        (InstanceState.NOT_KEPT, 0, True),
        (InstanceState.NOT_KEPT, 1, False),
        (InstanceState.KEPT_LATE, -5, True),
        (InstanceState.KEPT, -5, False),
        (InstanceState.PARTLY, -5, False),
    ],
)
def test_late_and_not_kept_need_the_day_to_be_over(state, days, early) -> None:
    due_on = date(2026, 11, 23)

    assert is_too_early(state, due_on, due_on + timedelta(days=days)) is early
