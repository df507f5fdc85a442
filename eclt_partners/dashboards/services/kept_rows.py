"""How is what was read of partnerships kept for the next build?"""

from datetime import date
from operator import attrgetter

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import KeptRow
from eclt_partners.dashboards.rules.packing import packed
from eclt_partners.dashboards.selectors.kept_rows import CountryRows, basis_of

AT_ONCE = 1000


def keep_rows(found: CountryRows, country: Country, as_of: date) -> int:
    """Keep the rows that were read now, in the place of the former ones.

    Called by whoever holds the country's lock, in the transaction that replaces its
    dashboard: the floor of that dashboard tells which rows may have become wrong. A
    partnership that moves to another country may be kept by both at the same moment;
    the row of the other has another basis and is read again.

    Args:
        found: what was read, and how much was heard of it before.
        country: whose; its transaction and lock are the caller's.
        as_of: the day of the rows.

    Returns:
        How many were kept.
    """
    basis = basis_of(country)
    read = [row for row in found.rows if row.id in found.heard]
    KeptRow.objects.bulk_create(
        (
            KeptRow(
                partnership_id=row.id,
                as_of=as_of,
                basis=basis,
                heard=found.heard[row.id],
                content=packed(row),
            )
            # All builders in one order, so that none waits for another in a circle.
            for row in sorted(read, key=attrgetter("id"))
        ),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["partnership"],
        update_fields=["as_of", "basis", "heard", "content"],
    )
    return len(read)
