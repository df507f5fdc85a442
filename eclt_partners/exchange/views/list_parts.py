"""What does the page of a list say?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.exchange.choices import (
    LEFT_OUT,
    WRITES,
    Fate,
    ListState,
    Outcome,
    What,
)
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.reading import heading
from eclt_partners.exchange.rules.columns import Column, folded
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.selectors import partners_of
from eclt_partners.exchange.services.judging import Verdict
from eclt_partners.exchange.services.lists import counts_of, lines_of, verdicts_of
from eclt_partners.exchange.services.undoing import MAY_UNDO_FOR, may_undo
from eclt_partners.exchange.views.list_rows import row_name, rows_written, shown

MOST_PROBLEMS: Final = 20
MOST_QUESTIONS: Final = 20
MOST_PARTNERS: Final = 50


def questions_of(kept: PartnerImport) -> list[Verdict]:
    """Return the first questions that nobody answered, one for each name."""
    asked: dict[str, Verdict] = {}
    if kept.state == ListState.CHECKED:
        for verdict in verdicts_of(kept):
            if verdict.outcome == Outcome.ASKS:
                asked.setdefault(folded(verdict.name), verdict)
    return list(asked.values())[:MOST_QUESTIONS]


def list_parts(
    actor: Actor, kept: PartnerImport, *, now: datetime
) -> Mapping[str, Any]:
    """Return what the page tells a person of a list: counts, problems, what next."""
    verdicts = verdicts_of(kept)
    counts = counts_of(verdicts)
    lines = {line.number: line for line in lines_of(kept)}
    problems = _problems(kept, verdicts, lines)
    return {
        "counts": [
            {"label": outcome.label, "value": str(counts.get(outcome, 0))}
            for outcome in Outcome
        ],
        "writes": sum(counts.get(outcome, 0) for outcome in WRITES),
        "left_out": sum(counts.get(outcome, 0) for outcome in LEFT_OUT),
        "problem_columns": [
            {"label": _("Row")},
            {"label": _("Column")},
            {"label": _("In your list")},
            {"label": _("What is wrong")},
        ],
        "problems": problems[:MOST_PROBLEMS],
        "problem_count": len(problems),
        **rows_written(kept, verdicts, lines),
        **_brought(actor, kept),
        **_undoing(kept, now=now),
        "is_busy": kept.job is not None and not kept.job.is_over,
    }


def _brought(actor: Actor, kept: PartnerImport) -> dict[str, Any]:
    """Return the first partners of an imported list that the person may see."""
    if kept.state != ListState.WRITTEN:
        return {}
    partners = list(partners_of(actor, kept.traces).select_related("country"))
    return {"partners": partners[:MOST_PARTNERS], "partner_count": len(partners)}


def _undoing(kept: PartnerImport, *, now: datetime) -> dict[str, Any]:
    """Return until when a list may be taken back, or what became of its rows then."""
    fates = kept.traces if kept.state == ListState.UNDONE else []
    open_until = kept.written_at + MAY_UNDO_FOR if kept.written_at else None
    return {
        "begun": sum(each["what"] == What.PARTNERSHIP for each in kept.traces),
        "undo_until": open_until if may_undo(kept, now=now) else None,
        "undone_columns": [
            {"label": _("Row")},
            {"label": _("What")},
            {"label": _("What became of it")},
        ],
        "undone": [
            [
                str(each["row"]),
                f"{What(each['what']).label}: {each['name']}",
                str(Fate(each["fate"]).label),
            ]
            for each in fates
        ],
    }


def _problems(
    kept: PartnerImport, verdicts: Sequence[Verdict], lines: Mapping[int, Line]
) -> list[list[str]]:
    """Return each problem: the row with its name, column, what stands there, sentence."""
    return [
        [
            row_name(verdict),
            heading(Column(column), kept.language) if column else "",
            shown(lines[verdict.row].text(Column(column))) if column else "",
            text,
        ]
        for verdict in verdicts
        if verdict.outcome == Outcome.REJECTED
        for column, text in verdict.problems
    ]
