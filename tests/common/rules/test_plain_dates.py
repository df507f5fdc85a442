"""Which day does a person mean?"""

from datetime import date

import pytest

from eclt_partners.common.rules.plain_dates import (
    DateProblem,
    NotADate,
    parse_date,
    short_month,
)

ENGLISH = [
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
]  # fmt: skip
FRENCH = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
    "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip
SPANISH = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre",
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "27 3 2026",
        "27/03/2026",
        "27.3.2026",
        "27-3-2026",
        " 27 Mar 2026 ",
        "27 march 2026",
        "27th of March 2026",
        "March 27, 2026",
        "2026-03-27",
    ],
)
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert parse_date(text, [ENGLISH]) == date(2026, 3, 27)


def test_the_day_stands_before_the_month() -> None:
    assert parse_date("3/11/2026", [ENGLISH]) == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "names", "day"),
    [
        ("1er mars 2026", FRENCH, date(2026, 3, 1)),
        ("27 fev. 2026", FRENCH, date(2026, 2, 27)),
        ("27 juin 2026", FRENCH, date(2026, 6, 27)),
        ("27 de marzo de 2026", SPANISH, date(2026, 3, 27)),
        ("27 sept 2026", SPANISH, date(2026, 9, 27)),
    ],
)
def test_month_names_of_the_language_are_read(
    text: str, names: list[str], day: date
) -> None:
    assert parse_date(text, [names]) == day


def test_english_months_are_read_as_a_second_language() -> None:
    assert parse_date("27 Apr 2026", [FRENCH, ENGLISH]) == date(2026, 4, 27)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("soon", DateProblem.NOT_A_DATE),
        ("27 3", DateProblem.NOT_A_DATE),
        ("27 March next", DateProblem.NOT_A_DATE),
        ("27 3 26", DateProblem.SHORT_YEAR),
        ("27 Foo 2026", DateProblem.UNKNOWN_MONTH),
        ("27 Ju 2026", DateProblem.UNKNOWN_MONTH),
        ("31 2 2026", DateProblem.NOT_REAL),
        ("3 13 2026", DateProblem.NOT_REAL),
        ("2026-02-30", DateProblem.NOT_REAL),
        ("99999999999999999999 3 2026", DateProblem.NOT_REAL),
        ("፩ 3 2026", DateProblem.UNKNOWN_MONTH),
        (f"{'9' * 5000} 3 2026", DateProblem.NOT_A_DATE),
        ("31 12 1899", DateProblem.FAR_YEAR),
        ("2200-01-01", DateProblem.FAR_YEAR),
    ],
)
def test_what_is_no_day_is_refused_with_its_problem(
    text: str, problem: DateProblem
) -> None:
    with pytest.raises(NotADate) as caught:
        parse_date(text, [ENGLISH])
    assert caught.value.problem is problem


def test_jui_could_be_june_or_july_in_french() -> None:
    with pytest.raises(NotADate):
        parse_date("27 jui 2026", [FRENCH])


@pytest.mark.parametrize(
    ("number", "names", "short"),
    [
        (11, ENGLISH, "Nov"),
        (5, ENGLISH, "May"),
        (6, FRENCH, "juin"),
        (7, FRENCH, "juil"),
        (3, FRENCH, "mars"),
        (9, SPANISH, "sep"),
        (8, FRENCH, "août"),
    ],
)
def test_a_short_month_means_only_one_month(
    number: int, names: list[str], short: str
) -> None:
    assert short_month(number, names) == short


@pytest.mark.parametrize("names", [ENGLISH, FRENCH, SPANISH])
def test_every_short_month_is_read_back(names: list[str]) -> None:
    days = [date(2026, month, 27) for month in range(1, 13)]
    texts = [f"27 {short_month(day.month, names)} 2026" for day in days]
    assert [parse_date(text, [names]) for text in texts] == days
