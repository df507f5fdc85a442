"""The sentence about several countries together."""

import pytest

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.overview_sentences import (
    attention_heading,
    countries_sentence,
    helped_sentence,
)
from eclt_partners.dashboards.selectors.helped import OwnAttention
from eclt_partners.dashboards.selectors.snapshots import CountryLine

NOBODY = OwnAttention(0, [])


def a_line(code, partnerships=0, attention=0, overdue=0, *, unknown=0, is_built=True):
    opening = {
        "partnerships": partnerships,
        "attention": attention,
        "overdue": overdue,
        "unknown": unknown,
    }
    figures = {"opening": opening} if is_built else None
    return CountryLine(Country(code=code), None, figures)


def test_the_numbers_of_all_countries_are_added():
    lines = [a_line("MW", 17, 4, 3), a_line("UG", 9, 0, 0), a_line("TZ", 15, 3, 1)]
    assert countries_sentence(lines) == (
        "7 of 41 partnerships in 3 countries need attention. 4 reviews are overdue."
    )


def test_in_good_times_it_says_so():
    assert countries_sentence([a_line("MW", 3), a_line("UG", 2)]) == (
        "None of the 5 partnerships in 2 countries needs a talk soon. "
        "No review is overdue."
    )


def test_what_we_do_not_know_is_not_said_to_be_well():
    assert countries_sentence([a_line("MW", 3), a_line("UG", 2, unknown=2)]) == (
        "No partnership in 2 countries is known to need a talk soon. "
        "We do not know yet how 2 of 5 are doing. No review is overdue."
    )


def test_one_country_is_named_and_what_is_not_built_is_not_counted():
    lines = [a_line("MW", 3, 1), a_line("UG", is_built=False)]
    assert countries_sentence(lines) == (
        "1 of 3 partnerships in Malawi needs attention. No review is overdue."
    )


def test_countries_without_a_running_partnership_are_not_counted():
    lines = [a_line("MW", 3, 1), a_line("UG", 2, 1), a_line("KG")]
    assert countries_sentence(lines) == (
        "2 of 5 partnerships in 2 countries need attention. No review is overdue."
    )
    assert countries_sentence([a_line("MW", 3, 1), a_line("KG")]) == (
        "1 of 3 partnerships in Malawi needs attention. No review is overdue."
    )


def test_without_any_figures_nothing_is_said():
    assert countries_sentence([a_line("UG", is_built=False)]) == ""


@pytest.mark.parametrize(
    ("codes", "helped", "heading"),
    [
        (["MW"], NOBODY, "Needs attention in Malawi"),
        (["MW", "UG"], NOBODY, "Needs attention"),
        (["MW"], OwnAttention(1, []), "Needs attention"),
        ([], OwnAttention(2, []), "Needs attention where you help"),
    ],
)
def test_the_heading_says_where(codes, helped, heading):
    assert attention_heading([a_line(code) for code in codes], helped) == heading


@pytest.mark.parametrize(
    ("partnerships", "attention", "unknown", "sentence"),
    [
        (0, 0, 0, "There is no running partnership in 2 countries."),
        (1, 1, 0, "The only partnership in 2 countries needs attention."),
        (1, 0, 0, "The only partnership in 2 countries needs no talk soon."),
        (
            1,
            0,
            1,
            "We do not know yet how the only partnership in 2 countries is doing.",
        ),
    ],
)
def test_none_and_one_in_several_countries_are_not_counted(
    partnerships, attention, unknown, sentence
):
    lines = [a_line("KG"), a_line("MW", partnerships, attention, unknown=unknown)]
    assert countries_sentence(lines) == f"{sentence} No review is overdue."


def _line(status, days_overdue=0):
    return {"status": status, "days_overdue": days_overdue}


@pytest.mark.parametrize(
    ("helped", "sentence"),
    [
        (NOBODY, ""),
        (
            OwnAttention(3, [_line("RED"), _line("GREY", 5)], unknown=1),
            "1 of 3 partnerships you help needs attention. "
            "We do not know yet how 1 of 3 is doing. 1 review is overdue.",
        ),
        (
            OwnAttention(2, []),
            "None of the 2 partnerships you help needs a talk soon. "
            "No review is overdue.",
        ),
        (
            OwnAttention(2, [], unknown=2),
            "No partnership you help is known to need a talk soon. "
            "We do not know yet how 2 of 2 are doing. No review is overdue.",
        ),
        (
            OwnAttention(1, [], unknown=1),
            "We do not know yet how the partnership you help is doing. "
            "No review is overdue.",
        ),
        (
            OwnAttention(1, [_line("AMBER")]),
            "The partnership you help needs attention. No review is overdue.",
        ),
        (
            OwnAttention(1, []),
            "The partnership you help needs no talk soon. No review is overdue.",
        ),
    ],
)
def test_what_nobody_knows_where_somebody_helps_is_not_said_to_be_well(
    helped, sentence
):
    assert helped_sentence(helped) == sentence
