"""Every heading states what its block found."""

import pytest
from django.utils import translation

from eclt_partners.dashboards import sentences as s


def _counts(partnerships, attention, overdue, unknown=0):
    return {
        "partnerships": partnerships,
        "attention": attention,
        "overdue": overdue,
        "unknown": unknown,
    }


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (_counts(0, 0, 0), "There is no running partnership in Malawi."),
        (
            _counts(1, 0, 0),
            "The partnership in Malawi needs no talk soon. No review is overdue.",
        ),
        (
            _counts(3, 0, 1),
            "None of the 3 partnerships in Malawi needs a talk soon. "
            "1 review is overdue.",
        ),
        (
            _counts(3, 1, 0),
            "1 of 3 partnerships in Malawi needs attention. No review is overdue.",
        ),
        (
            _counts(17, 4, 3),
            "4 of 17 partnerships in Malawi need attention. 3 reviews are overdue.",
        ),
        (
            _counts(1, 1, 0),
            "The partnership in Malawi needs attention. No review is overdue.",
        ),
        (
            _counts(2, 0, 1, unknown=2),
            "No partnership in Malawi is known to need a talk soon. "
            "We do not know yet how 2 of 2 are doing. 1 review is overdue.",
        ),
        (
            _counts(3, 1, 0, unknown=1),
            "1 of 3 partnerships in Malawi needs attention. "
            "We do not know yet how 1 of 3 is doing. No review is overdue.",
        ),
        (
            _counts(1, 0, 0, unknown=1),
            "We do not know yet how the partnership in Malawi is doing. "
            "No review is overdue.",
        ),
    ],
)
def test_the_first_sentence_has_the_numbers(counts, sentence):
    with translation.override("en-gb"):
        assert s.opening(counts, "Malawi") == sentence


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Nothing needs you today"),
        (1, "1 thing needs you"),
        (4, "4 things need you"),
    ],
)
def test_the_action_list_says_how_much_there_is(count, words):
    assert s.actions(count) == words


@pytest.mark.parametrize(
    ("others", "more"),
    [(0, ""), (1, "; 1 other is as low"), (2, "; 2 others are as low")],
)
def test_the_heat_map_names_its_lowest_number_and_counts_those_as_low(others, more):
    weakest = {"dimension": "D2", "code": "MW-02", "joint": "1.5", "others": others}
    said = "Lowest: Trust and respect in MW-02, 1.5 of 5"
    assert s.heat({"weakest": weakest}) == said + more


def test_an_empty_heat_map_says_so():
    nothing = {"weakest": None, "reviewed_count": 0}
    assert s.heat(nothing) == "No review is completed yet"


def test_reviews_of_one_side_are_not_said_to_be_none():
    said = "No partnership has answers of both sides in its last review"
    assert s.heat({"weakest": None, "reviewed_count": 1}) == said
    assert s.gaps({"widest": None}, reviewed=1) == said


@pytest.mark.parametrize(
    ("others", "more"),
    [(0, ""), (1, "; 1 other is as wide"), (2, "; 2 others are as wide")],
)
def test_the_gap_names_both_sides_and_counts_those_as_wide(others, more):
    widest = {
        "dimension": "D4",
        "code": "MW-01",
        "foundation": "5.0",
        "partner": "3.0",
        "higher": "FOUNDATION",
        "others": others,
    }
    assert s.gaps({"widest": widest}, reviewed=1) == (
        "Biggest difference: Fair decisions in MW-01, foundation 5.0, partner 3.0"
        + more
    )


def test_equal_answers_are_said_as_such():
    said = s.gaps({"widest": {"higher": ""}}, reviewed=1)
    assert said == "Both sides gave the same answers"


def test_one_review_is_too_early_for_a_curve():
    found = s.trust({"rose": 0, "fell": 0, "same": 0})
    assert found.startswith("It is too early")


def test_the_curve_counts_partnerships():
    found = s.trust({"rose": 2, "fell": 0, "same": 1})
    assert found == "Trust rose in 2 and fell in 0 of 3 partnerships"


@pytest.mark.parametrize(
    ("rows", "unready", "words"),
    [
        ([], 0, "No agreement ends in the next 12 months"),
        ([1], 0, "1 agreement ends within 12 months or has ended"),
        (
            [1, 2],
            1,
            "2 agreements end within 12 months or have ended; "
            "1 not ready to be handed over",
        ),
    ],
)
def test_endings_say_how_many_are_not_ready(rows, unready, words):
    figures = {"rows_count": len(rows), "unready_count": unready}
    assert s.endings(figures) == words


@pytest.mark.parametrize(
    ("partnerships", "unknown", "sentence"),
    [
        (0, 0, "No partnership is running here now"),
        (3, 3, "We do not know yet how the partnerships are doing"),
        (2, 1, "We know how 1 of 2 partnerships is doing"),
        (3, 1, "We know how 2 of 3 partnerships are doing"),
    ],
)
def test_how_many_we_know_of_is_said_in_whole_grammar(partnerships, unknown, sentence):
    assert s.tiles({"partnerships": partnerships, "unknown": unknown}) == sentence
