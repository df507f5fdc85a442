"""What changed from the first review of a pair to the last?"""

from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.health_change import health_change
from tests.dashboards.rows import a_score


def _score(month, index, foundation=4, partner=4, version="RHR-1"):
    """The review of one month of 2020."""
    known = None if index is None else Fraction(index)
    on = date(2020, month, 15)
    return a_score(foundation, partner, on=on, version=version, index=known)


def test_the_change_is_from_the_first_to_the_last_with_what_moved_most():
    scores = [
        _score(1, "52.5", [3] * 10, [3] * 10),
        _score(2, 90, 5, 5),
        _score(3, "58.75", [3, 3, 3, 5, *[3] * 6], [4, 3, 3, 4, *[3] * 6]),
    ]
    change = health_change(scores)
    assert (change.first_on, change.last_on) == (date(2020, 1, 15), date(2020, 3, 15))
    assert (change.first, change.last) == (Fraction("52.5"), Fraction("58.75"))
    # By hand: D1 3 to 3.5, D4 3 to 4.5.
    assert change.most == ("D4", 3, Fraction(9, 2))


def test_a_fall_counts_as_much_as_a_rise():
    scores = [
        _score(1, 50, [3, 5, *[3] * 8], [3, 5, *[3] * 8]),
        _score(2, 50, [4, 2, *[3] * 8], [4, 2, *[3] * 8]),
    ]
    assert health_change(scores).most == ("D2", 5, 2)


def test_nothing_moved_most_where_all_stayed():
    assert health_change([_score(1, 50), _score(2, 50)]).most is None


def test_a_move_too_small_to_be_shown_is_none():
    before, after = [Fraction(3)] * 10, [Fraction(301, 100)] * 10
    scores = [_score(1, 50, before, before), _score(2, 50, after, after)]
    assert health_change(scores).most is None


def test_the_first_of_the_form_is_named_among_equals():
    scores = [_score(1, 50, 3, 3), _score(2, 75, 4, 4)]
    assert health_change(scores).most == ("D1", 3, 4)


def test_one_index_or_none_is_no_change():
    assert health_change([]) is None
    assert health_change([_score(1, 50)]) is None
    assert health_change([_score(1, 50), _score(2, None)]) is None
    assert health_change([_score(1, 50), _score(2, 60, version="RHR-2")]) is None
