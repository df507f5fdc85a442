"""Which file does somebody begin a list with? In the reader's language."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from eclt_partners.common.words import own_name
from eclt_partners.countries.models import Country
from eclt_partners.exchange.reading import heading
from eclt_partners.exchange.rules.columns import NEEDED, Column
from eclt_partners.exchange.vocabulary import examples
from partners.choices import PartnerKind

WIDTH: Final = 26
HEADING: Final = Font("Calibri", bold=True, color="083B46")
HEADING_FILL: Final = PatternFill("solid", start_color="E2F0F1")
WRAPPED: Final = Alignment("left", "top", wrap_text=True)


def template_file(countries: Sequence[Country], *, language: str, email: str) -> bytes:
    """Return an empty list with an example row, and a sheet of what may stand where.

    Args:
        countries: where the reader registers partners.
        language: of headings and example; the active one.
        email: of the reader, who leads the partnership of the example.
    """
    book = Workbook()
    book.properties.creator = settings.FOUNDATION_NAME
    rows = book.active
    rows.title = _("Partners")
    rows.freeze_panes = "A2"
    _append(rows, [heading(column, language) for column in Column], is_heading=True)
    example = {
        **examples()[language],
        Column.COUNTRY: countries[0].name if countries else "",
        Column.KIND: str(PartnerKind.TRADE_UNION.label),
        Column.LEAD: email,
        Column.HEAD: _("Yes"),
        Column.LANGUAGE: own_name(language),
    }
    _append(rows, [example.get(column, "") for column in Column])
    allowed = book.create_sheet(_("What goes where"))
    _append(allowed, [_("Column"), _("What may be there")], is_heading=True)
    for column in Column:
        for text in _allowed(column, countries):
            _append(allowed, [heading(column, language), text])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _allowed(column: Column, countries: Sequence[Country]) -> list[str]:
    """Return the words of a column one by one, or a sentence about it."""
    words = {
        Column.COUNTRY: [country.name for country in countries],
        Column.KIND: [str(kind.label) for kind in PartnerKind],
        Column.HEAD: [_("Yes"), _("No")],
        Column.LANGUAGE: [own_name(code) for code, _name in settings.LANGUAGES],
        Column.ESTABLISHED_YEAR: [_("A year, like 1998")],
        Column.PARTNERSHIP: [_("Empty: the name of the partner")],
        Column.SINCE: [
            _("A day like 2022-03-27 or 27/3/2022. Empty: no partnership begins")
        ],
        Column.MONTHS: [_("A number from 2 to 12. Empty: 12")],
        Column.LEAD: [_("The e-mail address of a colleague who works in the country")],
        Column.CONTACT: [
            _("One person a row. For more people write the partner in further rows")
        ],
        Column.EMAIL: [_("An address or a phone number is needed for each person")],
    }
    usual = _("Needed in each row") if column in NEEDED else _("Any text, or empty")
    return words.get(column, [usual])


def _append(sheet: Any, texts: Sequence[str], *, is_heading: bool = False) -> None:
    """Write a row of texts; none of them is ever a formula."""
    place = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
    for number, text in enumerate(texts, start=1):
        cell = sheet.cell(row=place, column=number)
        cell.value, cell.data_type = str(text), "s"
        cell.alignment, cell.number_format = WRAPPED, "@"
        if is_heading:
            cell.font, cell.fill = HEADING, HEADING_FILL
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
