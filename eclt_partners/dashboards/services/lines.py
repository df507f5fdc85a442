"""How do the lists behind a dashboard follow its figures?"""

import json
from collections.abc import Container, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from eclt_partners.dashboards.models import CountrySnapshot, SnapshotLine
from eclt_partners.dashboards.rules.lists import partnership_line
from eclt_partners.dashboards.rules.rows import PartnershipRow

AT_ONCE = 1000


def store_lines(
    snapshot: CountrySnapshot,
    rows: Sequence[PartnershipRow],
    as_of: date,
    *,
    changed: Container[int] | None = None,
) -> int:
    """Write what the lists say of each partnership, where it changed.

    Args:
        snapshot: the dashboard; its transaction and lock are the caller's.
        rows: every partnership of the country.
        as_of: the day of the figures.
        changed: the partnerships of which something else may be said than at the last
            build of the same day; None: of all.

    Returns:
        How many lines were written.
    """
    kept = dict(snapshot.lines.values_list("partnership_id", "digest"))
    asked = [
        row
        for row in rows
        if changed is None or row.id in changed or row.id not in kept
    ]
    other = [
        line
        for line in _lines(snapshot, asked, as_of)
        if kept.get(line.partnership_id) != line.digest
    ]
    if other:
        SnapshotLine.objects.bulk_create(
            other,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["snapshot", "partnership"],
            update_fields=["code", "lists", "facts", "digest"],
        )
    gone = kept.keys() - {row.id for row in rows}
    if gone:
        snapshot.lines.filter(partnership__in=gone).delete()
    return len(other)


def _lines(
    snapshot: CountrySnapshot, rows: Sequence[PartnershipRow], as_of: date
) -> Iterator[SnapshotLine]:
    for row in rows:
        line = partnership_line(row, as_of)
        yield SnapshotLine(
            snapshot=snapshot,
            partnership_id=row.id,
            code=row.code,
            lists=line["lists"],
            facts=line["facts"],
            digest=_digest(line),
        )


def _digest(line: dict[str, Any]) -> str:
    return sha256(json.dumps(line, sort_keys=True).encode()).hexdigest()
