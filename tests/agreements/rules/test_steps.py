"""What each side may do with a due date, and where it stands today."""

from datetime import date, timedelta
from itertools import product

import pytest

from agreements.choices import InstanceState, Phase, PromiseStep
from agreements.rules.outcomes import NEXT, OPEN, REPORTED, STORED
from agreements.rules.phases import counts, phase_of
from agreements.rules.steps import (
    ASKS,
    Situation,
    check_step,
    helper_steps,
    other,
    side_of_key,
    steps_open,
)
from eclt_partners.common.errors import IllegalTransition
from partners.choices import OwnerSide, Side

F, P = Side.FOUNDATION, Side.PARTNER
S, STEP = InstanceState, PromiseStep
OURS, THEIRS, BOTH = OwnerSide.FOUNDATION, OwnerSide.PARTNER, OwnerSide.JOINT
DUE = date(2026, 11, 23)
REPORT_STEPS = {STEP(state.value) for state in REPORTED}


def open_to(reader, owner=OURS, state=S.NOT_DUE, **more) -> set[PromiseStep]:
    return set(steps_open(Situation(owner, state, **more), reader))


@pytest.mark.parametrize(
    ("owner", "reader", "may"),
    [
        (OURS, F, True),
        (OURS, P, False),
        (THEIRS, P, True),
        (THEIRS, F, True),
        (BOTH, F, True),
        (BOTH, P, True),
    ],
)
def test_the_owner_reports_and_the_foundation_writes_down_what_it_is_told(
    owner, reader, may
) -> None:
    assert (open_to(reader, owner) >= REPORT_STEPS) is may


@pytest.mark.parametrize(
    ("owner", "reporter"), [(OURS, F), (THEIRS, P), (THEIRS, F), (BOTH, F), (BOTH, P)]
)
def test_whoever_did_not_report_confirms_or_objects(owner, reporter) -> None:
    answers = {STEP.CONFIRM, STEP.OBJECT}
    told = {"owner": owner, "state": S.KEPT, "reported_by": reporter}

    assert open_to(other(reporter), **told) == {*answers, STEP.RELEASED}
    assert not open_to(reporter, **told) & answers
    assert open_to(reporter, **told) == {*REPORT_STEPS, STEP.RELEASED} - {STEP.KEPT}


@pytest.mark.parametrize(("reader", "state"), list(product(Side, sorted(STORED))))
def test_nothing_is_open_once_both_sides_said_the_same(reader, state) -> None:
    assert open_to(reader, state=state, is_confirmed=True) == set()


@pytest.mark.parametrize("reader", Side)
def test_what_is_released_stays_released(reader) -> None:
    assert open_to(reader, state=S.RELEASED) == set()


@pytest.mark.parametrize("state", sorted(OPEN))
def test_one_side_asks_and_the_other_answers(state) -> None:
    assert STEP.RELEASED in open_to(P, state=state)
    asked = {"state": state, "asked_by": P}
    assert open_to(P, **asked) == set()
    assert open_to(F, **asked) == {*REPORT_STEPS, STEP.AGREE, STEP.DECLINE}


@pytest.mark.parametrize("reader", Side)
def test_in_a_dispute_either_side_offers_a_way_out(reader) -> None:
    assert open_to(reader, state=S.DISPUTED, reported_by=F) == set(ASKS)
    asked = {"state": S.DISPUTED, "reported_by": F, "asked_by": reader}
    assert open_to(reader, **asked) == set()
    assert open_to(other(reader), **asked) == {STEP.AGREE, STEP.DECLINE}


@pytest.mark.parametrize("state", sorted(STORED))
def test_the_helper_settles_disputes_and_nothing_else(state) -> None:
    found = helper_steps(Situation(OURS, state))

    assert found == (set(ASKS) if state == S.DISPUTED else set())


@pytest.mark.parametrize("step", STEP)
def test_every_step_is_taken_only_when_it_is_open(step) -> None:
    here = Situation(OURS, S.KEPT, reported_by=F)

    if step in open_to(P, state=S.KEPT, reported_by=F):
        assert check_step(here, step, P) is None
    else:
        with pytest.raises(IllegalTransition):
            check_step(here, step, P)


@pytest.mark.parametrize(
    ("owner", "state", "by"), list(product(OwnerSide, sorted(STORED), Side))
)
def test_every_open_outcome_is_an_arrow_of_the_table(owner, state, by) -> None:
    reported_by = None if state in OPEN else by
    found = open_to(by, owner=owner, state=state, reported_by=reported_by)

    outcomes = {S(step.value) for step in found if step in ASKS}
    assert outcomes <= NEXT[state] | {state}


@pytest.mark.parametrize(
    ("key", "side"), [("", None), ("contact:7", P), ("user:7", F), ("system", F)]
)
def test_a_key_tells_the_side(key, side) -> None:
    assert side_of_key(key) == side


@pytest.mark.parametrize(
    ("days", "phase"),
    [
        (-15, Phase.NOT_DUE),
        (-14, Phase.DUE_SOON),
        (0, Phase.DUE_SOON),
        (1, Phase.OVERDUE),
    ],
)
def test_an_open_day_is_soon_for_fourteen_days_and_then_overdue(days, phase) -> None:
    today = DUE + timedelta(days=days)

    assert phase_of(S.NOT_DUE, DUE, today, is_confirmed=False) == phase


@pytest.mark.parametrize("state", REPORTED)
def test_a_report_waits_until_the_other_side_spoke_or_was_silent(state) -> None:
    assert phase_of(state, DUE, DUE, is_confirmed=False) == Phase.WAITING
    assert phase_of(state, DUE, DUE, is_confirmed=True) == Phase.SETTLED
    assert not counts(state, is_confirmed=False)
    assert counts(state, is_confirmed=True)


@pytest.mark.parametrize("state", [S.RELEASED, S.DISPUTED])
def test_released_and_disputed_are_counted_apart(state) -> None:
    assert counts(state, is_confirmed=False)
