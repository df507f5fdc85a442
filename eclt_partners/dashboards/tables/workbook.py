"""How are the tables of a country written as a spreadsheet (XLSX)?

A first sheet says what it is, then comes one sheet for each question and one for each
list that belongs to a question. Rows are written as they come, so that the size of a
country costs time and disk, not memory.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from eclt_partners.dashboards.tables.about import (
    About,
    Answer,
    sheet_name,
    tables_in_order,
)
from eclt_partners.dashboards.tables.columns import (
    NUMBERS,
    Cell,
    Column,
    Figures,
    Kind,
    Table,
)

# A table, the name of its sheet, and how many lines it has.
Contents = tuple[Table, str, int]
# How a cell of a kind looks, without and with cents.
Looks = Mapping[tuple[Kind, bool], Any]

# Called now and then while a file is made; raises where the work is to stop.
GoOn = Callable[[], None]

NAME_MOST = 31
ROWS_AT_ONCE: Final = 500
NOT_IN_A_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
DAY_FORMAT = "d mmm yyyy"
FORMATS: Final[Mapping[Kind, str]] = {
    Kind.WHOLE: "0",
    Kind.ONE_PLACE: "0.0",
    Kind.TWO_PLACES: "0.00",
    Kind.RATE: "General",
    Kind.MONEY: "#,##0",
    Kind.DAY: DAY_FORMAT,
}
WITH_CENTS = "#,##0.00"
# In signs; a sheet cannot measure itself while its rows are still to come.
WIDTHS: Final[Mapping[Kind, int]] = {
    Kind.TEXT: 34,
    Kind.CODE: 13,
    Kind.LONG_TEXT: 56,
    Kind.WHOLE: 14,
    Kind.ONE_PLACE: 14,
    Kind.TWO_PLACES: 14,
    Kind.RATE: 14,
    Kind.MONEY: 16,
    Kind.DAY: 14,
}
TWO_HEADINGS = gettext_lazy(
    "The first row of each sheet is for people, the small second row for programs: it "
    "is the same in every language."
)
ABOUT_WIDTHS = (6, 56, 84, 28, 10)
WRITTEN_ON_LINES: Final = frozenset({Kind.TEXT, Kind.CODE, Kind.LONG_TEXT})
TO_THE_RIGHT: Final = NUMBERS | {Kind.DAY}
LINE_HEIGHT = 15
# What the file format calls this size of paper.
A4 = 9

FONT = "Calibri"
TITLE: Final = Font(FONT, size=16, bold=True, color="083B46")
BOLD: Final = Font(FONT, bold=True)
LINK: Final = Font(FONT, color="0B5563", underline="single")
HEADING: Final = Font(FONT, bold=True, color="083B46")
HEADING_FILL: Final = PatternFill("solid", start_color="E2F0F1")
UNDERLINED: Final = Border(bottom=Side(style="medium", color="0B5563"))
FOR_MACHINES: Final = Font(FONT, size=8, italic=True, color="66757D")
# A blank before each text keeps it apart from a number on its left.
WRAPPED: Final = Alignment("left", "top", wrap_text=True, indent=1)
HIGH: Final = Alignment(vertical="top")
AT_FOOT: Final = Alignment("left", "bottom", wrap_text=True, indent=1)
OVER_NUMBERS: Final = Alignment("right", "bottom", wrap_text=True)


def workbook(figures: Figures, said: About, *, go_on: GoOn = lambda: None) -> bytes:
    """Return the spreadsheet in the active language.

    Args:
        figures: of one country, as they are stored.
        said: what the first sheet says.
        go_on: is called before each sheet and after each 500 rows.
    """
    book = Workbook(write_only=True)
    book.properties.title = said.title
    book.properties.creator = settings.FOUNDATION_NAME
    tables = tables_in_order()
    first, *names = sheet_names([_("About this file"), *map(sheet_name, tables)])
    counts = [sum(1 for _line in table.lines(figures)) for table in tables]
    contents = list(zip(tables, names, counts, strict=True))
    out = BytesIO()
    try:
        _write_about(_sheet(book, first, said), said, contents)
        for table, name, _count in contents:
            _write_table(_sheet(book, name, said), table, figures, go_on)
    finally:
        # This also deletes the files of the sheets, when the work is to stop.
        book.save(out)
    return out.getvalue()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return names that a spreadsheet takes: 31 signs at most, each only once."""
    found: list[str] = []
    for name in wanted:
        plain = " ".join(name.translate(NOT_IN_A_NAME).split())[:NAME_MOST].strip("' ")
        taken, number = {each.lower() for each in found}, 2
        unique = plain
        while unique.lower() in taken:
            ending = f" {number}"
            unique, number = plain[: NAME_MOST - len(ending)] + ending, number + 1
        found.append(unique)
    return found


def _write_about(sheet: Any, said: About, contents: Sequence[Contents]) -> None:
    """Write what it is, how to read it, and which sheet answers which question."""
    _widen(sheet, ABOUT_WIDTHS)
    sheet.append([_cell(sheet, said.title, font=TITLE)])
    sheet.append([_cell(sheet, said.data_of)])
    sheet.append([])
    sheet.append([_cell(sheet, said.opening, font=BOLD)])
    sheet.append([])
    for note in (*said.notes, str(TWO_HEADINGS)):
        sheet.append([_cell(sheet, note)])
    sheet.append([])
    heads = (_("No."), _("Question"), _("Short answer"), _("Sheet"), _("Lines"))
    sheet.append([_heading(sheet, head) for head in heads])
    answers = {answer.anchor: answer for answer in said.answers}
    for place, (table, name, count) in enumerate(contents):
        answer = answers.get(table.question) if place < len(answers) else None
        sheet.append(_line_about(sheet, table, answer, name, count))


def _line_about(
    sheet: Any, table: Table, answer: Answer | None, name: str, count: int
) -> list[Any]:
    """Return the line of one sheet: of a question with its answer, or of a list."""
    link = _cell(sheet, name, font=LINK)
    link.hyperlink = f"#'{name}'!A1"
    return [
        _cell(sheet, answer.number if answer else None),
        _cell(sheet, answer.question if answer else str(table.title), align=WRAPPED),
        _cell(sheet, answer.finding if answer else None, align=WRAPPED),
        link,
        _cell(sheet, count),
    ]


def _write_table(sheet: Any, table: Table, figures: Figures, go_on: GoOn) -> None:
    """Write a heading for people, one for programs, and the lines."""
    columns = table.columns
    _widen(sheet, [WIDTHS[column.kind] for column in columns])
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:1"
    aligned = [OVER_NUMBERS if c.kind in TO_THE_RIGHT else AT_FOOT for c in columns]
    heads = list(zip(columns, aligned, strict=True))
    cells = [_heading(sheet, str(column.heading), align) for column, align in heads]
    _append(sheet, 1, cells, columns)
    sheet.append([_cell(sheet, c.key, font=FOR_MACHINES, align=a) for c, a in heads])
    looks, place = _looks(sheet), 2
    go_on()
    for place, row in enumerate(table.rows(figures), start=3):
        if place % ROWS_AT_ONCE == 0:
            go_on()
        pairs = zip(row, columns, strict=True)
        cells = [_written(sheet, cell, column.kind, looks) for cell, column in pairs]
        _append(sheet, place, cells, columns)
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{place}"


def _append(
    sheet: Any, place: int, cells: Sequence[Any], columns: Sequence[Column]
) -> None:
    """Write a row as high as its texts need; not every program finds that out."""
    pairs = zip(cells, columns, strict=True)
    lines = max(
        _line_count(str(cell.value), WIDTHS[column.kind] + 2)
        for cell, column in pairs
        if place == 1 or column.kind in WRITTEN_ON_LINES
    )
    if lines > 1:
        sheet.row_dimensions[place].height = LINE_HEIGHT * lines
    sheet.append(cells)
    sheet.row_dimensions.pop(place, None)


def _line_count(text: str, signs: int) -> int:
    """Return how many lines a text takes: each that a person began, and its turns."""
    return sum(ceil(len(line) / signs) or 1 for line in text.split("\n"))


def _sheet(book: Workbook, name: str, said: About) -> Any:
    """Begin a sheet that prints as wide as the paper, and as long as it needs.

    Each printed page says below what it is, of when, and which of how many.
    """
    sheet = book.create_sheet(name)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # An ampersand begins a sign for the program: &A is the name of the sheet.
    foot = f"{said.title} · {said.data_of}".replace("&", "&&")
    sheet.oddFooter.left.text = f"&8{foot} · &A"
    sheet.oddFooter.right.text = "&8&P / &N"
    return sheet


def _widen(sheet: Any, widths: Iterable[int]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _heading(sheet: Any, text: str, align: Alignment = AT_FOOT) -> Any:
    cell = _cell(sheet, text, font=HEADING, align=align)
    cell.fill, cell.border = HEADING_FILL, UNDERLINED
    return cell


def _looks(sheet: Any) -> Looks:
    """Return how the cells of each kind look: looked up once, not for each cell."""
    found = {}
    for kind in Kind:
        for has_cents in (False, True):
            align = WRAPPED if kind in WRITTEN_ON_LINES else HIGH
            cell = _cell(sheet, None, align=align)
            cell.number_format = (
                WITH_CENTS if has_cents else FORMATS.get(kind, "General")
            )
            found[kind, has_cents] = cell._style
    return found


def _written(sheet: Any, value: Cell, kind: Kind, looks: Looks) -> Any:
    """Return one cell of a table with the format of its kind."""
    cell = _cell(sheet, value)
    has_cents = kind is Kind.MONEY and isinstance(value, Decimal) and value % 1 != 0
    cell._style = looks[kind, has_cents]
    return cell


def _cell(
    sheet: Any,
    value: Cell,
    *,
    font: Font | None = None,
    align: Alignment | None = None,
) -> Any:
    """Return a cell; a text is a text, also when it looks like a formula."""
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(
        sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if is_text else value
    )
    if is_text:
        cell.data_type = "s"
    if font:
        cell.font = font
    if align:
        cell.alignment = align
    return cell
