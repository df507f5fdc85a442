"""How does somebody get the dashboard of some partnerships only?

Few partnerships are computed when they are asked for, many by a job. Either is stored
beside the dashboard of the country, so that the next reader's page is one row; it is
shown as present only until that dashboard is built again (ADR 0041).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    NarrowedPage,
    NarrowedSnapshot,
)
from eclt_partners.dashboards.rules.figures import SCHEMA, country_figures
from eclt_partners.dashboards.rules.narrowing import Narrowing, narrowing_of
from eclt_partners.dashboards.rules.shortening import KEPT, shortened
from eclt_partners.dashboards.selectors.kept_rows import present_rows
from eclt_partners.dashboards.selectors.narrowed import (
    narrowed_partnerships,
    stored_narrowed_page,
)
from eclt_partners.dashboards.selectors.staleness import floor_on
from eclt_partners.dashboards.services.pages import rendered_page

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


def narrowed_view(
    country: Country, narrowing: Narrowing, language: str, *, now: datetime
) -> NarrowedView:
    """Return the page for some filters; computed here when it is small and missing.

    A page that is stored takes one query.

    Args:
        country: which.
        narrowing: the filters; not empty.
        language: in which the page is read.
        now: the moment, aware.
    """
    found = stored_narrowed_page(country, narrowing.query, language)
    if found is not None and found.narrowed.is_present:
        return NarrowedView(found, found.narrowed.partnership_count)
    snapshot = _snapshot(country)
    if snapshot is None:
        return NarrowedView(None)
    kept = snapshot.narrowed.filter(query=narrowing.query)
    narrowed = kept.defer("figures").first()
    if narrowed is None or not narrowed.is_present:
        as_of = country.today(now=now)
        count = narrowed_partnerships(country, as_of, narrowing).count()
        if count > AT_ONCE:
            page = None if narrowed is None else _page(narrowed, country, language)
            return NarrowedView(page, count, needs_job=True)
        narrowed = build_narrowed(snapshot, country, narrowing, now=now)
    return NarrowedView(_page(narrowed, country, language), narrowed.partnership_count)


def _snapshot(country: Country) -> CountrySnapshot | None:
    return CountrySnapshot.objects.light().filter(country=country).first()


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
    rows, since = found.rows, narrowing.since(as_of)
    figures = country_figures(country.code, rows, as_of, since, most=KEPT)
    narrowed, _is_new = NarrowedSnapshot.objects.update_or_create(
        snapshot=snapshot,
        query=narrowing.query,
        defaults={
            "partnership_count": len(rows),
            "as_of": as_of,
            "schema": SCHEMA,
            "built_at": now,
            "of_build_at": snapshot.built_at,
            "figures": shortened(figures),
        },
    )
    narrowed.pages.all().delete()
    _forget_oldest(snapshot)
    return narrowed


def _forget_oldest(snapshot: CountrySnapshot) -> None:
    newest = snapshot.narrowed.order_by("-built_at", "-pk").values("pk")
    snapshot.narrowed.exclude(pk__in=newest[:MOST_KEPT]).defer("figures").delete()


def _page(narrowed: NarrowedSnapshot, country: Country, language: str) -> NarrowedPage:
    """Return the page in one language; rendered from the figures when it is missing.

    A new build may throw the figures away meanwhile: then the page is shown, not kept.
    """
    page = narrowed.pages.filter(language=language).first()
    if page is None:
        made = rendered_page(
            narrowed.figures,
            country=country,
            built_at=narrowed.built_at,
            language=language,
            narrowing=narrowing_of(narrowed.query),
        )
        words = {"packed": made.packed, "etag": made.etag}
        try:
            page, _is_new = NarrowedPage.objects.update_or_create(
                narrowed=narrowed, language=language, defaults=words
            )
        except IntegrityError:
            page = NarrowedPage(narrowed=narrowed, language=language, **words)
    page.narrowed = narrowed
    return page


def drop_narrowed(snapshot: CountrySnapshot) -> None:
    """Throw away what a new build of the dashboard has made old.

    What takes a job to compute stays until the day or the shape changes: it is shown
    with its time, and with a way to ask for it again.
    """
    costly = snapshot.narrowed.filter(
        partnership_count__gt=AT_ONCE, as_of=snapshot.as_of, schema=snapshot.schema
    )
    old = snapshot.narrowed.exclude(pk__in=costly.values("pk"))
    old.defer("figures").delete()
