"""A list of partners as people keep it: any separator, any of our languages."""

import pytest

from eclt_partners.exchange.reading import known_headings, layout
from eclt_partners.exchange.rules.columns import Column, folded
from eclt_partners.exchange.rules.lines import ListProblem, NotAList
from eclt_partners.exchange.rules.separated import separated
from eclt_partners.exchange.rules.sizes import MOST_ROWS, MOST_SIGNS
from eclt_partners.exchange.rules.tables import MOST_LINES, partner_list, plain_cell

KNOWN = known_headings()


def read(text: str):
    return partner_list(separated(text, KNOWN), KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Country,Legal name\nMalawi,Chuma Union\n",
        "Pays;Nom légal\nMalawi;Chuma Union\n",
        "PAIS\tNOMBRE LEGAL\nMalawi\tChuma Union\n",
        'País;"Parceiro: nome legal"\r\nMalawi;"Chuma Union"\r\n',
    ],
)
def test_headings_are_known_in_every_language_with_every_separator(text: str) -> None:
    [line] = read(text).lines
    assert (line.number, line.text(Column.COUNTRY), line.text(Column.NAME)) == (
        2,
        "Malawi",
        "Chuma Union",
    )


@pytest.mark.parametrize(
    "headings",
    [
        "Country;Organisation;Person;Position;Email;Mobile",
        "Pays;Partenaire;Nom du contact;Poste;E-mail;Tél",
        "País;Socio;Persona;Puesto;Correo;Celular",
        "País;Parceiro;Pessoa;Função;Correio eletrônico;Telemóvel",
    ],
)
def test_words_that_lists_of_people_have_at_home_are_known(headings: str) -> None:
    found = read(f"{headings}\nMW;Chuma Union;Rose;Chair;r@example.org;0999\n")
    [line] = found.lines
    columns = (Column.CONTACT, Column.JOB_TITLE, Column.EMAIL, Column.PHONE)
    assert found.ignored == []
    assert [line.text(each) for each in columns] == [
        "Rose",
        "Chair",
        "r@example.org",
        "0999",
    ]


def test_every_column_has_a_heading_in_four_languages_and_none_means_two() -> None:
    assert list(layout()) == list(Column)
    for languages in layout().values():
        assert list(languages) == ["en-gb", "fr", "es", "pt"]
    meant: dict[str, set[str]] = {}
    for column, languages in layout().items():
        for heading in (each for row in languages.values() for each in row):
            meant.setdefault(folded(heading), set()).add(column)
    assert {word: columns for word, columns in meant.items() if len(columns) > 1} == {}


def test_rows_count_as_the_spreadsheet_counts_them_and_empty_ones_are_left_out() -> (
    None
):
    text = "Our partners 2026\n\nCountry;Partner;Mood\nMW;A;good\n;;\nMW;B;\n"
    found = read(text)
    assert [line.number for line in found.lines] == [4, 6]
    assert found.ignored == ["Mood"]


def test_a_column_without_a_heading_is_named_by_its_letter() -> None:
    assert read("Country;Partner;;\nMW;A;;\nMW;B;;9\n").ignored == ["D"]


def test_a_separator_within_quotes_does_not_split() -> None:
    [line] = read('Country,Partner,Kind\nMW,"Workers, united; all",Other\n').lines
    assert line.text(Column.NAME) == "Workers, united; all"


@pytest.mark.parametrize(
    ("text", "problem", "about"),
    [
        ("Partner;Kind\nA;Other\n", ListProblem.NO_HEADINGS, ""),
        ("", ListProblem.NO_HEADINGS, ""),
        ("Country;Partner\n", ListProblem.NO_LINES, ""),
        ("Country;Partner;Nom légal\nMW;A;B\n", ListProblem.HEADING_TWICE, "Nom légal"),
        ('Country;Partner\nMW;A\nMW;"B\nMW;C\n', ListProblem.OPEN_QUOTES, "3"),
        (
            "Country;Partner\n" + "MW;A\n" * (MOST_LINES + 1),
            ListProblem.TOO_MANY_LINES,
            "",
        ),
        # More than is split at all, whatever stands in it.
        ("Country;Partner\n" + "\n" * MOST_ROWS, ListProblem.TOO_MANY_LINES, ""),
        (";" * (MOST_SIGNS + 1), ListProblem.TOO_MANY_LINES, ""),
    ],
)
def test_what_is_no_list_says_why(text: str, problem: ListProblem, about: str) -> None:
    with pytest.raises(NotAList) as refused:
        read(text)
    assert (refused.value.problem, refused.value.about) == (problem, about)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" Chuma\N{NO-BREAK SPACE}", "Chuma"),
        ("Chuma\u200b \u202etsurT\n", "Chuma tsurT"),
        ("'+265 1 234", "+265 1 234"),
        ("'t Hof", "'t Hof"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_is_read_as_it_is_seen_and_meant(typed: str, meant: str) -> None:
    assert plain_cell(typed) == meant


def test_a_phone_number_that_a_program_wrote_with_a_fraction_has_none() -> None:
    text = "Country;Partner;Phone\nMW;A 1.0;265991234567.0\nMW;B;01.02.03.0\n"
    first, second = read(text).lines
    assert (first.text(Column.NAME), first.text(Column.PHONE)) == (
        "A 1.0",
        "265991234567",
    )
    assert second.text(Column.PHONE) == "01.02.03.0"
