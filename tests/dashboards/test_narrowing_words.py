"""How are filters said?"""

import pytest

from eclt_partners.dashboards.narrowing_words import (
    AGES,
    KINDS,
    narrowed_sentences,
    narrowing_words,
)
from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.rules.narrowing import EVERYTHING, VALUES, Narrowing
from eclt_partners.dashboards.services.pages import dated
from partners.choices import Status
from tests.dashboards.rows import TODAY, a_row, a_standing


@pytest.mark.parametrize(
    ("narrowing", "words"),
    [
        (EVERYTHING, ""),
        (
            Narrowing("LOCAL_NGO", "ACTIVE", "GROWING", "12"),
            "Local NGOs, working together, 1 or 2 years old, last 12 months",
        ),
        (Narrowing(stage="TRANSITION"), "Handing over"),
        (Narrowing(age="STARTING"), "Less than 1 year old"),
        (Narrowing(period="3"), "Last 3 months"),
    ],
)
def test_filters_are_said_in_the_order_of_the_form(narrowing, words):
    assert narrowing_words(narrowing) == words


def test_every_kind_and_age_has_words():
    assert KINDS.keys() == VALUES["kind"]
    assert AGES.keys() == VALUES["age"]


def test_the_first_sentence_counts_those_that_fit():
    rows = [a_row("MW-01"), a_row("MW-02", standing=a_standing(status=Status.RED))]
    figures = dated(country_figures("MW", rows, TODAY))
    said = narrowed_sentences(figures, "Malawi", Narrowing(stage="ACTIVE"))["opening"]
    assert said == "1 of 2 partnerships that fit needs attention. No review is overdue."
    whole = narrowed_sentences(figures, "Malawi", EVERYTHING)["opening"]
    assert "in Malawi" in whole


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.RED, "The only partnership that fits needs attention."),
        (Status.GREEN, "The only partnership that fits needs no talk soon."),
        (
            Status.GREY,
            "We do not know yet how the only partnership that fits is doing.",
        ),
    ],
)
def test_one_that_fits_alone_is_not_counted(status, sentence):
    rows = [a_row("MW-01", standing=a_standing(status=status))]
    figures = dated(country_figures("MW", rows, TODAY))
    said = narrowed_sentences(figures, "Malawi", Narrowing(stage="ACTIVE"))["opening"]
    assert said == f"{sentence} No review is overdue."


def test_nothing_that_fits_is_said_too():
    figures = dated(country_figures("MW", [], TODAY))
    said = narrowed_sentences(figures, "Malawi", Narrowing(stage="ACTIVE"))["opening"]
    assert said == "No running partnership fits these filters."


def test_what_none_of_those_that_fit_has_is_not_said_of_all():
    figures = dated(country_figures("MW", [], TODAY))
    said = narrowed_sentences(figures, "Malawi", Narrowing(stage="ACTIVE"))
    reviewed = "None of the partnerships that fit has a completed review yet"
    expected = {
        "tiles": "None of the partnerships that fit is running now",
        "heat": reviewed,
        "gaps": reviewed,
        "trust": "None of the partnerships that fit has two reviews to compare yet",
        "changes": "None of the partnerships that fit has an agreement yet",
        "keeping": "None of the partnerships that fit has a promise yet",
        "growing": "None of the partnerships that fit has a goal yet",
        "lasting": "None of the partnerships that fit has ended yet",
        "money": "None of the partnerships that fit has an agreement in force",
        "targets": "None of the partnerships that fit has a target in numbers",
    }
    assert {block: said[block] for block in expected} == expected
    whole = narrowed_sentences(figures, "Malawi", EVERYTHING)
    assert whole["growing"] == "No organisation has a goal to grow yet"


def test_changes_that_others_signed_are_not_denied():
    figures = dated(country_figures("MW", [], TODAY))
    figures["changes"] |= {"agreements": 1, "change_count": 0}
    said = narrowed_sentences(figures, "Malawi", Narrowing(stage="ACTIVE"))
    assert said["changes"] == "None of the partnerships that fit signed a change yet"
