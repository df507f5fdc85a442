"""Reading a portfolio file: right rows, or every problem with its place."""

import copy
import json
from pathlib import Path

import pytest

from eclt_partners.demo import reading
from eclt_partners.demo.reading import read_portfolio

FILE = Path(reading.__file__).parent / "data" / "portfolio.json"


@pytest.fixture
def content() -> dict:
    return json.loads(FILE.read_text("utf-8"))


def _problems(content: dict) -> list[str]:
    return read_portfolio(content).problems


def test_the_real_file_has_no_problems(content: dict) -> None:
    portfolio = read_portfolio(content)
    assert portfolio.problems == []
    assert (len(portfolio.countries), len(portfolio.partnerships)) == (12, 26)


def test_a_rating_of_six_is_named_with_its_place(content: dict) -> None:
    content["partnerships"][0]["reviews"][0]["foundation"][3] = 6
    assert _problems(content) == [
        "file > partnerships[0] MW-01 > reviews[0] > foundation[3]: 6 is not 1 to 5"
    ]


@pytest.mark.parametrize("rating", [0, True, "4", 4.5, None])
def test_a_rating_that_is_no_whole_level_is_refused(
    content: dict, rating: object
) -> None:
    content["partnerships"][0]["reviews"][0]["partner"][0] = rating
    assert len(_problems(content)) == 1


def test_nine_ratings_are_not_ten(content: dict) -> None:
    content["partnerships"][0]["reviews"][0]["foundation"].pop()
    assert "expected a list of 10 levels" in _problems(content)[0]


def test_signs_that_nobody_sees_are_left_out_as_of_typed_texts(content: dict) -> None:
    row = content["partnerships"][0]
    row["code"] += "\u200b"
    row["name"] = "Chuma\u202e\n Union\u200f"
    row["note"] = "One\u2028two\ufeff"
    row["handover"] = {
        "functions": [
            {"name": "\u2066Wells", "weight": 1, "pillars_RCML": [None] * 4},
        ]
    }
    first = read_portfolio(content).partnerships[0]
    assert (first.code, first.name, first.note, first.functions[0].name) == (
        "MW-01",
        "Chuma  Union",
        "One\ntwo",
        "Wells",
    )


def test_codes_that_look_the_same_are_the_same(content: dict) -> None:
    content["partnerships"].append(content["partnerships"][0] | {"code": "MW-01\u200b"})
    assert _problems(content) == ["file: the code 'MW-01' stands there twice"]


@pytest.mark.parametrize("key", ["name", "note"])
@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("a\0b", r"'a\x00b' holds a sign that no text has"),
        ("\ud800", r"'\ud800' holds a sign that no text has"),
        (["x"], "expected a text"),
        ("\u200b", "expected a text"),
    ],
)
def test_what_is_no_text_is_named(
    content: dict, key: str, written: object, why: str
) -> None:
    content["partnerships"][0][key] = written
    assert _problems(content) == [f"file > partnerships[0] MW-01 > {key}: {why}"]


def test_an_unknown_country_is_named(content: dict) -> None:
    content["partnerships"][1]["country"] = "XX"
    assert _problems(content) == [
        "file > partnerships[1] MW-02 > country: 'XX' is not known"
    ]


def test_a_date_that_is_none_is_named(content: dict) -> None:
    content["partnerships"][2]["relationship_start"] = "2026-02-30"
    assert "'2026-02-30' is not a date (YYYY-MM-DD)" in _problems(content)[0]


def test_the_same_code_twice_is_named_once(content: dict) -> None:
    content["partnerships"].append(copy.deepcopy(content["partnerships"][0]))
    assert _problems(content) == ["file: the code 'MW-01' stands there twice"]


def test_all_problems_are_listed_at_once(content: dict) -> None:
    content["partnerships"][0]["stage"] = "DREAMING"
    content["partnerships"][5]["type"] = "CIRCUS"
    content["countries"][0]["timezone"] = "Africa/Atlantis"
    assert len(_problems(content)) == 3


def test_an_agreement_that_ends_before_it_starts_is_refused(content: dict) -> None:
    content["partnerships"][0]["agreement_end"] = "2018-01-01"
    assert _problems(content) == [
        "file > partnerships[0] > agreement_end: must be after relationship_start"
    ]


def test_reviews_must_be_in_order_of_time(content: dict) -> None:
    content["partnerships"][0]["reviews"].reverse()
    assert _problems(content) == [
        "file > partnerships[0] MW-01 > reviews: dates must rise, each one once"
    ]


def test_a_review_nobody_answered_is_refused(content: dict) -> None:
    review = content["partnerships"][0]["reviews"][0]
    review["foundation"] = review["partner"] = None
    assert "nobody answered this review" in _problems(content)[0]


@pytest.mark.parametrize("amount", [-1, "much", None, float("nan")])
def test_money_must_be_an_amount(content: dict, amount: object) -> None:
    content["partnerships"][0]["budget_usd"] = amount
    assert "is not an amount" in _problems(content)[0]


@pytest.mark.parametrize("content", [[], "x", 3, None, {"countries": 1}])
def test_anything_else_than_a_portfolio_gives_problems(content: object) -> None:
    assert _problems(content) != []
