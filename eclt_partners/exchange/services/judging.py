"""What becomes of each row of a list? It is written, row after row, to find out.

The same code checks and imports: a check is an import that is rolled back (docs/adr/0050).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from eclt_partners.exchange.choices import Outcome
from eclt_partners.exchange.rules.columns import Column
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services import contact_rows, partnership_rows
from eclt_partners.exchange.services.contact_rows import take_contact
from eclt_partners.exchange.services.desk import (
    Desk,
    Problem,
    RowAsks,
    RowRefused,
    Trace,
)
from eclt_partners.exchange.services.partner_rows import take_partner
from eclt_partners.exchange.services.partnership_rows import take_partnership
from partners.selectors import LookAlike

# Number of a row -> what a person said about partners that look like its own.
Answers = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row.

    Attributes:
        row: its number.
        name: the partner it names.
        outcome: one word.
        problems: what is wrong, by column.
        twins: partners that look the same: `answer`, `name` and `about` each.
        replaced: what stood where the row writes something else, by field.
    """

    row: int
    name: str
    outcome: Outcome
    problems: Sequence[Problem] = ()
    twins: Sequence[Mapping[str, Any]] = ()
    replaced: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of a list, and what its rows wrote."""

    verdicts: Sequence[Verdict]
    traces: Sequence[Trace]


def judge(
    actor: Actor,
    lines: Sequence[Line],
    answers: Answers,
    *,
    now: datetime,
) -> Judged:
    """Write the rows of a list, each as a whole or not at all.

    To be called in a transaction, which is rolled back when nothing is to stay.

    Args:
        actor: who imports; every service asks for the right.
        lines: the rows.
        answers: what was said about partners that look the same.
        now: the moment, aware.
    """
    desk = Desk.open(actor, lines, now=now)
    verdicts = [_verdict(desk, line, answers.get(line.number, "")) for line in lines]
    return Judged(verdicts, desk.traces)


def _verdict(desk: Desk, line: Line, answer: str) -> Verdict:
    name = line.text(Column.NAME)
    before = len(desk.traces)
    rejected = Verdict(line.number, name, Outcome.REJECTED)
    try:
        with transaction.atomic():
            _write(desk, line, answer)
    except RowRefused as refused:
        verdict = replace(rejected, problems=list(refused.problems))
    except RowAsks as asks:
        twins = [_twin(desk, each) for each in asks.twins]
        verdict = replace(rejected, outcome=Outcome.ASKS, twins=twins)
    except NotPermitted:
        told = _("You cannot change this partner: it is at home in another country")
        verdict = replace(rejected, problems=[(Column.NAME, told)])
    else:
        traces = desk.traces[before:]
        replaced = [dict(trace.was) for trace in traces if trace.was is not None]
        return replace(rejected, outcome=_outcome(traces), replaced=replaced)
    del desk.traces[before:]
    desk.partners.pop(line.number, None)
    return verdict


def _write(desk: Desk, line: Line, answer: str) -> None:
    """Write one row; what is wrong with it is told of all its parts at once."""
    country = desk.country(line)
    try:
        partner = take_partner(desk, line, country, answer)
    except RowRefused as refused:
        more = contact_rows.wrong_cells(line, country)
        more += partnership_rows.wrong_cells(desk, line, country)
        raise RowRefused([*refused.problems, *more]) from refused
    try:
        contact = take_contact(desk, line, country, partner)
    except RowRefused as refused:
        more = partnership_rows.wrong_cells(desk, line, country)
        raise RowRefused([*refused.problems, *more]) from refused
    take_partnership(desk, line, country, partner, contact)


def _outcome(traces: Sequence[Trace]) -> Outcome:
    if not traces:
        return Outcome.SAME
    is_new = any(trace.was is None for trace in traces)
    return Outcome.NEW if is_new else Outcome.CHANGED


def _twin(desk: Desk, twin: LookAlike) -> dict[str, Any]:
    """Return what is asked about one partner, and the answer that means it."""
    row = desk.row_of(twin.partner)
    about = "; ".join(str(reason.label) for reason in twin.reasons)
    return {
        "answer": f"partner:{twin.partner.pk}" if row is None else f"row:{row}",
        "name": twin.partner.name,
        "place": twin.partner.country.name,
        "about": about,
        "row": row,
        "pk": twin.partner.pk if row is None else None,
    }
