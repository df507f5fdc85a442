"""How do the stored dashboards follow what happens?

Beat asks every few seconds; only countries whose audit moved on, whose day turned or
whose refresh somebody asked for are built. Any number of refreshers may run: one
country is built by one of them at a time.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from time import monotonic

import structlog
from django.db import connection, transaction
from django.db.models import F

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot, SnapshotPage
from eclt_partners.dashboards.rules.figures import SCHEMA, country_figures
from eclt_partners.dashboards.rules.marks import marks_of
from eclt_partners.dashboards.rules.shortening import KEPT, shortened
from eclt_partners.dashboards.rules.summary import country_summary
from eclt_partners.dashboards.selectors.kept_rows import present_rows
from eclt_partners.dashboards.selectors.months import taken_in
from eclt_partners.dashboards.selectors.staleness import audit_mark, is_out_of_date
from eclt_partners.dashboards.services.jobs import (
    fail_jobs,
    finish_jobs,
    start_jobs,
)
from eclt_partners.dashboards.services.kept_rows import keep_rows
from eclt_partners.dashboards.services.lines import store_lines
from eclt_partners.dashboards.services.months import keep_last_month, since_of
from eclt_partners.dashboards.services.narrowing import drop_narrowed
from eclt_partners.dashboards.services.pages import RenderedPage, rendered_pages

log = structlog.get_logger(__name__)
LOCK_SPACE = "dashboards.snapshot"


def refresh_dashboards(*, now: datetime, most: int | None = None) -> int:
    """Build the dashboards that are out of date, the oldest first.

    A country that cannot be built is logged and does not hold up the others; its
    waiting jobs say so.

    Args:
        now: the moment, aware.
        most: how many at most; None = all of them.

    Returns:
        How many were built.
    """
    oldest_first = F("snapshot__built_at").asc(nulls_first=True)
    due = (
        country
        for country in Country.objects.filter(is_active=True).order_by(oldest_first)
        if is_out_of_date(country, now=now)
    )
    return sum(
        _build_apart(country, now=now, always=False) for country in islice(due, most)
    )


def rebuild_all(*, now: datetime) -> int:
    """Build every dashboard anew: the nightly safety net.

    Returns:
        How many were built.
    """
    countries = list(Country.objects.filter(is_active=True))
    return sum(_build_apart(country, now=now, always=True) for country in countries)


def _build_apart(country: Country, *, now: datetime, always: bool) -> bool:
    """Build one country so that its failure stays its own."""
    waiting = start_jobs(country.code, now=now)
    try:
        return build_snapshot(country, now=now, always=always)
    except Exception:
        log.exception("dashboards.build_failed", country=country.code)
        fail_jobs(waiting, now=now)
        return False


@transaction.atomic
def build_snapshot(country: Country, *, now: datetime, always: bool = False) -> bool:
    """Compute, render and store one country's dashboard.

    Args:
        country: which.
        now: the moment, aware; the figures are of that day in the country.
        always: also when it is up to date, and from all facts: nothing that is kept
            is used.

    Returns:
        False when somebody else is building it, or has just done so.
    """
    if not _is_mine(country.code):
        return False
    if not always and not is_out_of_date(country, now=now):
        return False
    started = monotonic()
    mark = audit_mark(country.code)
    as_of = country.today(now=now)
    keep_last_month(country, today=as_of, now=now)
    found = present_rows(country, as_of, floor=_floor(country, always=always))
    rows = found.rows
    marks = marks_of(rows, taken_in(country), as_of)
    changed = since_of(country, marks, as_of)
    whole = country_figures(country.code, rows, as_of, changed=changed, most=KEPT)
    figures = shortened(whole)
    pages = rendered_pages(figures, country=country, built_at=now)
    snapshot, _is_new = CountrySnapshot.objects.update_or_create(
        country=country,
        defaults={
            "as_of": as_of,
            "built_at": now,
            "build_ms": int((monotonic() - started) * 1000),
            "schema": SCHEMA,
            "audit_mark": mark.newest,
            "audit_floor": mark.floor,
            "audit_count": mark.count,
            "figures": figures,
            "marks": marks,
            "summary": country_summary(whole),
        },
    )
    _store(snapshot, pages)
    keep_rows(found, country, as_of)
    store_lines(snapshot, rows, as_of, changed=found.heard)
    drop_narrowed(snapshot)
    finish_jobs(country.code, now=now)
    log.info("dashboards.built", country=country.code, ms=snapshot.build_ms)
    return True


def _floor(country: Country, *, always: bool) -> int | None:
    """Return from where the audit tells what changed since the present dashboard.

    None when everything has to be read.
    """
    if always:
        return None
    known = CountrySnapshot.objects.filter(country=country)
    return known.values_list("audit_floor", flat=True).first()


def _store(snapshot: CountrySnapshot, pages: Iterable[RenderedPage]) -> None:
    """Put the rendered pages in the place of the former ones. One query."""
    SnapshotPage.objects.bulk_create(
        (SnapshotPage(snapshot=snapshot, **asdict(page)) for page in pages),
        update_conflicts=True,
        unique_fields=["snapshot", "part", "language"],
        update_fields=["html", "etag"],
    )


def _is_mine(country_code: str) -> bool:
    """Take the country's lock for this transaction, or find it taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext(%s), hashtext(%s))",
            [LOCK_SPACE, country_code],
        )
        return bool(cursor.fetchone()[0])
