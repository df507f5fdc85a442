"""Did a change help, as far as anybody knows?"""

from datetime import date
from fractions import Fraction

import pytest

from eclt_partners.dashboards.rules.helped import health_around, way_of_all
from partners.choices import Status
from tests.dashboards.records import SIGNED_ON, STARTS, a_version, an_agreement
from tests.dashboards.rows import a_row, a_score

EARLIER, LATER = date(2025, 3, 1), date(2026, 3, 1)


def _score(index, on, **fields):
    exact = None if index is None else Fraction(str(index))
    return a_score(on=on, index=exact, status=Status.AMBER, **fields)


def _around(*scores, pulses=(), parties=(1,)):
    row = a_row(scores=scores, pulses=pulses)
    return health_around(row, an_agreement(parties=parties), a_version())


def _one(*scores, pulses=()):
    (found,) = _around(*scores, pulses=pulses)
    return found


def test_before_and_after_are_whole_numbers_with_status_and_day():
    found = _one(_score("50.0", EARLIER), _score("57.5", LATER))
    assert found["before"] == {"index": 50, "status": "AMBER", "on": "2025-03-01"}
    assert found["after"] == {"index": 58, "status": "AMBER", "on": "2026-03-01"}
    assert (found["points"], found["way"], found["source"]) == (8, "better", "review")


@pytest.mark.parametrize(
    ("before", "after", "points", "way"),
    [
        ("60", "64.99", 5, "same"),
        ("60", "65", 5, "better"),
        ("60", "55.01", -5, "same"),
        ("60", "55", -5, "worse"),
        ("60", "60", 0, "same"),
        # 58 and 65 are shown, so 7 and not 7.5 rounded up.
        ("57.5", "65", 7, "better"),
    ],
)
def test_less_than_five_points_is_about_the_same(before, after, points, way):
    found = _one(_score(before, EARLIER), _score(after, LATER))
    assert (found["points"], found["way"]) == (points, way)


def test_the_last_review_before_counts_and_the_first_one_after():
    scores = [
        _score(10, date(2024, 1, 1)),
        _score(50, SIGNED_ON),
        _score(60, date(2025, 7, 2)),
        _score(90, date(2026, 7, 2)),
    ]
    found = _one(*scores)
    assert (found["before"]["index"], found["after"]["index"]) == (50, 60)


def test_a_review_between_agreement_and_first_day_counts_on_no_side():
    found = _one(_score(50, date(2025, 6, 15)), _score(70, STARTS))
    assert (found["before"], found["after"]) == (None, None)
    assert (found["way"], found["source"]) == ("unknown", "no_before")


def test_until_the_next_review_nobody_knows():
    found = _one(_score(50, EARLIER))
    assert (found["points"], found["way"], found["source"]) == (
        None,
        "unknown",
        "no_after",
    )


def test_a_review_without_an_index_is_not_taken_for_zero():
    found = _one(_score(50, EARLIER), _score(None, LATER))
    assert (found["after"], found["source"]) == (None, "no_after")


def test_other_questions_are_not_compared():
    found = _one(_score(50, EARLIER), _score(60, LATER, version="RHR-2"))
    assert (found["points"], found["source"]) == (None, "other_questions")
    assert found["after"]["index"] == 60


def test_until_the_next_review_the_pulse_speaks_over_its_own_questions():
    pulse = a_score(
        [4, None, 4, None, 4, *[None] * 5],
        [4, None, 4, None, 5, *[None] * 5],
        on=date(2025, 10, 1),
    )
    before = a_score(3, 3, on=EARLIER, index=Fraction(50))
    found = _one(before, pulses=(pulse,))
    # 4, 4 and 4.5 instead of 3, 3 and 3: 7/6 of a step of 25 points.
    assert (found["points"], found["source"], found["way"]) == (29, "pulse", "better")
    assert (found["pulse_on"], found["after"]) == ("2025-10-01", None)


def test_a_pulse_that_one_side_left_out_says_nothing():
    pulse = a_score(4, None, on=date(2025, 10, 1))
    before = a_score(3, 3, on=EARLIER, index=Fraction(50))
    found = _one(before, pulses=(pulse,))
    assert (found["points"], found["way"]) == (None, "unknown")


def test_a_pulse_with_other_questions_says_nothing():
    pulse = a_score(4, 4, on=date(2025, 10, 1), version="RHR-2")
    before = a_score(3, 3, on=EARLIER, index=Fraction(50))
    assert _one(before, pulses=(pulse,))["points"] is None


def test_each_pair_of_the_agreement_has_its_own_line_and_no_other_has():
    scores = [
        _score(50, EARLIER, party_id=1),
        _score(40, EARLIER, party_id=2),
        _score(90, EARLIER, party_id=3),
    ]
    found = _around(*scores, parties=(1, 2))
    assert [each["before"]["index"] for each in found] == [50, 40]
    assert [each["party"] for each in found] == ["Party 1", "Party 2"]


@pytest.mark.parametrize(
    ("ways", "way"),
    [
        ([], "unknown"),
        (["better", "worse"], "worse"),
        (["better", "unknown"], "unknown"),
        (["better", "same"], "same"),
        (["better", "better"], "better"),
    ],
)
def test_over_several_pairs_the_worst_is_said(ways, way):
    assert way_of_all(ways) == way
