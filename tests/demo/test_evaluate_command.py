"""The command that checks the method from the command line."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

GOLDEN = Path(__file__).parents[1] / "data" / "golden.json"


def _evaluate(file: Path) -> str:
    out = StringIO()
    call_command("evaluate", str(file), stdout=out)
    return out.getvalue()


def test_all_thirty_six_worked_cases_agree() -> None:
    assert _evaluate(GOLDEN) == "36 of 36 cases agree\n"


def test_a_wrong_expectation_is_printed_and_fails(tmp_path: Path) -> None:
    cases = json.loads(GOLDEN.read_text("utf-8"))
    cases[0]["expect"]["H"] = 71.26
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), "utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="1 cases differ"):
        call_command("evaluate", str(file), stdout=out)
    assert "G1 H: expected 71.26, got 71.25" in out.getvalue()
    assert "35 of 36 cases agree" in out.getvalue()


def test_a_case_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text('[{"id": "Z1", "kind": "magic", "expect": {}}]', "utf-8")
    with pytest.raises(CommandError, match="Z1"):
        _evaluate(file)
