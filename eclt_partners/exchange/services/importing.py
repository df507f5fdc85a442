"""How is a checked list written? All rows that were shown, in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.exchange.choices import ListState
from eclt_partners.exchange.services.judging import Judged, Verdict
from eclt_partners.exchange.services.lists import (
    counts_of,
    judged_list,
    keep_verdicts,
    locked_list,
    verdicts_of,
)


class FactsMoved(Exception):
    """What would become of the rows is not what the check showed.

    Attributes:
        judged: what would become of them now.
    """

    def __init__(self, judged: Judged) -> None:
        super().__init__("the facts moved since the check")
        self.judged = judged


def import_list(*, actor: Actor, kept_id: int, now: datetime) -> bool:
    """Write the rows of a checked list that were shown as new or changed.

    They are judged again in the same transaction. When something else would become
    of one of them than the check said, or it would write over other words, nothing is
    written and the new verdicts are kept: a person looks again.

    Args:
        actor: who imports.
        kept_id: which list; a second time changes nothing.
        now: the moment, aware.

    Returns:
        Whether the list is imported.

    Raises:
        NotPermitted: no right to register anywhere, or the list of somebody else.
    """
    try:
        with transaction.atomic():
            return _write(actor, kept_id, now=now)
    except FactsMoved as moved:
        with transaction.atomic():
            kept = locked_list(actor, kept_id)
            if kept.state == ListState.CHECKED:
                keep_verdicts(kept, moved.judged, now=now)
        return False


def _write(actor: Actor, kept_id: int, *, now: datetime) -> bool:
    kept = locked_list(actor, kept_id)
    if kept.state == ListState.SENT:
        return False
    if kept.state != ListState.CHECKED:
        return True
    shown = verdicts_of(kept)
    judged = judged_list(actor, kept, now=now)
    if _facts(judged.verdicts) != _facts(shown):
        raise FactsMoved(judged)
    entry = audit.record(
        "exchange.list.imported",
        actor=actor,
        subject=kept,
        now=now,
        place=Place(),
        facts=counts_of(shown),
    )
    kept.state, kept.written_at, kept.written_entry = ListState.WRITTEN, now, entry.pk
    kept.traces = [asdict(trace) for trace in judged.traces]
    kept.save(update_fields=["state", "written_at", "written_entry", "traces"])
    return True


def _facts(verdicts: Sequence[Verdict]) -> list[tuple[int, str, list[Any]]]:
    """Return what a person agreed to: outcomes, and the words that are written over."""
    return [
        (verdict.row, str(verdict.outcome), list(verdict.replaced))
        for verdict in verdicts
    ]
