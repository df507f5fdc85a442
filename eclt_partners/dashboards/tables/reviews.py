"""Which tables say what reviews found and what is due? Questions 1 to 6."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.words import STATUS_WORDS
from eclt_partners.dashboards import words as named
from eclt_partners.dashboards.reasons import sentences
from eclt_partners.dashboards.rules.attention import Need
from eclt_partners.dashboards.tables.columns import (
    Cell,
    Column,
    Figures,
    Kind,
    Line,
    Table,
    as_day,
    as_number,
    day,
    number,
    partnership,
    said,
    text,
    words,
)
from eclt_partners.dashboards.tables.sides import side_words
from reviews.rules.bands import GapBand
from reviews.rules.instrument import DIMENSIONS
from reviews.words import band_text, dimension_name


def _why(line: Line) -> str:
    return " ".join(sentences(line["reasons"], line["days_overdue"]))


def _days_late(line: Line) -> Cell:
    """Return the days; what is not late has no number."""
    return int(line["days_overdue"]) or None


def _answers_due(line: Line) -> Cell:
    """Return the day that people were asked for; older months kept only the first one."""
    return as_day(line.get("answers_due_on", line["due_on"]))


def _own_days_late(line: Line) -> Cell:
    """Return the days that a line is late by its own day, or that of the review."""
    return int(line["days_late"]) or None


def _about(line: Line) -> str:
    """Return the promise or the agreement, or after how many months a check is."""
    if line["need"] != Need.CHECK:
        return str(line["text"])
    return gettext("%(month)s months after the end") % {"month": line["month"]}


def _status_lines(figures: Figures) -> Iterator[Line]:
    for tile in figures["tiles"]:
        for row in tile["rows"]:
            yield {**row, "status": tile["status"]}


def _joint(code: str, line: Line) -> Cell:
    return as_number(line["cells"][code]["joint"])


def _low(line: Line) -> str:
    """Name the dimensions in which one side answers 2 or lower; not which side."""
    cells = line["cells"].items()
    return ", ".join(dimension_name(code) for code, cell in cells if cell["low"])


def _gap_lines(figures: Figures) -> Iterator[Line]:
    for block in figures["gaps"]["blocks"]:
        for line in block["lines"]:
            yield {**block, **line}


def _trust_lines(figures: Figures) -> Iterator[Line]:
    for line in figures["trust"]["lines"]:
        for point in line["points"]:
            yield {**line, **point}


def _missing(line: Line) -> str:
    sides = ", ".join(side_words(side) for side in line["missing"])
    return sides or gettext("Nobody")


ACTIONS = Table(
    "actions",
    "actions",
    _("What needs somebody, the most urgent first"),
    _("To do"),
    (
        words("need", _("What to do"), lambda need: named.NEED_WORDS[need]),
        *partnership(),
        said("why", _("Why"), _why, Kind.LONG_TEXT),
        said("text", _("What it is about"), _about, Kind.LONG_TEXT),
        day("due_on", _("Due on")),
        Column("days_late", _("Days late"), _own_days_late, Kind.WHOLE, in_print=False),
    ),
    lambda figures: figures["actions"],
    kept_at=("actions",),
)
STATUS = Table(
    "status",
    "status",
    _("Partnerships by status, with the reasons"),
    _("Status"),
    (
        words("status", _("Status"), lambda code: STATUS_WORDS[code]),
        *partnership(),
        said("why", _("Why"), _why, Kind.LONG_TEXT),
        Column("due_on", _("Answers due"), _answers_due, Kind.DAY),
        Column("days_overdue", _("Days late"), _days_late, Kind.WHOLE, in_print=False),
    ),
    _status_lines,
    kept_at=("tiles", "*", "rows"),
)
HEAT_MAP = Table(
    "heat-map",
    "heat-map",
    _("Scores of the last review, by partnership and dimension"),
    _("Heat map"),
    (
        *partnership(),
        text("party", _("Name of the partner"), in_print=False),
        day("on", _("Review")),
        *(
            Column(
                code.lower(),
                named.SHORT_NAMES[code],
                partial(_joint, code),
                Kind.ONE_PLACE,
            )
            for code in DIMENSIONS
        ),
        said("low", _("One side 2 or lower"), _low, Kind.LONG_TEXT),
    ),
    lambda figures: figures["heat"]["rows"],
    kept_at=("heat", "rows"),
)
GAP = Table(
    "gap",
    "gap",
    _("Means of both sides in the last review, the widest difference first"),
    _("Both sides"),
    (
        *partnership(name_in_print=False),
        text("party", _("Name of the partner"), in_print=False),
        day("on", _("Review"), in_print=False),
        words("dimension", _("Dimension"), dimension_name),
        number("foundation", _("Foundation"), Kind.ONE_PLACE),
        number("partner", _("Partner"), Kind.ONE_PLACE),
        number("size", _("Difference in steps"), Kind.TWO_PLACES, in_print=False),
        words("band", _("Difference"), lambda band: band_text(GapBand(band))),
    ),
    _gap_lines,
    kept_at=("gaps", "blocks"),
)
TRENDS = Table(
    "trends",
    "trends",
    _("Trust in each review"),
    _("Trust"),
    (
        *partnership(),
        text("party", _("Name of the partner"), in_print=False),
        day("on", _("Review")),
        number("age_months", _("Age in months")),
        number("trust", _("Trust"), Kind.ONE_PLACE),
    ),
    _trust_lines,
    kept_at=("trust", "lines"),
)
OVERDUE = Table(
    "overdue",
    "overdue",
    _("Late reviews"),
    _("Late reviews"),
    (
        *partnership(),
        day("original_due_on", _("First due")),
        day("due_on", _("Answers due")),
        number("days_overdue", _("Days late")),
        said("missing", _("Who is missing"), _missing),
        number("moved_count", _("Times moved")),
    ),
    lambda figures: figures["overdue"],
    kept_at=("overdue",),
)
CALENDAR = Table(
    "calendar",
    "overdue",
    _("What falls into the next 90 days"),
    _("Next 90 days"),
    (
        day("on", _("Date")),
        words("what", _("What"), lambda what: named.DATE_WORDS[what]),
        text("text", _("Promise or action"), Kind.LONG_TEXT),
        *partnership(),
    ),
    lambda figures: figures["calendar"],
    kept_at=("calendar",),
)

REVIEW_TABLES: Final = (ACTIONS, STATUS, HEAT_MAP, GAP, TRENDS, OVERDUE, CALENDAR)
