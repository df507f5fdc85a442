"""What does the page of health over time say first?"""

from datetime import date
from fractions import Fraction

import pytest

from eclt_partners.dashboards.health_sentences import health_sentence
from eclt_partners.dashboards.rules.health_history import HealthReading, pair_health
from tests.dashboards.rows import a_score


def _said(*indexes, ratings=None, joint=True):
    """The sentence about reviews in January, February and so on."""
    given = ratings or [4] * len(indexes)
    readings = [
        HealthReading(
            a_score(
                rating,
                rating,
                on=date(2026, month, 9),
                review_id=month,
                index=None if index is None else Fraction(index),
            ),
            is_joint=joint,
        )
        for month, (index, rating) in enumerate(
            zip(indexes, given, strict=True), start=1
        )
    ]
    return health_sentence(pair_health(readings))


@pytest.mark.parametrize(
    ("indexes", "words"),
    [
        (("52.5", "60"), "the health index rose from 53 to 60."),
        (("60", "55"), "the health index fell from 60 to 55."),
        (("60", "64.99"), "the health index stayed about the same: 60, then 65."),
        (("60", "55.01"), "the health index stayed about the same: 60, then 55."),
    ],
)
def test_five_points_are_a_change_and_less_is_about_the_same(indexes, words):
    assert _said(*indexes) == f"From 9 Jan 2026 to 9 Feb 2026 {words}"


def test_it_names_what_changed_most():
    trust = [[3] * 10, [3, 5, *[3] * 8]]
    assert _said(50, 60, ratings=trust).endswith(
        "What changed most: Trust and respect, from 3.0 to 5.0."
    )


def test_one_index_has_nothing_to_compare_with():
    assert _said("71.25") == (
        "Health index on 9 Jan 2026: 71. Nothing to compare it with yet."
    )


def test_too_few_answers_have_no_index():
    assert _said(None) == "The last review has too few answers for a health index."


def test_what_one_side_said_alone_is_no_sentence():
    assert _said(80, joint=False) == ""
