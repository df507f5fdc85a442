"""A list is checked by writing it and rolling it back: what is said is what happens."""

import pytest

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import NotPermitted
from eclt_partners.documents.services import Upload
from eclt_partners.exchange.choices import Outcome
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.services.judging import Verdict
from eclt_partners.exchange.services.lists import (
    answer_questions,
    check_list,
    keep_list,
    verdicts_of,
)
from partners.models import Contact, Partner, Partnership
from tests.cast import NOW, Cast
from tests.exchange.lists import list_of, whole, xlsx


def kept(cast: Cast, upload: Upload, *, language: str = "en-gb") -> PartnerImport:
    return keep_list(owner=cast.amina, upload=upload, language=language, now=NOW)


def checked(cast: Cast, *rows: dict[str, str]) -> list[Verdict]:
    found = kept(cast, list_of(*rows))
    check_list(actor=cast.actor("amina"), kept_id=found.pk, now=NOW)
    found.refresh_from_db()
    return verdicts_of(found)


def problems(cast: Cast, *rows: dict[str, str]) -> list[tuple[str, str]]:
    """The problems of the last row."""
    last = checked(cast, *rows)[-1]
    assert last.outcome == Outcome.REJECTED
    return [(column, text) for column, text in last.problems]


def test_a_check_says_what_would_happen_and_writes_nothing_of_it(cast: Cast) -> None:
    [verdict] = checked(cast, whole())
    assert (verdict.row, verdict.outcome) == (2, Outcome.NEW)
    assert not Partner.objects.filter(name="Chuma Union").exists()
    assert (Contact.objects.count(), Partnership.objects.count()) == (2, 2)
    assert list(AuditEntry.objects.values_list("verb", "facts")) == [
        ("exchange.list.checked", {"NEW": 1})
    ]


def test_further_rows_of_a_partner_bring_more_people(cast: Cast) -> None:
    second = {
        "Country": "MW",
        "Legal name": "chuma union",
        "Contact": "Leo",
        "Phone": "+265 1",
    }
    found = checked(cast, whole(), second, whole())
    assert [each.outcome for each in found] == [Outcome.NEW, Outcome.NEW, Outcome.SAME]


@pytest.mark.parametrize("wrong", [{}, {"Kind": "club"}])
def test_a_partnership_with_a_name_too_long_to_be_kept_is_left_out(
    cast: Cast, wrong: dict[str, str]
) -> None:
    found = problems(cast, whole(Partnership="word " * 50, **wrong))
    told = "Name must be 200 characters or less"
    assert found[-1] == ("partnership", told)
    assert len(found) == 1 + len(wrong)
    [verdict] = checked(cast, whole(Partnership="w" * 200))
    assert verdict.outcome == Outcome.NEW


def test_a_row_is_left_out_that_has_a_cell_which_does_not_tell_what_it_shows(
    cast: Cast,
) -> None:
    # Nothing else of what is wrong is told of such a cell.
    assert problems(cast, whole(Kind="#N/A") | {"E-mail": "tiya"}) == [
        (
            "kind",
            "Cell C2 shows the error #N/A. Correct its formula, or write what should "
            "stand there",
        ),
        ("email", "Enter an e-mail address in the form name@example.org"),
    ]
    again = {"Country": "MW", "Legal name": "Chuma Union", "Short name": "#REF!"}
    assert problems(cast, whole() | {"Short name": ""}, again)[0][0] == "acronym"


def test_a_list_says_which_cell_has_a_formula_or_is_joined_and_what_to_do(
    cast: Cast,
) -> None:
    rows = [
        ["Country", "Legal name", "Kind"],
        ["MW", '=CONCAT("Zomba ", "Union")', "Other"],
        ["", "Chuma Union", "Other"],
    ]
    found = kept(cast, Upload("list.xlsx", xlsx(rows, joined="A2:A3")))
    check_list(actor=cast.actor("amina"), kept_id=found.pk, now=NOW)
    found.refresh_from_db()
    assert [each.problems for each in verdicts_of(found)] == [
        [
            [
                "name",
                "Cell B2 has a formula, but the file does not hold its result. Open the "
                "list in your spreadsheet program, save it and send it again, or write "
                "the result into the cell",
            ]
        ],
        [
            [
                "country",
                "Cell A3 is joined (merged) with A2, and the file holds what you see in "
                "A2 only. Separate the cells and write it into each of them",
            ]
        ],
    ]


def test_a_filled_cell_changes_and_an_empty_one_says_nothing(cast: Cast) -> None:
    Partner.objects.filter(pk=cast.nyali.pk).update(about="Schools")
    base = {"Country": "MW", "Legal name": "NYALI TRUST"}
    same, changed = checked(
        cast, base | {"Short name": ""}, base | {"Short name": "NT"}
    )
    assert (same.outcome, changed.outcome) == (Outcome.SAME, Outcome.CHANGED)


def test_partners_that_look_the_same_are_a_question_until_somebody_answers(
    cast: Cast,
) -> None:
    row = whole(
        Legal_name="Nyali Trusts", Head="", Contact="", We_know_each_other_since=""
    )
    row = {
        name: text
        for name, text in row.items()
        if name in {"Country", "Legal name", "Kind"}
    }
    found = kept(cast, list_of(row, row | {"Short name": "NT"}))
    amina = cast.actor("amina")
    check_list(actor=amina, kept_id=found.pk, now=NOW)
    found.refresh_from_db()
    first, second = verdicts_of(found)
    assert (first.outcome, second.outcome) == (Outcome.ASKS, Outcome.ASKS)
    assert first.twins[0]["answer"] == f"partner:{cast.nyali.pk}"
    for answer, outcomes in (
        ("other", [Outcome.NEW, Outcome.CHANGED]),
        (first.twins[0]["answer"], [Outcome.CHANGED, Outcome.CHANGED]),
    ):
        # One answer holds for all rows of the same name.
        answer_questions(actor=amina, kept_id=found.pk, answers={2: answer}, now=NOW)
        check_list(actor=amina, kept_id=found.pk, now=NOW)
        found.refresh_from_db()
        assert [each.outcome for each in verdicts_of(found)] == outcomes


def test_a_row_that_looks_like_an_earlier_row_may_mean_the_same_partner(
    cast: Cast,
) -> None:
    found = kept(
        cast, list_of(whole(), whole(Legal_name="Chuma Unions", Contact="", Head=""))
    )
    amina = cast.actor("amina")
    check_list(actor=amina, kept_id=found.pk, now=NOW)
    found.refresh_from_db()
    [twin] = verdicts_of(found)[1].twins
    assert (twin["answer"], twin["row"], twin["pk"]) == ("row:2", 2, None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"Registration number": "MW/12-3"}, {"Registration number": "mw 123"}),
        ({"Short name": "ZC"}, {"Legal name": "zc"}),
        ({"Legal name": "Nyali Trust", "Short name": "ZC"}, {"Legal name": "ZC"}),
        ({"Legal name": "Nyali Trust", "Short name": "ZC"}, {"Short name": "zc"}),
    ],
)
def test_a_row_is_compared_with_what_earlier_rows_bring_and_change(
    cast: Cast, first: dict[str, str], second: dict[str, str]
) -> None:
    base = {"Country": "MW", "Kind": "Other"}
    found = checked(
        cast,
        base | {"Legal name": "Zomba Council"} | first,
        base | {"Legal name": "Chuma Union"} | second,
    )
    assert [each.outcome for each in found][1] == Outcome.ASKS


def test_a_row_that_is_refused_brings_nothing_for_later_rows(cast: Cast) -> None:
    refused, nameless = checked(
        cast, whole(Language="Latin"), {"Country": "MW", "Legal name": "Chuma Union"}
    )
    assert (refused.outcome, nameless.outcome) == (Outcome.REJECTED, Outcome.REJECTED)
    assert nameless.problems[0][0] == "kind"


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"Country": "Uganda"}, "country", "Uganda is not a country where you can"),
        ({"Country": ""}, "country", "Enter the country"),
        ({"Legal_name": ""}, "name", "Enter the legal name of the partner"),
        ({"Kind": "Club"}, "kind", "Club is not a kind that we know"),
        ({"Founded": "19x"}, "established_year", ""),
        ({"Head": "perhaps"}, "head", "Write yes or no"),
        ({"E-mail": "tiya at union"}, "email", "e-mail"),
        ({"E-mail": ""}, "email", "e-mail"),
        ({"Contact": ""}, "contact", "Enter the name of the person"),
        ({"Language": "Latin"}, "language", "Latin is not one of our languages"),
        ({"We_know_each_other_since": "3/27/2022"}, "since", "day before the month"),
        ({"We_know_each_other_since": "27/3/22"}, "since", "4 digits"),
        ({"We_know_each_other_since": "44647"}, "since", "44647 is a day as spread"),
        ({"We_know_each_other_since": "1/1/2030"}, "since", "today or earlier"),
        (
            {"We_know_each_other_since": ""},
            "since",
            "since when you have known each other",
        ),
        ({"Months_between_reviews": "24"}, "months", ""),
        ({"Lead_of_the_foundation": "chloe@example.org"}, "lead", "is nobody who can"),
    ],
)
def test_each_problem_names_its_column_in_plain_words(
    cast: Cast, changes: dict[str, str], column: str, words: str
) -> None:
    [(where, text)] = problems(cast, whole(**changes))
    assert where == column
    assert words in text


def test_all_parts_of_a_row_are_judged_at_once(cast: Cast) -> None:
    wrong = whole(Kind="Club", Language="Latin", We_know_each_other_since="soon")
    wrong["Lead of the foundation"] = "nobody@x"
    found = problems(cast, wrong)
    assert sorted(column for column, _text in found) == [
        "kind",
        "language",
        "lead",
        "since",
    ]


def test_a_day_that_can_be_two_is_refused_when_another_has_its_month_first(
    cast: Cast,
) -> None:
    american = whole(Legal_name="Zomba Council", We_know_each_other_since="3/27/2022")
    doubtful = whole(We_know_each_other_since="3/4/2022")
    [(column, text)] = problems(cast, american, doubtful)
    assert column == "since"
    assert "3/4/2022 can be two days" in text


def test_what_a_list_does_not_change_is_said(cast: Cast) -> None:
    nyali = {"Country": "MW", "Legal name": "Nyali Trust"}
    for more, column, words in (
        (
            {"Months between reviews": "6"},
            "months",
            "MW-01 is here already and says 12",
        ),
        ({"Contact": "Gift", "Head": "no"}, "head", "does not change who heads"),
        ({"Contact": "Leo", "Head": "yes", "Phone": "1"}, "head", "does not change"),
        ({"Contact": "Gift", "E-mail": "g@new.example"}, "email", "another address"),
        ({"Contact": "Leo", "E-mail": "gift@partner.example"}, "email", "to Gift"),
    ):
        [(where, text)] = problems(cast, nyali | more)
        assert (where, words in text) == (column, True), text


def test_problems_are_told_in_the_language_of_the_list(cast: Cast) -> None:
    found = kept(cast, list_of(whole(Legal_name="")), language="fr")
    check_list(actor=cast.actor("amina"), kept_id=found.pk, now=NOW)
    found.refresh_from_db()
    [[_column, text]] = verdicts_of(found)[0].problems
    assert text != "Enter the legal name of the partner"


def test_the_example_of_the_template_is_left_out(cast: Cast) -> None:
    example = whole(Legal_name="Exemple : Syndicat des travailleurs des champs")
    assert len(kept(cast, list_of(example, whole())).lines) == 1


def test_nobody_checks_the_list_of_somebody_else(cast: Cast) -> None:
    found = kept(cast, list_of(whole()))
    for name in ("brian", "fay"):
        with pytest.raises(NotPermitted):
            check_list(actor=cast.actor(name), kept_id=found.pk, now=NOW)
