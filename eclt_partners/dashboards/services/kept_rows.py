"""How is what was read of partnerships kept, and when is it as it was?"""

from datetime import date
from operator import attrgetter

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot, KeptRow
from eclt_partners.dashboards.rules.row_texts import packed
from eclt_partners.dashboards.selectors.country_rows import PART, read_rows
from eclt_partners.dashboards.selectors.kept_rows import (
    CountryRows,
    basis_of,
    heard_of,
    told_of_since,
)
from partners.models import Partnership

AT_ONCE = 1000


def keep_rows(found: CountryRows, country: Country, as_of: date) -> int:
    """Keep the rows that were read now, in the place of the former ones of the day.

    Called by whoever holds the country's lock: in the transaction that replaces its
    dashboard, whose floor tells which rows may have become wrong, or before there is a
    dashboard of that day. A partnership that moves to another country may be kept by both at the same moment;
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
        unique_fields=["partnership", "as_of"],
        update_fields=["basis", "heard", "content"],
    )
    return len(read)


def forget_earlier(country: Country, as_of: date) -> None:
    """Delete the rows of days that are over. One query.

    Args:
        country: whose; its transaction and lock are the caller's.
        as_of: the day that has begun.
    """
    over = KeptRow.objects.filter(partnership__country=country, as_of__lt=as_of)
    over.delete()


def is_as_kept(country: Country, snapshot: CountrySnapshot) -> bool:
    """Tell whether a dashboard would be built of the same rows as before.

    Most of what people do changes no figure: a link goes out, a paper is filed, an
    answer is saved and not sent. The partnerships that are told of are read; when they
    are as they were, this is kept, so that they are not read again.

    Args:
        country: which; its transaction and lock are the caller's.
        snapshot: its dashboard, of today.
    """
    as_of = snapshot.as_of
    here = Partnership.objects.filter(country=country)
    rows = KeptRow.objects.filter(
        partnership__country=country, as_of=as_of, basis=basis_of(country)
    )
    kept = dict(rows.values_list("partnership_id", "heard"))
    built_of = set(snapshot.lines.values_list("partnership_id", flat=True))
    if not kept.keys() == built_of == set(here.values_list("pk", flat=True)):
        return False
    heard = heard_of(kept.keys() & told_of_since(snapshot.audit_floor))
    told = {key: count for key, count in heard.items() if kept[key] != count}
    if len(told) > PART:
        return False
    rows = rows.filter(partnership__in=told)
    former = dict(rows.values_list("partnership_id", "content"))
    found = read_rows(list(here.filter(pk__in=told)), country, as_of)
    if any(packed(row) != bytes(former.get(row.id, b"")) for row in found):
        return False
    keep_rows(CountryRows(found, told), country, as_of)
    return True
