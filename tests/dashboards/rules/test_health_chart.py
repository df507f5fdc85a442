"""Which reviews does the line of the health index join?"""

from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.health_chart import IndexOf, health_chart


def _readings(*given):
    """Yearly reviews, each a version with an index."""
    return [
        IndexOf(date(2020 + year, 1, 1), version, index and Fraction(index))
        for year, (version, index) in enumerate(given)
    ]


def _joined(chart):
    """How many dots each line joins."""
    return [len(path.split()) for path in chart["paths"]]


def test_neighbours_with_the_same_questions_are_joined():
    chart = health_chart(_readings(("A", 50), ("A", 60), ("A", 55)))
    assert _joined(chart) == [3]
    assert [point["text"] for point in chart["points"]] == ["50", "60", "55"]


def test_a_new_version_breaks_the_line():
    chart = health_chart(_readings(("A", 50), ("A", 60), ("B", 70), ("B", 80)))
    assert _joined(chart) == [2, 2]
    first, second = (path.split() for path in chart["paths"])
    dots = [f"{point['x']:g},{point['y']:g}" for point in chart["points"]]
    assert first + second == dots


def test_a_review_without_an_index_breaks_the_line_and_has_no_dot():
    chart = health_chart(_readings(("A", 50), ("A", 60), ("A", None), ("A", 80)))
    assert _joined(chart) == [2]
    assert len(chart["points"]) == 4 - 1


def test_a_single_review_is_a_dot_without_a_line():
    chart = health_chart(_readings(("A", 72)))
    assert chart["paths"] == []
    assert [point["text"] for point in chart["points"]] == ["72"]


def test_an_index_of_zero_is_drawn():
    assert len(health_chart(_readings(("A", Fraction(0))))["points"]) == 1


def test_without_any_index_nothing_is_drawn():
    assert health_chart(_readings(("A", None))) is None
    assert health_chart([]) is None


def test_a_half_is_rounded_up_beside_its_dot():
    (point,) = health_chart(_readings(("A", "52.5")))["points"]
    assert point["text"] == "53"
