"""What the table of all countries says about one of them."""

from datetime import date, timedelta

import pytest

from agreements.choices import RenegotiationState
from agreements.rules.negotiation import OPEN
from eclt_partners.dashboards.rules.overview import (
    lowest_of,
    mean_gap_of,
    open_changes,
    overview,
)
from eclt_partners.dashboards.rules.records import (
    AgreementRow,
    Record,
)
from eclt_partners.dashboards.rules.wishes import WishRow
from partners.choices import Side
from tests.dashboards.rows import TODAY, a_review, a_row, a_score, a_standing

EQUAL = [4] * 10


def _overview(*rows):
    return overview(rows, TODAY)


def _with_lowest(*numbers):
    """Partnerships whose lowest dimension both sides rate with these numbers."""
    return [
        a_row(f"MW-0{place}", scores=(a_score([low, *EQUAL[1:]], [low, *EQUAL[1:]]),))
        for place, low in enumerate(numbers, 1)
    ]


def test_only_reviews_of_the_last_year_count_as_reviewed():
    recent = a_score(on=TODAY - timedelta(days=365))
    old = a_score(on=TODAY - timedelta(days=366))
    found = _overview(a_row("MW-01", scores=(recent,)), a_row("MW-02", scores=(old,)))
    assert found["reviewed_count"] == 1


def test_a_review_that_one_side_answered_does_not_count_as_reviewed():
    day = TODAY - timedelta(days=20)
    alone, ours = a_score(4, None, on=day), a_score(on=TODAY - timedelta(days=200))
    other_pair = a_score(4, 3, on=day, party_id=2)
    found = _overview(
        a_row("MW-01", scores=(alone,)),
        a_row("MW-02", scores=(ours, alone)),
        a_row("MW-03", scores=(alone, other_pair)),
        a_row("MW-04"),
    )
    assert (found["reviewed_count"], found["alone_count"]) == (2, 1)


def test_the_next_review_is_the_earliest_day_answers_are_due():
    planned = a_review(due_on=date(2026, 12, 8), original_due_on=date(2026, 8, 10))
    found = _overview(
        a_row("MW-01", standing=a_standing(due_on=date(2027, 1, 10))),
        a_row("MW-02", reviews=(planned,)),
    )
    assert found["next_due_on"] == "2026-12-08"


def test_a_mean_gap_needs_five_partnerships():
    rows = [a_row(f"MW-0{n}", scores=(a_score(4, 3),)) for n in range(1, 6)]
    assert _overview(*rows[:4])["gap"]["middle"] is None
    assert _overview(*rows)["gap"] == {"count": 5, "middle": "1.0", "listed": []}


def test_fewer_than_five_are_listed_by_code_and_not_averaged():
    found = _overview(*_with_lowest(2, 3))["lowest"]
    assert (found["count"], found["middle"]) == (2, None)
    assert found["listed"] == [
        {"code": "MW-01", "value": "2.0"},
        {"code": "MW-02", "value": "3.0"},
    ]


@pytest.mark.parametrize(
    ("lowest", "median"),
    [((1, 2, 3, 4, 4), "3.0"), ((1, 2, 3, 4, 4, 4), "3.5")],
)
def test_the_lowest_dimensions_have_a_median_of_what_is_exact(lowest, median):
    assert _overview(*_with_lowest(*lowest))["lowest"]["middle"] == median


def test_the_lowest_is_the_lowest_of_all_pairs():
    pairs = (a_score(4, 4), a_score(3, 2, party_id=2))
    assert lowest_of(a_row(scores=pairs)) == 2.5


def test_a_side_that_answered_alone_has_neither_a_lowest_nor_a_gap():
    row = a_row(scores=(a_score(2, None),))
    assert (lowest_of(row), mean_gap_of(row)) == (None, None)
    assert _overview(row)["lowest"] == {"count": 0, "middle": None, "listed": []}


def _agreement(*states):
    wishes = tuple(
        WishRow(place, state, Side.PARTNER, "", TODAY)
        for place, state in enumerate(states, 1)
    )
    return AgreementRow(1, "A-1", "Children in school", wishes=wishes)


def test_open_changes_of_all_agreements_are_counted():
    record = Record(
        agreements=(
            _agreement(RenegotiationState.RAISED),
            _agreement(RenegotiationState.AGREED, RenegotiationState.SIGNED),
        )
    )
    assert _overview(a_row(record=record), a_row("MW-02"))["open_proposals"] == 2


@pytest.mark.parametrize("state", sorted(set(RenegotiationState) - OPEN))
def test_what_is_parked_or_over_is_not_open(state):
    row = a_row(record=Record(agreements=(_agreement(state),)))
    assert open_changes(row) == 0
