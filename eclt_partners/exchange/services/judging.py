"""What becomes of each row of a list? Found out row after row; nothing is written.

The same code checks and imports (docs/adr/0050).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from eclt_partners.exchange.choices import Outcome
from eclt_partners.exchange.rules.columns import Column
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services import contact_rows, partnership_rows
from eclt_partners.exchange.services.contact_rows import take_contact
from eclt_partners.exchange.services.desk import (
    Answers,
    Desk,
    Problem,
    RowAsks,
    RowRefused,
    Trace,
)
from eclt_partners.exchange.services.partner_rows import take_partner
from eclt_partners.exchange.services.partnership_rows import take_partnership
from eclt_partners.exchange.words import unread_words
from partners.selectors import LookAlike

# Is told how many rows are judged; raises where the work is to stop.
Tell = Callable[[int], None]


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
    """What becomes of a list, and the desk with what its rows would write."""

    verdicts: Sequence[Verdict]
    desk: Desk


def judge(
    actor: Actor,
    lines: Sequence[Line],
    answers: Answers,
    *,
    now: datetime,
    tell: Tell = lambda done: None,
) -> Judged:
    """Find out what the rows of a list would write, each as a whole or not at all.

    Args:
        actor: who imports; every row asks for the right.
        lines: the rows.
        answers: what was said about partners that look the same.
        now: the moment, aware.
        tell: is told how far it is.
    """
    desk = Desk.open(actor, lines, answers, now=now)
    verdicts = []
    for done, line in enumerate(lines):
        verdicts.append(_verdict(desk, line, answers.get(line.number, "")))
        tell(done + 1)
    return Judged(verdicts, desk)


def _verdict(desk: Desk, line: Line, answer: str) -> Verdict:
    name = line.text(Column.NAME)
    before, mark = len(desk.steps), desk.known.mark()
    rejected = Verdict(line.number, name, Outcome.REJECTED)
    try:
        _take_whole(desk, line, answer)
    except RowRefused as refused:
        verdict = replace(rejected, problems=list(refused.problems))
    except RowAsks as asks:
        twins = [_twin(desk, each) for each in asks.twins]
        verdict = replace(rejected, outcome=Outcome.ASKS, twins=twins)
    except NotPermitted:
        told = _("You cannot change this partner: it is at home in another country")
        verdict = replace(rejected, problems=[(Column.NAME, told)])
    else:
        traces = [step.trace for step in desk.steps[before:]]
        replaced = [dict(trace.was) for trace in traces if trace.was is not None]
        return replace(rejected, outcome=_outcome(traces), replaced=replaced)
    del desk.steps[before:]
    desk.known.rewind(mark)
    desk.rows.pop(line.number, None)
    return verdict


def _take_whole(desk: Desk, line: Line, answer: str) -> None:
    """Take one row in, unless it has a cell that does not tell what it shows."""
    unread = [(str(name), unread_words(each)) for name, each in line.unread.items()]
    try:
        _take(desk, line, answer)
    except RowRefused as refused:
        others = [each for each in refused.problems if each[0] not in line.unread]
        raise RowRefused([*unread, *others]) from refused
    except RowAsks:
        if not unread:
            raise
    if unread:
        raise RowRefused(unread)


def _take(desk: Desk, line: Line, answer: str) -> None:
    """Take one row in; what is wrong with it is told of all its parts at once."""
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
