from decimal import Decimal
from fractions import Fraction

import pytest

from agreements.choices import InstanceState
from agreements.rules.promises import Keeping, is_weak, promise_keeping, shows_share
from partners.choices import OwnerSide, Side
from partners.rules.rounding import half_up
from tests.golden import by_id, cases

F, P, BOTH = OwnerSide.FOUNDATION, OwnerSide.PARTNER, OwnerSide.JOINT


@pytest.mark.parametrize("case", cases("promises"), ids=by_id)
def test_the_worked_cases_come_out_exactly(case):
    keeping = Keeping(*case["on_time_late_partly_notkept"])
    expect = case["expect"]
    assert half_up(100 * keeping.share, 2) == Decimal(str(expect["pct"]))
    assert keeping.due == expect["due"]
    assert shows_share(keeping) is expect["show_pct"]


def test_without_a_promise_due_there_is_no_share():
    assert Keeping(released=3, disputed=2).due == 0
    assert Keeping(released=3, disputed=2).share is None


def test_late_and_partly_kept_promises_count_half():
    assert Keeping(kept_late=1).share == Fraction(1, 2)
    assert Keeping(partly=1).share == Fraction(1, 2)


def test_a_percentage_needs_five_promises():
    assert not shows_share(Keeping(kept=4))
    assert shows_share(Keeping(kept=5))


@pytest.mark.parametrize(
    ("keeping", "weak"),
    [
        (Keeping(kept=3, not_kept=2), False),
        (Keeping(kept=59, not_kept=41), True),
        (Keeping(kept=61, not_kept=39), False),
        (Keeping(not_kept=4), False),
        (Keeping(not_kept=5), True),
        (Keeping(), False),
    ],
)
def test_a_side_is_weak_below_sixty_percent_of_at_least_five(keeping, weak):
    assert is_weak(keeping) is weak


def test_a_joint_promise_counts_for_both_sides():
    found = promise_keeping([(BOTH, InstanceState.KEPT), (F, InstanceState.NOT_KEPT)])
    assert found[Side.FOUNDATION] == Keeping(kept=1, not_kept=1)
    assert found[Side.PARTNER] == Keeping(kept=1)


def test_each_state_is_counted_in_its_place():
    found = promise_keeping((P, state) for state in InstanceState)
    expected = Keeping(
        kept=1, kept_late=1, partly=1, not_kept=1, released=1, disputed=1
    )
    assert found[Side.PARTNER] == expected


def test_what_is_not_due_yet_counts_nowhere():
    states = [(F, InstanceState.NOT_DUE), (F, InstanceState.DUE_SOON)]
    assert promise_keeping(states) == {
        Side.FOUNDATION: Keeping(),
        Side.PARTNER: Keeping(),
    }
