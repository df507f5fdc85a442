"""The board of the real portfolio, row by row."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.conftest import DATA, LoadedPortfolio

CONTENT = json.loads((DATA / "portfolio.json").read_text("utf-8"))
EXPECTED = {
    row["code"]: (row, row["expected_2026_11_23"])
    for row in CONTENT["partnerships"]
    if "expected_2026_11_23" in row
}


def _board(*arguments: str) -> str:
    out = StringIO()
    call_command("board", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def rows(portfolio_db: LoadedPortfolio, db: None) -> dict[str, dict]:
    text = _board("--as-of", "2026-11-23", "--format", "json")
    return {row["code"]: row for row in json.loads(text)}


def test_the_board_has_the_seventeen_partnerships_of_the_file(rows: dict) -> None:
    assert sorted(rows) == sorted(EXPECTED)
    assert len(rows) == 17


def test_every_field_of_every_row_is_as_expected(rows: dict) -> None:
    for code, (row, expected) in EXPECTED.items():
        found = rows[code]
        assert found["H"] == row["reviews"][-1]["H"], code
        assert found["HRI"] == expected["HRI"], code
        assert found["days_to_agreement_end"] == expected["days_to_agreement_end"], code
        assert found["interval_months"] == expected["interval_months"], code
        assert found["due"] == expected["due"], code
        assert found["days_overdue"] == expected["days_overdue"], code
        assert found["status"] == expected["status"], code
        assert found["red"] == expected["red"], code
        assert found["amber"] == expected["amber"], code


def test_a_field_has_the_name_that_programs_read(rows: dict) -> None:
    assert list(rows["MW-01"]) == [
        "code",
        "H",
        "HRI",
        "days_to_agreement_end",
        "interval_months",
        "due",
        "days_overdue",
        "status",
        "red",
        "amber",
    ]


def test_the_table_shows_the_rules_that_fired(rows: dict) -> None:
    lines = _board("--as-of", "2026-11-23").splitlines()
    line = next(line for line in lines if line.startswith("UG-01"))
    assert line.split()[:8] == [
        "UG-01",
        "65.0",
        "59.03",
        "97",
        "3",
        "2026-10-15",
        "39",
        "AMBER",
    ]


def test_an_earlier_day_leaves_later_reviews_out(rows: dict) -> None:
    earlier = json.loads(_board("--as-of", "2025-01-01", "--format", "json"))
    found = {row["code"]: row for row in earlier}
    assert found["MW-01"]["H"] == 57.5


def test_a_day_that_is_none_is_refused_in_words(db: None) -> None:
    with pytest.raises(CommandError, match="is not a date"):
        _board("--as-of", "soon")
