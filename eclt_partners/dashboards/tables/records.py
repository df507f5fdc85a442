"""Which tables say what was promised, aimed for, ends and lasts? Questions 8 to 11."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eclt_partners.dashboards.tables.columns import (
    Column,
    Figures,
    Kind,
    Line,
    Table,
    day,
    number,
    partnership,
    said,
    text,
    words,
)
from eclt_partners.dashboards.tables.sides import side_words
from eclt_partners.dashboards.words import PILLAR_WORDS, READY_WORDS
from eclt_partners.lifecycle.lasting_words import BAND_WORDS
from partners.choices import CapacityDomain, Stage
from partners.rules.sustained import SustainedBand

GOAL_WORDS: Final[Mapping[str, Promise]] = {
    "unknown": _("not looked at yet"),
    "kept": _("to keep: kept"),
    "not_kept": _("to keep: not kept"),
    "went_back": _("went back"),
    "reached": _("reached"),
    "on_the_way": _("on the way"),
    "not_moved": _("not moved"),
}
CHECK_WORDS: Final[Mapping[str, Promise]] = {
    "done": _("done"),
    "waived": _("left out"),
    "overdue": _("overdue"),
    "ahead": _("not overdue yet"),
}


def _kept_lines(figures: Figures) -> Iterator[Line]:
    for row in figures["keeping"]["rows"]:
        for side, counts in row["sides"].items():
            yield {**row, **counts, "side": side}


def _goal_lines(figures: Figures) -> Iterator[Line]:
    for domain in figures["growing"]["domains"]:
        for goal in domain["goals"]:
            yield {**goal, "domain": domain["domain"]}


def _goal_state(goal: Line) -> str:
    if goal["now"] is None:
        return "unknown"
    if goal["went_back"]:
        return "went_back"
    if goal["is_keep"]:
        return "kept" if goal["is_kept"] else "not_kept"
    if goal["percent"] == 100:
        return "reached"
    return "on_the_way" if goal["percent"] else "not_moved"


def _check_lines(figures: Figures) -> Iterator[Line]:
    for row in figures["lasting"]["rows"]:
        for check in row["checks"]:
            yield {**row, **check}


def _of_plan(key: str, heading: Promise) -> Column:
    """Return a column of counts in a plan: without a plan there is no number."""
    return Column(
        key,
        heading,
        lambda row: row[key] if row["function_count"] else None,
        Kind.WHOLE,
    )


KEEPING = Table(
    "keeping",
    "keeping",
    _("Promises of both sides that were due"),
    _("Promises"),
    (
        *partnership(),
        words("side", _("Side"), side_words),
        number("due", _("Promises due")),
        number("kept", _("Kept on time")),
        number("late", pgettext_lazy("promises", "Kept late")),
        number("partly", _("Kept partly")),
        number("not_kept", pgettext_lazy("promises", "Not kept")),
        number("percent", _("Kept, in percent")),
        number("released", _("Released by both")),
        number("overdue", _("Late without a report")),
        number("waiting", _("Reported, not confirmed yet")),
        number("disputed", _("The sides do not agree")),
    ),
    _kept_lines,
    kept_at=("keeping", "rows"),
)
LATE_PROMISES = Table(
    "late-promises",
    "keeping",
    _("Promises that are late"),
    _("Late promises"),
    (
        *partnership(),
        words("side", _("Side"), side_words),
        text("text", _("Promise"), Kind.LONG_TEXT),
        day("due_on", _("Due on")),
    ),
    lambda figures: figures["keeping"]["late"],
    kept_at=("keeping", "late"),
)
GROWING = Table(
    "growing",
    "growing",
    _("Levels at the start, now, and at the aim"),
    _("Growing stronger"),
    (
        *partnership(name_in_print=False),
        words("domain", _("Field"), lambda code: CapacityDomain(code).label),
        words("side", _("Side"), side_words),
        text("party", _("Name of the partner"), in_print=False),
        number("start", _("Start level")),
        number("now", _("Now")),
        number("aim", _("Aim")),
        day("by_on", _("By")),
        number("percent", _("Percent of the way")),
        said("state", _("So far"), lambda goal: GOAL_WORDS[_goal_state(goal)]),
    ),
    _goal_lines,
    kept_at=("growing", "domains", "*", "goals"),
)
ENDINGS = Table(
    "endings",
    "endings",
    _("Agreements that end"),
    _("Endings"),
    (
        *partnership(),
        day("ends_on", _("Ends on")),
        number("days", _("Days left"), in_print=False),
        number("hri", _("Readiness, 0 to 100")),
        said("ready", _("Handover readiness"), lambda row: READY_WORDS[row["band"]]),
        words("weakest", _("Weakest"), lambda pillar: PILLAR_WORDS[pillar]),
        _of_plan("function_count", _("Functions to go on")),
        _of_plan("ownerless_count", _("Without a local owner")),
    ),
    lambda figures: figures["endings"]["rows"],
    kept_at=("endings", "rows"),
)
LASTING = Table(
    "lasting",
    "lasting",
    _("Checks after the end"),
    _("After the end"),
    (
        *partnership(),
        day("ended_on", _("Ended on")),
        number("month", _("Months after the end")),
        day("due_on", _("Check due")),
        words("state", _("State"), lambda state: CHECK_WORDS[state]),
        number("score", _("Score"), Kind.ONE_PLACE),
        words("band", _("In words"), lambda band: BAND_WORDS[SustainedBand(band)]),
        number("known_percent", _("Known, in percent"), in_print=False),
    ),
    _check_lines,
    kept_at=("lasting", "rows"),
)
OTHERS = Table(
    "others",
    "",
    _("Partnerships without regular reviews"),
    _("Without reviews"),
    (
        *partnership(),
        words("stage", _("Stage"), lambda stage: Stage(stage).label),
    ),
    lambda figures: figures["others"],
    kept_at=("others",),
)

RECORD_TABLES: Final = (KEEPING, LATE_PROMISES, GROWING, ENDINGS, LASTING, OTHERS)
