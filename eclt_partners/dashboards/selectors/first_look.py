"""What is known when somebody looks at a country through filters?

A page that is stored already takes one query. When it is missing, one more query brings
all that it is computed from: what the present dashboard was built from, of some
partnerships only (ADR 0041).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    KeptRow,
    NarrowedPage,
    NarrowedSnapshot,
    SnapshotLine,
)
from eclt_partners.dashboards.rules.narrowing import Narrowing
from eclt_partners.dashboards.rules.row_texts import unpacked
from eclt_partners.dashboards.rules.rows import PartnershipRow
from eclt_partners.dashboards.selectors.kept_rows import basis_of
from eclt_partners.dashboards.selectors.narrowed import (
    narrowed_pages,
    narrowed_partnerships,
)
from eclt_partners.dashboards.selectors.saved_views import (
    ViewLink,
    links_to,
    saved_views,
)
from partners.models import Partnership


@dataclass(frozen=True, slots=True)
class NarrowedCountry:
    """A country, the stored page of some filters if there is one, and own views."""

    country: Country
    page: NarrowedPage | None
    views: Sequence[ViewLink]


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a page for filters is computed from.

    Attributes:
        snapshot: the dashboard beside which it will stand; None when none is built.
        narrowed: what is stored for these filters, however old.
        oldest: what is stored for others, and gives way to one more.
        partnership_count: how many partnerships the filters leave.
        packed: the rows from which the dashboard was built, of these partnerships; None
            instead of one that is not kept. Of no more than are computed at once.
    """

    snapshot: CountrySnapshot | None
    narrowed: NarrowedSnapshot | None
    oldest: Sequence[NarrowedSnapshot]
    partnership_count: int
    packed: Sequence[bytes | None]

    @property
    def rows(self) -> Sequence[PartnershipRow] | None:
        """The rows of the dashboard's day, by code; None when one is not kept."""
        contents = [each for each in self.packed if each is not None]
        is_whole = len(contents) == len(self.packed)
        return [unpacked(each) for each in contents] if is_whole else None


def narrowed_country(
    actor: Actor, code: str, query: str, language: str
) -> NarrowedCountry | None:
    """Return what is stored for some filters; None when there is no such country.

    One query. Whether the actor may see the country is asked before.
    """
    countries = Country.objects.filter(pk=code, is_active=True)
    pages, views = narrowed_pages(code, query, language), saved_views(actor, code)
    ask_together(countries, pages, views)
    for country in countries:
        return NarrowedCountry(country, next(iter(pages), None), links_to(views))
    return None


def first_look(
    country: Country, narrowing: Narrowing, as_of: date, *, at_once: int, most_kept: int
) -> FirstLook:
    """Return what a page for filters is computed from. One query.

    Args:
        country: which.
        narrowing: the filters; not empty.
        as_of: today there, for their age.
        at_once: of more partnerships than this no row is read.
        most_kept: how many filters of a country are stored at most.
    """
    snapshots = CountrySnapshot.objects.light().filter(country=country)
    stored = NarrowedSnapshot.objects.filter(snapshot__country=country)
    same = stored.filter(query=narrowing.query)
    others = stored.exclude(query=narrowing.query).defer("figures")
    oldest = others.order_by("-built_at", "-pk")[max(most_kept - 1, 0) :]
    here = narrowed_partnerships(country, as_of, narrowing).order_by()
    count = here.values("country").annotate(count=Count("pk")).values("count")
    packed = _packed(country, here).alias(count=Subquery(count))
    packed, counts = packed.filter(count__lte=at_once), count.values_list("count")
    ask_together(snapshots, same, oldest, counts, packed)
    snapshot = next(iter(snapshots), None)
    narrowed = next(iter(same), None)
    if narrowed is not None and snapshot is not None:
        narrowed.snapshot = snapshot
    return FirstLook(
        snapshot=snapshot,
        narrowed=narrowed,
        oldest=list(oldest),
        partnership_count=sum(number for (number,) in counts),
        packed=[content for (content,) in packed],
    )


def _packed(
    country: Country, here: QuerySet[Partnership]
) -> QuerySet[SnapshotLine, Any]:
    """Return, by code, the row of each partnership that the dashboard speaks of."""
    kept = KeptRow.objects.filter(
        partnership=OuterRef("partnership"),
        as_of=OuterRef("snapshot__as_of"),
        basis=basis_of(country),
    )
    lines = SnapshotLine.objects.filter(snapshot__country=country, partnership__in=here)
    rows = lines.annotate(content=Subquery(kept.values("content")))
    return rows.values_list("content")
