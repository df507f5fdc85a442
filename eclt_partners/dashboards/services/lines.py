"""How do the lists behind a dashboard follow its figures?"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from eclt_partners.dashboards.models import CountrySnapshot, SnapshotLine
from eclt_partners.dashboards.rules.lists import partnership_line
from eclt_partners.dashboards.rules.rows import PartnershipRow

AT_ONCE = 1000


def store_lines(
    snapshot: CountrySnapshot, rows: Sequence[PartnershipRow], as_of: date
) -> int:
    """Write what the lists say of each partnership, where it changed.

    Args:
        snapshot: the dashboard; its transaction and lock are the caller's.
        rows: every partnership of the country.
        as_of: the day of the figures.

    Returns:
        How many lines were written.
    """
    kept = dict(snapshot.lines.values_list("partnership_id", "digest"))
    changed = [
        line
        for line in _lines(snapshot, rows, as_of)
        if kept.get(line.partnership_id) != line.digest
    ]
    if changed:
        SnapshotLine.objects.bulk_create(
            changed,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["snapshot", "partnership"],
            update_fields=["code", "lists", "facts", "digest"],
        )
    gone = kept.keys() - {row.id for row in rows}
    if gone:
        snapshot.lines.filter(partnership__in=gone).delete()
    return len(changed)


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
