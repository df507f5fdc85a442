"""What ends in the next 12 months, and is it ready?"""

from fractions import Fraction

import pytest

from eclt_partners.dashboards.rules.endings import endings
from partners.choices import Fate, Stage
from partners.rules.handover import FunctionReading, Pillar
from partners.rules.handover_steps import weakest_pillar
from tests.dashboards.rows import TODAY, a_row, a_standing


def _function(levels, *, importance=2, owner=True, fate=Fate.CONTINUE):
    return FunctionReading(
        importance, dict(zip(Pillar, levels, strict=True)), owner, fate
    )


def _row(code="MW-01", *, days=100, hri=None, stage=Stage.ACTIVE, functions=()):
    standing = a_standing(days_to_end=days, hri=hri)
    return a_row(code, stage=stage, standing=standing, functions=functions)


@pytest.mark.parametrize(("days", "count"), [(365, 1), (366, 0), (0, 1), (-45, 1)])
def test_it_lists_what_ends_within_a_year_or_has_ended(days, count):
    assert len(endings([_row(days=days)], TODAY)["rows"]) == count


def test_a_partnership_that_only_gets_to_know_each_other_does_not_end():
    assert endings([_row(stage=Stage.EXPLORING)], TODAY)["rows"] == []


def test_the_earliest_end_comes_first():
    rows = endings([_row("MW-01", days=200), _row("MW-02", days=20)], TODAY)["rows"]
    assert [row["code"] for row in rows] == ["MW-02", "MW-01"]


def test_readiness_is_a_whole_number_with_its_word_and_bar():
    (row,) = endings([_row(hri=Fraction("59.03"))], TODAY)["rows"]
    assert (row["hri"], row["bar"], row["band"]) == (59, 59.0, "partly")


def test_what_was_never_assessed_counts_as_not_ready():
    found = endings([_row()], TODAY)
    assert (found["rows"][0]["hri"], found["unready_count"]) == (None, 1)


def test_a_ready_one_is_counted_as_ready():
    found = endings([_row(hri=Fraction("87.5"))], TODAY)
    assert (found["ready_count"], found["unready_count"]) == (1, 0)


def test_functions_without_an_owner_are_counted_but_not_those_that_stop():
    functions = (
        _function((3, 3, 3, 3), owner=False),
        _function((3, 3, 3, 3)),
        _function((0, 0, 0, 0), owner=False, fate=Fate.STOP),
    )
    (row,) = endings([_row(functions=functions)], TODAY)["rows"]
    assert (row["ownerless_count"], row["function_count"]) == (1, 2)


def test_the_weakest_pillar_is_weighted_by_importance():
    functions = [
        _function((4, 2, 4, 4), importance=3),
        _function((1, 4, 4, 4), importance=1),
    ]
    assert weakest_pillar(functions) == Pillar.CAPACITY


def test_what_is_not_known_counts_nothing():
    assert weakest_pillar([_function((4, 4, 4, None))]) == Pillar.LINKAGES


def test_where_all_pillars_are_equal_none_is_the_weakest():
    assert weakest_pillar([_function((None,) * 4), _function((2, 2, 2, 2))]) is None


def test_without_functions_there_is_no_weakest_pillar():
    assert weakest_pillar([]) is None
