"""Files are looked at before they are read, and spreadsheets are read elsewhere."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from eclt_partners.documents.services import Upload
from eclt_partners.exchange.reading import read_list
from eclt_partners.exchange.rules.columns import Column
from eclt_partners.exchange.rules.lines import ListProblem, NotAList
from eclt_partners.exchange.rules.unread import Unread, Why
from tests.documents.files import PDF
from tests.exchange.lists import with_part, xlsx

HEADINGS = ["Country", "Partner", "We know each other since", "Founded", "Phone"]


def test_a_spreadsheet_gives_texts_as_a_person_sees_them() -> None:
    rows = [HEADINGS, ["Malawi", "=1+1", date(2022, 3, 27), 2012.0, 265991234567]]
    [line] = read_list(Upload("list.xlsx", xlsx(rows))).lines
    assert line.text(Column.SINCE) == "2022-03-27"
    assert line.text(Column.ESTABLISHED_YEAR) == "2012"
    assert line.text(Column.PHONE) == "265991234567"
    # A formula that no program computed has no value, and says so.
    assert Column.NAME not in line.cells
    assert line.unread == {Column.NAME: Unread("B2", Why.FORMULA)}


def test_a_formula_with_a_result_is_read_also_when_the_result_is_nothing() -> None:
    rows = [HEADINGS, ["Malawi", "=1+1", '=IF(1,"","")', "", ""]]
    book = with_part(
        xlsx(rows),
        "xl/worksheets/sheet1.xml",
        ("<f>1+1</f><v />", "<f>1+1</f><v>2</v>"),
        ('<c r="C2"><f>', '<c r="C2" t="str"><f>'),
    )
    [line] = read_list(Upload("list.xlsx", book)).lines
    assert dict(line.cells) == {Column.COUNTRY: "Malawi", Column.NAME: "2"}
    assert not line.unread


def test_what_stands_in_joined_cells_is_known_in_the_first_of_them_only() -> None:
    rows = [
        HEADINGS,
        ["Malawi", "A", None, None, "1"],
        [None, "B", None, None, "2"],
        [None, None, None, None, None],
    ]
    first, second = read_list(Upload("list.xlsx", xlsx(rows, joined="A2:A4"))).lines
    assert (first.unread, second.text(Column.COUNTRY)) == ({}, "")
    assert second.unread == {Column.COUNTRY: Unread("A3", Why.JOINED, "A2")}


@pytest.mark.parametrize(
    ("number", "number_format", "seen"),
    [
        (991234567, "0000000000", "0991234567"),
        (991234567, '"+265 "0', "+265 991234567"),
        (612345678, '0#" "##" "##" "##" "##', "06 12 34 56 78"),
        (2651234567, r"\(000\)\ 000\-0000;@", "(265) 123-4567"),
        (24, '0" months"', "24"),
        (12, "0.00", "12"),
    ],
)
def test_a_number_has_the_digits_and_signs_that_its_format_adds(
    number: int, number_format: str, seen: str
) -> None:
    out, book = io.BytesIO(), load_workbook(io.BytesIO(xlsx([HEADINGS])))
    book.active.append(["MW", "A", None, None, number])
    book.active["E2"].number_format = number_format
    book.save(out)
    [line] = read_list(Upload("list.xlsx", out.getvalue())).lines
    assert line.text(Column.PHONE) == seen


def test_a_sheet_that_nobody_sees_is_passed_over() -> None:
    out, book = io.BytesIO(), load_workbook(io.BytesIO(xlsx([["Values"]])))
    book.active.sheet_state = "hidden"
    book.create_sheet().append(HEADINGS)
    book.worksheets[1].append(["Malawi", "A"])
    book.save(out)
    [line] = read_list(Upload("list.xlsx", out.getvalue())).lines
    assert line.text(Column.NAME) == "A"


def test_no_row_is_lost_because_empty_rows_stand_between() -> None:
    rows = [row for number in range(310) for row in ([], ["MW", f"Union {number}"])]
    rows[-1][1] = "=1+1"
    lines = read_list(Upload("list.xlsx", xlsx([HEADINGS, *rows]))).lines
    assert (len(lines), lines[-1].number) == (310, 621)
    assert lines[-1].unread == {Column.NAME: Unread("B621", Why.FORMULA)}


def test_a_small_spreadsheet_that_becomes_a_giant_table_is_not_read() -> None:
    sparse = [row for _number in range(24) for row in (["MW", "A"], *[[]] * 900)]
    with pytest.raises(NotAList) as refused:
        read_list(Upload("list.xlsx", xlsx([HEADINGS, *sparse])))
    assert refused.value.problem is ListProblem.TOO_MANY_LINES


def test_a_cell_that_is_joined_again_and_again_is_told_once() -> None:
    rows = [HEADINGS, *([["MW", "A"]] * 500)]
    join = '<mergeCell ref="A2:A501" />'
    book = with_part(
        xlsx(rows, joined="A2:A501"), "xl/worksheets/sheet1.xml", (join, join * 200)
    )
    lines = read_list(Upload("list.xlsx", book)).lines
    assert sum(len(line.unread) for line in lines) == 499


def test_a_file_of_an_old_program_keeps_its_accents() -> None:
    content = "Pays;Partenaire\nMalawi;Société des planteurs\n".encode("cp1252")
    [line] = read_list(Upload("liste.csv", content)).lines
    assert line.text(Column.NAME) == "Société des planteurs"


def test_a_spreadsheet_that_declares_entities_is_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><sst/>'
    out = io.BytesIO(xlsx([HEADINGS, ["MW", "A", "", "", ""]]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/more.xml", bomb)
    with pytest.raises(FileRefused) as refused:
        read_list(Upload("list.xlsx", out.getvalue()))
    assert refused.value.reason is Refusal.BROKEN


def test_another_type_of_file_is_not_taken() -> None:
    with pytest.raises(FileRefused) as refused:
        read_list(Upload("list.pdf", PDF))
    assert refused.value.reason is Refusal.UNKNOWN
