"""How a readiness came about, with the example H1 of the method."""

from fractions import Fraction

from partners.choices import Fate
from partners.rules.handover import FunctionReading, Pillar
from partners.rules.handover_steps import function_steps, handover_steps
from partners.rules.rounding import half_up


def reading(importance, *levels, owner=True, fate=Fate.CONTINUE):
    pillars = dict(zip(Pillar, levels, strict=True))
    return FunctionReading(importance, pillars, owner, fate)


H1 = [
    reading(2, 3, 3, 4, 3),
    reading(3, 2, 3, 3, 3),
    reading(3, 1, 2, 2, 3, owner=False),
    reading(1, 4, 4, 4, 3),
]


def test_the_steps_of_the_example_add_up_to_its_index():
    steps = handover_steps(H1)
    assert steps.weight == 9
    assert half_up(steps.index, 2) == half_up(Fraction(5903, 100), 2)


def test_each_step_of_one_function_is_there():
    steps = function_steps(H1[0])
    assert (steps.mean, steps.lowest) == (Fraction(13, 4), 3)
    assert half_up(steps.readiness, 2) == half_up(Fraction(7813, 100), 2)
    assert steps.share == 2 * steps.readiness


def test_a_limit_is_named_only_when_it_takes_points_away():
    assert not function_steps(H1[2]).is_capped
    capped = function_steps(reading(1, 4, 4, 4, 4, owner=False))
    assert (capped.is_capped, capped.before_cap, capped.readiness) == (True, 100, 40)


def test_what_stops_is_left_out():
    assert handover_steps([reading(3, 4, 4, 4, 4, fate=Fate.STOP)]).index is None
