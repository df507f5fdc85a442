"""What do the rows of a checked list write, as a person sees it before they do?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from eclt_partners.exchange.choices import ListState, Outcome
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.reading import heading
from eclt_partners.exchange.rules.columns import Column
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services import contact_rows, partner_rows
from eclt_partners.exchange.services.judging import Verdict
from partners.choices import PartnerKind

# Rows of each table; a list has up to 500.
MOST_SHOWN: Final = 20
# Characters of a cell that the page repeats.
LONGEST_CELL: Final = 60
# What a row says of itself where it is new.
_OF_NEW: Final = (Column.COUNTRY, Column.CONTACT, Column.EMAIL)
# Field of a partner or a person -> where a list says it; a list renames neither.
_COLUMNS: Final[Mapping[str, Column]] = {
    **contact_rows.COLUMNS,
    **partner_rows.COLUMNS,
}


def rows_written(
    kept: PartnerImport, verdicts: Sequence[Verdict], lines: Mapping[int, Line]
) -> Mapping[str, Any]:
    """Return the first facts that a checked list changes, and its first new rows.

    Args:
        kept: the list.
        verdicts: what becomes of its rows.
        lines: its rows, by number.
    """
    if kept.state != ListState.CHECKED:
        return {}
    changes = [
        row
        for verdict in verdicts
        if verdict.outcome == Outcome.CHANGED
        for row in _changes(verdict, lines[verdict.row], kept.language)
    ]
    new = [each for each in verdicts if each.outcome == Outcome.NEW]
    return {
        "change_columns": [
            {"label": _("Row")},
            {"label": _("Column")},
            {"label": _("Here now")},
            {"label": _("In your list")},
        ],
        "changes": changes[:MOST_SHOWN],
        "change_count": len(changes),
        "new_columns": [
            {"label": _("Row")},
            *({"label": heading(each, kept.language)} for each in _OF_NEW),
        ],
        "new_rows": [
            [row_name(each), *(shown(lines[each.row].text(c)) for c in _OF_NEW)]
            for each in new[:MOST_SHOWN]
        ],
        "new_count": len(new),
    }


def row_name(verdict: Verdict) -> str:
    """Return how a row is called: its number and its partner."""
    facts = {"row": verdict.row, "name": Truncator(verdict.name).chars(LONGEST_CELL)}
    return _("Row %(row)d: %(name)s") % facts


def shown(text: str) -> str:
    """Return the text of a cell, as long as a table bears it."""
    return Truncator(text).chars(LONGEST_CELL) or _("nothing")


def _changes(verdict: Verdict, line: Line, language: str) -> Iterator[list[str]]:
    """Say of each fact what stands here now and what the list says instead."""
    before = {
        _COLUMNS[name]: _words(name, value)
        for replaced in verdict.replaced
        for name, value in replaced.items()
    }
    for column in Column:
        if column in before:
            now, there = shown(before[column]), shown(line.text(column))
            yield [row_name(verdict), heading(column, language), now, there]


def _words(name: str, before: object) -> str:
    """Return what stands here, in the words of the reader."""
    if name == "kind":
        return str(PartnerKind(str(before)).label)
    if name == "language":
        return str(dict(settings.LANGUAGES)[str(before)])
    return "" if before is None else str(before)
