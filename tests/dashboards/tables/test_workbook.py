"""The spreadsheet of a country, opened by another program's library."""

from datetime import UTC, date, datetime
from io import BytesIO
from tracemalloc import get_traced_memory, start, stop
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.utils import timezone, translation
from openpyxl import load_workbook

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.record_words import QUESTIONS
from eclt_partners.dashboards.services.pages import dated
from eclt_partners.dashboards.tables import TABLES
from eclt_partners.dashboards.tables.about import about, sheet_name, tables_in_order
from eclt_partners.dashboards.tables.workbook import (
    LINE_HEIGHT,
    sheet_names,
    workbook,
)
from tests.dashboards import portfolio as plain

BUILT = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
NASTY = '=HYPERLINK("http://x";"a")'


def _country(code="MW"):
    return Country(code=code, time_zone="Africa/Blantyre")


def _made(figures, language="en-gb", go_on=lambda: None):
    place = _country(figures["country"])
    with translation.override(language), timezone.override(place.zone):
        return workbook(figures, about(dated(figures), place, BUILT), go_on=go_on)


def _opened(figures, language="en-gb"):
    return load_workbook(BytesIO(_made(figures, language)))


@pytest.fixture(scope="module")
def book(figures):
    return _opened(figures["MW"])


def test_after_the_first_sheet_comes_one_for_each_question_in_order(book):
    first = [table.question for table in tables_in_order()[: len(QUESTIONS)]]
    assert first == list(QUESTIONS)
    numbers = [name.split()[0] for name in book.sheetnames[1:14]]
    assert numbers == [str(number) for number in range(1, 14)]
    further = [table.question for table in tables_in_order()[len(QUESTIONS) :]]
    assert further == ["overdue", "keeping", "children", "money", ""]
    assert len(book.sheetnames) == 1 + len(TABLES)


def test_the_first_sheet_says_what_it_is_of_when_and_for_whom(book):
    words = [
        str(cell) for row in book[book.sheetnames[0]].values for cell in row if cell
    ]
    assert "Country report: Malawi" in words
    assert "Data of 23 Nov 2026, 14:05 (Blantyre time)" in words
    assert any("do not hand it to a partner" in text for text in words)
    assert "Numbers of fewer than 5 partnerships are listed, not averaged." in words
    assert [str(question) for question in QUESTIONS.values()] == [
        text for text in words if text in set(map(str, QUESTIONS.values()))
    ]


def test_each_printed_page_says_what_it_is_of_when_and_which_of_how_many(book):
    for sheet in book.worksheets:
        assert sheet.oddFooter.left.text.startswith("Country report: Malawi · Data of")
        assert sheet.oddFooter.left.text.endswith("&A")
        assert sheet.oddFooter.right.text == "&P / &N"


def test_the_first_sheet_leads_to_the_others(book):
    links = [
        cell.hyperlink.location or cell.hyperlink.target
        for row in book[book.sheetnames[0]].iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert [link.strip("#").split("!")[0].strip("'") for link in links] == (
        book.sheetnames[1:]
    )


def test_both_headings_stay_in_sight_and_the_second_is_for_programs(book):
    for table, name in zip(tables_in_order(), book.sheetnames[1:], strict=True):
        sheet = book[name]
        heading, keys = list(sheet.iter_rows(max_row=2, values_only=True))
        assert sheet.freeze_panes == "A3"
        assert keys == tuple(column.key for column in table.columns)
        assert heading == tuple(str(column.heading) for column in table.columns)


def test_days_are_days_and_numbers_are_numbers(book):
    sheet = book["10 Endings"]
    keys = [cell.value for cell in sheet[2]]
    cells = dict(zip(keys, sheet[3], strict=True))
    assert cells["ends_on"].value.date() == date(2026, 10, 9)
    assert cells["ends_on"].number_format == "d mmm yyyy"
    assert (cells["days"].value, cells["hri"].value) == (-45, 56)
    assert cells["hri"].number_format == "0"


def test_the_heat_map_is_the_second_computation(book):
    rows = list(book["3 Heat map"].iter_rows(min_row=2, values_only=True))
    keys, lines = rows[0], rows[1:]
    shown = {
        line[0]: [
            None
            if line[keys.index(f"d{number}")] is None
            else plain.one_place(str(line[keys.index(f"d{number}")]))
            for number in range(1, 11)
        ]
        for line in lines
    }
    assert shown == plain.heat("MW")
    assert book["3 Heat map"]["E3"].number_format == "0.0"


def test_money_shows_cents_only_when_there_are_some(figures):
    lines = figures["MW"]["money"]["agreements"]
    with_cents = [{**lines[0], "amount": "10.25"}, *lines[1:]]
    changed = {**figures["MW"], "money": {**figures["MW"]["money"]}}
    changed["money"]["agreements"] = with_cents
    sheet = _opened(changed)["13 Money"]
    column = [cell.value for cell in sheet[2]].index("amount")
    assert [sheet[row][column].number_format for row in (3, 4)] == [
        "#,##0.00",
        "#,##0",
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text(figures):
    others = [{"id": 1, "code": "MW-99", "name": NASTY, "stage": "ENDED_EARLY"}]
    content = _made({**figures["MW"], "others": others})
    cell = load_workbook(BytesIO(content))["Without reviews"]["B3"]
    assert (cell.value, cell.data_type) == (NASTY, "s")
    with ZipFile(BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/sheet" in name]
        assert not any(b"<f>" in parts.read(name) for name in sheets)


def test_signs_that_a_spreadsheet_cannot_hold_are_left_out(figures):
    others = [
        {"id": 1, "code": "MW-99", "name": "Ny\x00a\x0bli", "stage": "ENDED_EARLY"}
    ]
    sheet = _opened({**figures["MW"], "others": others})["Without reviews"]
    assert sheet["B3"].value == "Nyali"


def test_a_row_is_as_high_as_the_lines_that_a_person_wrote(figures):
    text = "\n".join(f"{place}. Another step" for place in range(1, 9))
    late = {"code": "MW-99", "name": "Nyali", "side": "JOINT", "due_on": "2026-11-01"}
    keeping = {**figures["MW"]["keeping"], "late": [{**late, "text": text}]}
    sheet = _opened({**figures["MW"], "keeping": keeping})["8 Late promises"]
    assert sheet.row_dimensions[3].height == 8 * LINE_HEIGHT


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_short_and_different_in_every_language(language):
    with translation.override(language):
        wanted = [sheet_name(table) for table in tables_in_order()]
    assert sheet_names(wanted) == wanted


def test_names_are_cut_cleaned_and_told_apart():
    found = sheet_names(["a/b:c", "A B C", "x" * 40, "x" * 40])
    assert found == ["a b c", "A B C 2", "x" * 31, "x" * 29 + " 2"]


def test_it_asks_before_each_sheet_and_in_long_ones_whether_to_go_on(figures):
    line = {"id": 1, "code": "MW-99", "name": "Nyali", "stage": "ENDED_EARLY"}
    asked = []
    _made({**figures["MW"], "others": [line] * 1000}, go_on=lambda: asked.append(1))
    assert len(asked) == len(TABLES) + 2


def test_a_hundred_times_the_lines_take_the_same_memory(figures):
    """Rows are written as they come, so 20,000 of them cost no copy of the figures."""
    line = {"id": 1, "code": "MW-99", "name": "Nyali", "stage": "ENDED_EARLY"}
    peaks = []
    for count in (10, 10, 1000):
        start()
        _made({**figures["MW"], "others": [line] * count})
        peaks.append(get_traced_memory()[1])
        stop()
    assert peaks[2] < 1.2 * peaks[1]
