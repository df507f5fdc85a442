"""How does somebody get the dashboard of some partnerships only?

Few partnerships are computed when they are asked for, many by a job. Either is stored
beside the dashboard of the country, so that the next reader's page is one row; it is
shown as present only until that dashboard is built again (ADR 0041).
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, Q

from eclt_partners.common.release import release
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    NarrowedPage,
    NarrowedSnapshot,
)
from eclt_partners.dashboards.rules.figures import SCHEMA, country_figures
from eclt_partners.dashboards.rules.narrowing import Narrowing, narrowing_of
from eclt_partners.dashboards.rules.rows import PartnershipRow
from eclt_partners.dashboards.rules.shortening import KEPT, shortened
from eclt_partners.dashboards.selectors.first_look import FirstLook, first_look
from eclt_partners.dashboards.selectors.kept_rows import present_rows
from eclt_partners.dashboards.selectors.staleness import floor_on
from eclt_partners.dashboards.services.pages import rendered_page

RowT = TypeVar("RowT", bound=Model)
# More partnerships than this are not computed while somebody waits for a page.
AT_ONCE = 300
# The filters of a country that are kept; the oldest give way.
MOST_KEPT = 40


@dataclass(frozen=True, slots=True)
class NarrowedView:
    """What can be shown for some filters.

    Attributes:
        page: the page, or None when it has to be asked for or cannot be built yet.
        partnership_count: how many partnerships the filters leave.
        needs_job: a page of today's facts has to be asked for; `page` may be older.
    """

    page: NarrowedPage | None
    partnership_count: int = 0
    needs_job: bool = False


class Moment(NamedTuple):
    """Of which day figures are, and what was known."""

    as_of: date
    built_at: datetime


def narrowed_view(
    stored: NarrowedPage | None,
    country: Country,
    narrowing: Narrowing,
    language: str,
    *,
    now: datetime,
) -> NarrowedView:
    """Return the page for some filters; computed here when it is small and missing.

    Three queries as long as what the dashboard was built from is kept, however many
    partnerships there are; none for a page that is stored.

    Args:
        stored: the page that is stored for them, however old.
        country: which.
        narrowing: the filters; not empty.
        language: in which the page is read.
        now: the moment, aware.
    """
    if stored is not None and stored.is_present:
        return NarrowedView(stored, stored.narrowed.partnership_count)
    today = country.today(now=now)
    known = first_look(country, narrowing, today, at_once=AT_ONCE, most_kept=MOST_KEPT)
    narrowed = known.narrowed
    if known.snapshot is None:
        return NarrowedView(None)
    if narrowed is None or not narrowed.is_present:
        if known.partnership_count > AT_ONCE:
            if stored is None and narrowed is not None:
                stored = _page(narrowed, country, language)
            return NarrowedView(stored, known.partnership_count, needs_job=True)
        narrowed = _build(known, known.snapshot, country, narrowing, now=now)
    return NarrowedView(_page(narrowed, country, language), narrowed.partnership_count)


def _build(
    known: FirstLook,
    snapshot: CountrySnapshot,
    country: Country,
    narrowing: Narrowing,
    *,
    now: datetime,
) -> NarrowedSnapshot:
    """Compute what belongs to a build from what that was built from, at its time.

    After an update of the product that is of no use before the next build: then all
    facts are read, now.
    """
    old = [*known.oldest, *([known.narrowed] if known.narrowed else ())]
    if (rows := known.rows) is not None:
        moment = Moment(snapshot.as_of, snapshot.built_at)
        return _stored(snapshot, country, narrowing, rows, old, moment)
    moment = Moment(country.today(now=now), now)
    floor = floor_on(snapshot, moment.as_of)
    found = present_rows(country, moment.as_of, narrowing, floor=floor)
    return _stored(snapshot, country, narrowing, found.rows, old, moment)


@transaction.atomic
def build_narrowed(
    snapshot: CountrySnapshot, country: Country, narrowing: Narrowing, *, now: datetime
) -> NarrowedSnapshot:
    """Compute and store the figures of some partnerships, in constant queries.

    Args:
        snapshot: the dashboard beside which they stand, as it is before the facts
            are read: what is built from later facts is newer, never older.
        country: its country.
        narrowing: the filters.
        now: the moment, aware.
    """
    as_of = country.today(now=now)
    found = present_rows(country, as_of, narrowing, floor=floor_on(snapshot, as_of))
    same, others = Q(query=narrowing.query), snapshot.narrowed.defer("figures")
    newest_first = others.exclude(same).order_by("-built_at", "-pk")
    old = [*others.filter(same), *newest_first[MOST_KEPT - 1 :]]
    return _stored(snapshot, country, narrowing, found.rows, old, Moment(as_of, now))


def _stored(
    snapshot: CountrySnapshot,
    country: Country,
    narrowing: Narrowing,
    rows: Sequence[PartnershipRow],
    old: Iterable[NarrowedSnapshot],
    moment: Moment,
) -> NarrowedSnapshot:
    """Store the figures of some rows in the place of what is old, whoever else does."""
    since = narrowing.since(moment.as_of)
    figures = country_figures(country.code, rows, moment.as_of, since, most=KEPT)
    for each in old:
        each.delete()
    narrowed = NarrowedSnapshot(
        snapshot=snapshot,
        query=narrowing.query,
        partnership_count=len(rows),
        as_of=moment.as_of,
        schema=SCHEMA,
        release=release(),
        built_at=moment.built_at,
        of_build_at=snapshot.built_at,
        figures=shortened(figures),
    )
    return _put(narrowed, ["snapshot", "query"])


def _page(narrowed: NarrowedSnapshot, country: Country, language: str) -> NarrowedPage:
    """Render the page in one language from the figures, and store it.

    A new build may throw the figures away meanwhile: then the page is shown, not kept.
    """
    made = rendered_page(
        narrowed.figures,
        country=country,
        built_at=narrowed.built_at,
        language=language,
        narrowing=narrowing_of(narrowed.query),
    )
    page = NarrowedPage(
        narrowed=narrowed,
        of_build_at=narrowed.of_build_at,
        language=language,
        packed=made.packed,
        etag=made.etag,
    )
    with suppress(IntegrityError):
        _put(page, ["narrowed", "language"])
    return page


def _put(row: RowT, key: Sequence[str]) -> RowT:
    """Write a row, or over that of the same key. One query."""
    rows: Any = type(row)._default_manager
    names = [field.name for field in row._meta.concrete_fields if not field.primary_key]
    rows.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=key,
        update_fields=[name for name in names if name not in key],
    )
    return row


def drop_narrowed(snapshot: CountrySnapshot) -> None:
    """Throw away what a new build of the dashboard has made old.

    What takes a job to compute stays until the day or the release changes: it is shown
    with its time, and with a way to ask for it again.
    """
    costly = snapshot.narrowed.filter(
        partnership_count__gt=AT_ONCE, as_of=snapshot.as_of, release=snapshot.release
    )
    old = snapshot.narrowed.exclude(pk__in=costly.values("pk"))
    old.defer("figures").delete()
