"""The command that loads a portfolio: what it refuses, and in which words."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from eclt_partners.countries.models import Country
from partners.models import Partnership
from tests.conftest import DATA


def _load(file: Path) -> None:
    call_command("load_portfolio", str(file), stdout=StringIO())


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    content = json.loads((DATA / "portfolio.json").read_text("utf-8"))
    content["partnerships"][25]["country"] = "XX"
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(content), "utf-8")
    return file


def test_a_broken_file_writes_nothing_and_names_the_place(
    db: None, broken: Path
) -> None:
    with pytest.raises(CommandError, match=r"partnerships\[25\] BD-03 > country"):
        _load(broken)
    assert not Partnership.objects.exists()
    assert not Country.objects.exists()


def test_a_file_that_is_not_there_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        _load(tmp_path / "none.json")


def test_a_file_that_is_not_json_is_named(db: None, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{", "utf-8")
    with pytest.raises(CommandError, match="is not JSON"):
        _load(file)
