from itertools import product

import pytest

from eclt_partners.common.errors import IllegalTransition
from partners.choices import Stage
from partners.rules.stages import NEXT, check_stage_step, next_stages

S = Stage
ARROWS = {
    (S.EXPLORING, S.SHAPING),
    (S.EXPLORING, S.NOT_PURSUED),
    (S.SHAPING, S.NOT_PURSUED),
    (S.SHAPING, S.ACTIVE),
    (S.ACTIVE, S.TRANSITION),
    (S.TRANSITION, S.ACTIVE),
    (S.TRANSITION, S.SUSTAINING),
    (S.ACTIVE, S.SUSTAINING),
    (S.SUSTAINING, S.CONCLUDED),
    (S.SUSTAINING, S.SHAPING),
    (S.CONCLUDED, S.SHAPING),
    (S.ACTIVE, S.PAUSED),
    (S.TRANSITION, S.PAUSED),
    (S.ACTIVE, S.ENDED_EARLY),
    (S.TRANSITION, S.ENDED_EARLY),
    (S.PAUSED, S.ENDED_EARLY),
    (S.ENDED_EARLY, S.CONCLUDED),
}
PAIRS = list(product(Stage, Stage))


@pytest.mark.parametrize(("old", "new"), sorted(ARROWS))
def test_every_arrow_of_the_table_may_be_taken(old, new):
    assert check_stage_step(old, new) is None


@pytest.mark.parametrize(("old", "new"), [pair for pair in PAIRS if pair not in ARROWS])
def test_every_other_pair_is_refused(old, new):
    with pytest.raises(IllegalTransition):
        check_stage_step(old, new)


def test_the_table_names_every_stage():
    assert set(NEXT) == set(Stage)


@pytest.mark.parametrize("before", [S.ACTIVE, S.TRANSITION])
def test_a_paused_partnership_goes_back_where_it_was_or_ends(before):
    assert next_stages(S.PAUSED, before_pause=before) == {before, S.ENDED_EARLY}


def test_a_paused_partnership_does_not_jump_to_another_stage():
    with pytest.raises(IllegalTransition):
        check_stage_step(S.PAUSED, S.TRANSITION, before_pause=S.ACTIVE)


@pytest.mark.parametrize("new", [S.PAUSED, S.ENDED_EARLY])
def test_an_open_renegotiation_does_not_hold_up_a_pause_or_an_end(new):
    assert check_stage_step(S.ACTIVE, new, renegotiation_open=True) is None


@pytest.mark.parametrize("new", [S.TRANSITION, S.SUSTAINING])
def test_an_open_renegotiation_holds_up_any_other_step(new):
    with pytest.raises(IllegalTransition):
        check_stage_step(S.ACTIVE, new, renegotiation_open=True)
