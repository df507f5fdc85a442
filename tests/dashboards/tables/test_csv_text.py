"""A table as CSV: read by a program, and harmless in a spreadsheet."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from eclt_partners.dashboards.tables.columns import (
    Kind,
    Table,
    day,
    number,
    said,
    text,
)
from eclt_partners.dashboards.tables.csv_text import (
    LINES_AT_ONCE,
    csv_pieces,
    harmless,
)

LINE = {"name": "Nyali", "on": "2026-11-23", "mean": "3.5", "points": -3, "note": ""}
TABLE = Table(
    "sample",
    "",
    gettext_lazy("Partnership"),
    gettext_lazy("Partnership"),
    (
        text("name", gettext_lazy("Partnership")),
        day("on", gettext_lazy("Date")),
        number("mean", "Mean", Kind.ONE_PLACE),
        number("points", "Points"),
        text("note", "Note"),
        said("both", "Both", lambda line: f"{line['name']}, {line['mean']}"),
    ),
    lambda figures: figures["lines"],
)


def _written(*lines, language="en-gb"):
    return list(csv_pieces(TABLE, {"lines": lines}, language=language))


def _read(pieces):
    return list(csv.reader(StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def test_the_file_begins_with_the_mark_of_utf8_and_one_heading():
    pieces = _written(LINE)
    assert pieces[0].startswith(b"\xef\xbb\xbfPartnership,Date,Mean,")
    assert b"".join(pieces).count(b"\xef\xbb\xbf") == 1
    assert len(_read(pieces)) == 2


def test_days_are_iso_numbers_have_a_point_and_what_is_not_known_is_empty():
    row = _read(_written(LINE, language="fr"))[1]
    assert row == ["Nyali", "2026-11-23", "3.5", "-3", "", "Nyali, 3.5"]


def test_the_heading_is_in_the_readers_language_and_nobody_elses_changes():
    with translation.override("es"):
        pieces = csv_pieces(TABLE, {"lines": [LINE]}, language="fr")
        heading = next(pieces).decode("utf-8-sig")
        assert translation.get_language() == "es"
    assert heading.startswith("Partenariat,Date,")


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", *"＝＋－＠"])  # noqa: RUF001
def test_what_looks_like_a_formula_gets_an_apostrophe(start):
    nasty = f'{start}HYPERLINK("http://x","a")'
    row = _read(_written({**LINE, "name": nasty}))[1]
    assert row[0] == f"'{nasty}"


def test_other_texts_stay_as_they_are():
    assert harmless('Nyali = Trust, "a"\nb') == 'Nyali = Trust, "a"\nb'


def test_quotes_commas_and_line_breaks_come_back_as_written():
    name = 'Nyali, "Ana"\nTrust; Ñandú'
    assert _read(_written({**LINE, "name": name}))[1][0] == name


def test_many_lines_come_in_pieces_and_none_is_lost():
    lines = [{**LINE, "points": place} for place in range(2 * LINES_AT_ONCE + 1)]
    pieces = _written(*lines)
    assert len(pieces) == 4
    assert [int(row[3]) for row in _read(pieces)[1:]] == list(range(len(lines)))


def test_a_table_reads_what_is_stored_and_computes_nothing():
    rows = list(TABLE.rows({"lines": [LINE]}))
    assert rows == [
        ["Nyali", date(2026, 11, 23), Decimal("3.5"), -3, None, "Nyali, 3.5"]
    ]
