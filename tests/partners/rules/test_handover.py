from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.choices import Fate
from partners.rules.handover import (
    FunctionReading,
    HandoverBand,
    Pillar,
    function_readiness,
    handover_band,
    handover_readiness,
    weakest_pillars,
)
from partners.rules.rounding import half_up
from tests.golden import by_id, cases


def function(*levels, importance=1, accepted=True, fate=Fate.CONTINUE):
    pillars = dict(zip(Pillar, levels, strict=True))
    return FunctionReading(importance, pillars, accepted, fate)


def golden_functions(case):
    return [
        function(*levels, importance=importance, accepted=accepted)
        for _name, importance, levels, accepted in case["functions"]
    ]


@pytest.mark.parametrize("case", cases("handover"), ids=by_id)
def test_the_worked_cases_come_out_exactly(case):
    functions = golden_functions(case)
    found = [half_up(function_readiness(each), 2) for each in functions]
    expected = [Decimal(str(value)) for _name, value in case["expect"]["per_function"]]
    assert found == expected
    hri = Decimal(str(case["expect"]["HRI"]))
    assert half_up(handover_readiness(functions), 2) == hri


def test_the_weakest_pillar_pulls_a_function_down():
    assert function_readiness(function(4, 4, 4, 0)) == Fraction(75, 2)


def test_an_unknown_or_missing_pillar_counts_nothing():
    missing = FunctionReading(1, {Pillar.RESOURCES: 4}, owner_accepted=True)
    assert function_readiness(function(4, None, None, None)) == Fraction(25, 2)
    assert function_readiness(missing) == Fraction(25, 2)


def test_a_function_without_an_owner_stays_at_most_at_the_cap():
    assert function_readiness(function(4, 4, 4, 4, accepted=False)) == 40
    assert function_readiness(function(1, 1, 1, 1, accepted=False)) == 25


def test_what_is_stopped_on_purpose_is_left_out():
    stopped = function(0, 0, 0, 0, importance=3, fate=Fate.STOP)
    changed = function(4, 4, 4, 4, fate=Fate.CHANGE)
    assert handover_readiness([stopped, changed]) == 100


def test_without_a_function_to_hand_over_nothing_is_assessed():
    assert handover_readiness([]) is None
    assert handover_readiness([function(4, 4, 4, 4, fate=Fate.STOP)]) is None


def test_the_weakest_pillars_are_named():
    assert weakest_pillars(function(3, 2, 4, 2)) == (Pillar.CAPACITY, Pillar.LINKAGES)
    assert weakest_pillars(function(1, None, 4, 2)) == (Pillar.CAPACITY,)


@pytest.mark.parametrize(
    ("index", "band"),
    [
        ("39.99", HandoverBand.NOT_READY),
        ("40", HandoverBand.PARTLY),
        ("59.99", HandoverBand.PARTLY),
        ("60", HandoverBand.NEARLY),
        ("79.99", HandoverBand.NEARLY),
        ("80", HandoverBand.READY),
    ],
)
def test_each_readiness_has_its_band(index, band):
    assert handover_band(Fraction(index)) == band


levels = st.lists(st.none() | st.integers(0, 4), min_size=4, max_size=4)
functions = st.builds(
    lambda four, importance, accepted: function(
        *four, importance=importance, accepted=accepted
    ),
    levels,
    st.integers(1, 3),
    st.booleans(),
)


@settings(max_examples=60)
@given(functions)
def test_readiness_is_never_above_the_mean_of_the_pillars(each):
    mean = Fraction(sum(each.levels.values()), 4)
    assert function_readiness(each) <= 25 * mean


@settings(max_examples=60)
@given(st.lists(functions, min_size=1, max_size=6))
def test_readiness_without_owners_is_at_most_the_cap(listed):
    ownerless = [FunctionReading(e.importance, e.pillars, False) for e in listed]
    assert handover_readiness(ownerless) <= 40
