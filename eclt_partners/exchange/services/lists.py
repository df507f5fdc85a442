"""How is a list of partners kept and checked? Nothing of it is written yet."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import translation

from eclt_partners.accounts.models import User
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted, StaleObject
from eclt_partners.documents.rules.names import NAME_MAX, base_name
from eclt_partners.documents.services import Upload
from eclt_partners.exchange.choices import ListState
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.reading import read_list
from eclt_partners.exchange.rules.columns import Column, folded
from eclt_partners.exchange.rules.lines import Line, ListProblem, NotAList
from eclt_partners.exchange.rules.unread import Unread
from eclt_partners.exchange.services.desk import Answers
from eclt_partners.exchange.services.judging import Judged, Tell, Verdict, judge
from eclt_partners.exchange.vocabulary import example_names, without_our_own

# So many rows are checked, and imported, while the person waits.
AT_ONCE_MOST: Final = 50

# Called in the transaction that keeps what was done.
End = Callable[[], None]


def keep_list(
    *, owner: User, upload: Upload, language: str, now: datetime
) -> PartnerImport:
    """Read a file and keep its rows; the file itself is not kept.

    The example row of the template is left out.

    Args:
        owner: who sends it.
        upload: the file.
        language: in which problems are told.
        now: the moment, aware.

    Raises:
        FileRefused: the file is not taken.
        NotAList: it holds no list of partners.
    """
    found = read_list(upload)
    lines = [
        {
            "number": line.number,
            "cells": dict(line.cells),
            "unread": {name: asdict(each) for name, each in line.unread.items()},
        }
        for line in found.lines
        if folded(line.text(Column.NAME)) not in example_names()
    ]
    if not lines:
        raise NotAList(ListProblem.NO_LINES)
    return PartnerImport.objects.create(
        owner=owner,
        file_name=base_name(upload.name)[-NAME_MAX:],
        language=language,
        lines=lines,
        ignored=without_our_own(found.ignored),
        sent_at=now,
    )


def check_list(
    *,
    actor: Actor,
    kept_id: int,
    now: datetime,
    tell: Tell = lambda done: None,
    end: End = lambda: None,
) -> PartnerImport:
    """Find out what would become of each row, and write only that.

    Args:
        actor: who sent it.
        kept_id: which list.
        now: the moment, aware.
        tell: is told how many rows are judged; raises where the work is to stop.
        end: is called in the transaction that keeps the result.

    Raises:
        NotPermitted: no right to register anywhere, or the list of somebody else.
        StaleObject: the list is imported already, or got other answers meanwhile.
    """
    seen = own_list(actor, kept_id)
    _refuse_imported(seen)
    judged = judged_list(actor, seen, now=now, tell=tell)
    with transaction.atomic():
        kept = locked_list(actor, kept_id)
        _refuse_imported(kept)
        if kept.answers != seen.answers:
            raise StaleObject("this list got other answers meanwhile")
        keep_verdicts(kept, judged, now=now)
        audit.record(
            "exchange.list.checked",
            actor=actor,
            subject=kept,
            now=now,
            place=Place(),
            facts=counts_of(verdicts_of(kept)),
        )
        end()
    return kept


@transaction.atomic
def answer_questions(
    *, actor: Actor, kept_id: int, answers: Mapping[int, str], now: datetime
) -> PartnerImport:
    """Keep what a person says about partners that look the same; check is due anew.

    Rows that name the same partner in the same country get the same answer.

    Args:
        actor: who answers.
        kept_id: of which list.
        answers: number of a row -> "other", or what the question offered.
        now: the moment, aware.

    Raises:
        NotPermitted: no right to register anywhere, or the list of somebody else.
        StaleObject: the list is imported already.
    """
    kept = locked_list(actor, kept_id)
    _refuse_imported(kept)
    named = {
        _who(line): answers[line.number]
        for line in lines_of(kept)
        if line.number in answers
    }
    for line in lines_of(kept):
        if _who(line) in named:
            kept.answers[str(line.number)] = named[_who(line)]
    kept.state = ListState.SENT
    kept.save(update_fields=["answers", "state"])
    audit.record(
        "exchange.list.answered",
        actor=actor,
        subject=kept,
        now=now,
        place=Place(),
        facts={"questions": len(named)},
    )
    return kept


def own_list(actor: Actor, kept_id: int) -> PartnerImport:
    """Return a list of the actor's own.

    Raises:
        NotPermitted: no right to register anywhere, or the list of somebody else.
    """
    return _owned(actor, PartnerImport.objects.get(pk=kept_id))


def locked_list(actor: Actor, kept_id: int) -> PartnerImport:
    """Return a list of the actor's own, locked.

    Raises:
        NotPermitted: no right to register anywhere, or the list of somebody else.
    """
    rows = PartnerImport.objects.select_for_update()
    return _owned(actor, rows.get(pk=kept_id))


def _owned(actor: Actor, kept: PartnerImport) -> PartnerImport:
    if kept.owner_id != actor.user_id:
        raise NotPermitted("this is the list of somebody else")
    if not actor.may_somewhere(Action.REGISTER):
        raise NotPermitted("registers nowhere", action=Action.REGISTER)
    return kept


def _refuse_imported(kept: PartnerImport) -> None:
    if kept.state not in {ListState.SENT, ListState.CHECKED}:
        raise StaleObject("this list is imported already")


def judged_list(
    actor: Actor, kept: PartnerImport, *, now: datetime, tell: Tell
) -> Judged:
    """Judge the rows of a list; problems are told in the language of the list."""
    answers: Answers = {int(row): answer for row, answer in kept.answers.items()}
    with translation.override(kept.language):
        return judge(actor, lines_of(kept), answers, now=now, tell=tell)


def keep_verdicts(kept: PartnerImport, judged: Judged, *, now: datetime) -> None:
    """Keep what became of the rows."""
    kept.verdicts = [asdict(verdict) for verdict in judged.verdicts]
    kept.state, kept.checked_at = ListState.CHECKED, now
    kept.save(update_fields=["verdicts", "state", "checked_at"])


def lines_of(kept: PartnerImport) -> list[Line]:
    """Return the rows of a list."""
    return [
        Line(
            each["number"],
            {Column(name): text for name, text in each["cells"].items()},
            {
                Column(name): Unread(**cell)
                for name, cell in each.get("unread", {}).items()
            },
        )
        for each in kept.lines
    ]


def verdicts_of(kept: PartnerImport) -> list[Verdict]:
    """Return what became of the rows."""
    return [Verdict(**each) for each in kept.verdicts]


def counts_of(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Return outcome -> how many rows."""
    return dict(Counter(str(verdict.outcome) for verdict in verdicts))


def is_large(kept: PartnerImport) -> bool:
    """Tell whether the work on a list is done in the background."""
    return len(kept.lines) > AT_ONCE_MOST


def _who(line: Line) -> tuple[str, str]:
    """Return whom a row is about, as far as texts say."""
    return folded(line.text(Column.COUNTRY)), folded(line.text(Column.NAME))
