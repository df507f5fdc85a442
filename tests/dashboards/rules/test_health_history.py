"""How did the health of a pair go from review to review?"""

from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.health_history import HealthReading, pair_health
from tests.dashboards.rows import a_score


def _reading(number, index, foundation=4, partner=4, *, joint=True, version="RHR-1"):
    """The review of one month, numbered from 1."""
    year, month = divmod(number - 1, 12)
    score = a_score(
        foundation,
        partner,
        on=date(2020 + year, month + 1, 15),
        review_id=number,
        version=version,
        index=None if index is None else Fraction(index),
    )
    return HealthReading(score, is_joint=joint, lessons={1: Fraction(index or 0)})


def test_lines_are_newest_first_with_joint_means_and_the_widest_difference():
    first = _reading(1, 50, [3] * 10, [3] * 10)
    second = _reading(2, 60, [3, 5, *[3] * 8], [3, 3, 4, *[3] * 7])
    pair = pair_health([first, second])
    assert [line.review_id for line in pair.lines] == [2, 1]
    newest = pair.lines[0]
    # By hand: (5 + 3) / 2 and (3 + 4) / 2; the widest difference is 5 - 3.
    assert newest.cells["D2"]["joint"] == "4.0"
    assert newest.cells["D3"]["joint"] == "3.5"
    assert (newest.widest["dimension"], newest.widest["size"]) == ("D2", "2.00")
    assert newest.widest["band"] == "talk_first"
    assert newest.lessons == {1: 60}


def test_new_questions_are_compared_among_themselves_only():
    old, new = _reading(1, 90), _reading(2, 50, version="RHR-2")
    alone = pair_health([old, new])
    assert alone.change is None
    assert alone.is_broken
    assert [line.asks_anew for line in alone.lines] == [True, False]
    newer = _reading(3, 60, version="RHR-2")
    change = pair_health([old, new, newer]).change
    assert (change.first, change.last) == (50, 60)


def test_a_review_that_one_side_answered_is_counted_and_not_shown():
    readings = [
        _reading(1, 50),
        _reading(2, None, 1, None, joint=False),
        _reading(3, 60),
    ]
    pair = pair_health(readings)
    assert [line.review_id for line in pair.lines] == [3, 1]
    assert (pair.count, pair.alone_count) == (2, 1)
    assert pair.chart["paths"] == []


def test_an_index_of_a_side_alone_is_never_drawn():
    pair = pair_health([_reading(1, 80, joint=False)])
    assert (pair.lines, pair.chart, pair.change) == ([], None, None)
    assert (pair.count, pair.alone_count) == (0, 1)


def test_of_many_reviews_the_newest_twenty_are_shown_and_compared():
    pair = pair_health([_reading(number, number) for number in range(1, 26)])
    assert [line.review_id for line in pair.lines] == [*range(25, 5, -1)]
    assert (pair.count, pair.change.first, pair.change.last) == (25, 6, 25)
    assert len(pair.chart["points"]) == 20


def test_a_review_with_too_few_answers_stays_in_the_table_without_an_index():
    readings = [_reading(1, None, [3, *[None] * 9], [4, *[None] * 9])]
    pair = pair_health(readings)
    assert pair.lines[0].index is None
    assert pair.lines[0].cells["D1"]["joint"] == "3.5"
    assert pair.lines[0].cells["D2"]["joint"] is None
    assert pair.chart is None
