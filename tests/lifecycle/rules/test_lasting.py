"""What one answer means, and what lasts best and least."""

from fractions import Fraction

import pytest

from eclt_partners.lifecycle.choices import Lasts
from eclt_partners.lifecycle.rules.lasting import (
    MEANING,
    Found,
    Measure,
    TwelveMonths,
    lasts_of,
    measure,
    strongest,
    twelve_months,
    weakest,
)

CLUBS = Found("Clubs", 2, 3)
GROWN = Found("Savings", 1, 3, has_grown=True)
COMMITTEES = Found("Committees", 3, 3)
DATA = Found("Data", 3, 1)
BUS = Found("Bus", 1, 1)
UNKNOWN = Found("Radio", 3, None)


@pytest.mark.parametrize("answer", list(Lasts))
def test_every_answer_is_found_again_in_what_is_stored(answer) -> None:
    assert lasts_of(MEANING[answer]) == answer


def test_a_change_by_local_choice_counts_as_much_as_before() -> None:
    assert MEANING[Lasts.CHANGED].value == MEANING[Lasts.AS_BEFORE].value == 3


@pytest.mark.parametrize("answer", [Lasts.ON_PURPOSE, Lasts.UNKNOWN])
def test_what_was_ended_on_purpose_or_is_not_known_has_no_value(answer) -> None:
    assert not MEANING[answer].is_known


def test_what_has_grown_is_stronger_than_what_matters_more() -> None:
    assert strongest([CLUBS, GROWN, COMMITTEES]) == GROWN


def test_among_equals_what_matters_most_comes_first() -> None:
    assert strongest([CLUBS, COMMITTEES]) == COMMITTEES
    assert weakest([CLUBS, BUS, DATA]) == DATA


def test_nothing_is_weak_where_all_is_alike() -> None:
    assert weakest([CLUBS, COMMITTEES, UNKNOWN]) is None


def test_what_is_not_known_is_neither_strong_nor_weak() -> None:
    assert strongest([UNKNOWN]) is None
    assert weakest([UNKNOWN, CLUBS]) is None


@pytest.mark.parametrize(
    ("is_open", "is_late", "score", "stands"),
    [
        (True, False, None, TwelveMonths.AHEAD),
        (True, True, None, TwelveMonths.OVERDUE),
        (False, True, None, TwelveMonths.NO_SCORE),
        (False, True, Fraction(67), TwelveMonths.LASTING),
        (False, True, Fraction(200, 3), TwelveMonths.BELOW),
        (False, False, Fraction(100), TwelveMonths.LASTING),
    ],
)
def test_a_check_after_a_year_stands_in_one_place(
    is_open, is_late, score, stands
) -> None:
    assert twelve_months(is_open=is_open, is_late=is_late, score=score) is stands


def test_the_measure_counts_each_place() -> None:
    t = TwelveMonths
    found = measure([t.LASTING, t.LASTING, t.BELOW, t.NO_SCORE, t.AHEAD, t.OVERDUE])

    assert found == Measure(lasting=2, known=3, without_score=1, ahead=1, overdue=1)


def test_nothing_measured_is_nothing_known() -> None:
    assert measure([]) == Measure(0, 0, 0, 0, 0)
