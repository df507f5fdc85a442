"""How is a checked list written? All rows that were shown, in one transaction."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput
from eclt_partners.exchange.choices import ListState
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.services.judging import Judged, Tell, Verdict
from eclt_partners.exchange.services.lists import (
    End,
    counts_of,
    judged_list,
    keep_verdicts,
    locked_list,
    own_list,
    verdicts_of,
)
from eclt_partners.exchange.services.writing import Moved, Writer

# Others who keep changing what a list speaks about win in the end.
TRIES: Final = 3


def import_list(
    *,
    actor: Actor,
    kept_id: int,
    now: datetime,
    tell: Tell = lambda done: None,
    end: End = lambda: None,
) -> bool:
    """Write the rows of a checked list that were shown as new or changed.

    They are judged again, and written in one transaction in which the countries are
    locked, if what they were judged by still holds there. When something else would
    become of one of them than the check said, or it would write over other words,
    nothing is written and the new verdicts are kept: a person looks again.

    Args:
        actor: who imports.
        kept_id: which list; a second time changes nothing.
        now: the moment, aware.
        tell: is told how many rows are judged; raises where the work is to stop.
        end: is called in the transaction that writes.

    Returns:
        Whether the list is imported.

    Raises:
        NotPermitted: no right to register anywhere, or the list of somebody else.
    """
    for _try in range(TRIES):
        seen = own_list(actor, kept_id)
        if seen.state != ListState.CHECKED:
            return seen.state != ListState.SENT
        judged = judged_list(actor, seen, now=now, tell=tell)
        if _facts(judged.verdicts) != _facts(verdicts_of(seen)):
            break
        with suppress(Moved, InvalidInput), transaction.atomic():
            _write(actor, seen, judged, now=now)
            end()
            return True
    with transaction.atomic():
        kept = locked_list(actor, kept_id)
        if kept.state == ListState.CHECKED:
            keep_verdicts(kept, judged, now=now)
    return False


def _write(actor: Actor, seen: PartnerImport, judged: Judged, *, now: datetime) -> None:
    """Write what the rows bring.

    Raises:
        Moved: the list, or what it speaks about, is not as it was judged.
        InvalidInput: a rule does not hold any more.
    """
    kept = locked_list(actor, seen.pk)
    if (kept.state, kept.checked_at) != (seen.state, seen.checked_at):
        raise Moved
    traces = Writer(judged.desk).write()
    entry = audit.record(
        "exchange.list.imported",
        actor=actor,
        subject=kept,
        now=now,
        place=Place(),
        facts=counts_of(judged.verdicts),
    )
    kept.state, kept.written_at, kept.written_entry = ListState.WRITTEN, now, entry.pk
    kept.traces = [asdict(trace) for trace in traces]
    kept.save(update_fields=["state", "written_at", "written_entry", "traces"])


def _facts(verdicts: Sequence[Verdict]) -> list[tuple[int, str, list[Any]]]:
    """Return what a person agreed to: outcomes, and the words that are written over."""
    return [
        (verdict.row, str(verdict.outcome), list(verdict.replaced))
        for verdict in verdicts
    ]
