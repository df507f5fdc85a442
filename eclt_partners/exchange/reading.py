"""What does a file that somebody sent hold? Looked at first, then read."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from eclt_partners.documents.services import Upload, checked
from eclt_partners.exchange.rules.columns import Column, Layout, recognised
from eclt_partners.exchange.rules.lines import ListProblem, NotAList, PartnerList
from eclt_partners.exchange.rules.separated import separated
from eclt_partners.exchange.rules.tables import Texts, partner_list
from eclt_partners.exchange.rules.unread import Hidden

CHILD: Final = "eclt_partners.exchange.sheet_child"
# How the child ends when a file holds much more than a list.
TOO_MUCH: Final = 4
# The child ends itself earlier unless the computer is very busy.
PATIENCE: Final = 30.0
LAYOUT_FILE: Final = Path(__file__).with_name("columns.json")


@cache
def layout() -> Layout:
    """The headings of all columns in all languages."""
    found: Layout = json.loads(LAYOUT_FILE.read_text("utf-8"))
    return found


@cache
def known_headings() -> dict[str, Column]:
    """Which folded heading names which column."""
    return recognised(layout())


def heading(column: Column, language: str) -> str:
    """The heading that is written for a column."""
    return layout()[column][language][0]


def read_list(upload: Upload) -> PartnerList:
    """Read a file as a list of partners.

    Raises:
        FileRefused: it is not taken: neither CSV nor XLSX, broken, too large, a virus.
        NotAList: it holds no list of partners.
    """
    kind, content = checked(upload)
    if kind is ContentType.XLSX:
        rows, hidden = _sheet(content)
        return partner_list(rows, known_headings(), hidden)
    if kind in {ContentType.CSV, ContentType.TXT}:
        table = separated(content.decode(), known_headings())
        return partner_list(table, known_headings())
    raise FileRefused(Refusal.UNKNOWN)


def _sheet(content: bytes) -> tuple[Texts, Hidden]:
    """Let the child read a spreadsheet; one that breaks it is broken for us.

    Raises:
        FileRefused: it cannot be read.
        NotAList: it holds much more than a list.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", CHILD],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={"OPENPYXL_LXML": "False"},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused(Refusal.BROKEN) from error
    if done.returncode == TOO_MUCH:
        raise NotAList(ListProblem.TOO_MANY_LINES)
    if done.returncode:
        raise FileRefused(Refusal.BROKEN)
    sheet = json.loads(done.stdout)
    hidden = {
        (row, column): tuple(first) if first else None
        for row, column, first in sheet["hidden"]
    }
    return sheet["rows"], hidden
