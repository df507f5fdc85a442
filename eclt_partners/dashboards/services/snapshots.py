"""How do the stored dashboards follow what happens?

Beat asks every few seconds; only countries whose audit moved on, whose day turned or
whose refresh somebody asked for are built. Any number of refreshers may run: one
country is built by one of them at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from time import monotonic

import structlog
from django.db import transaction
from django.db.models import F

from eclt_partners.common.release import release
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot, SnapshotPage
from eclt_partners.dashboards.rules.figures import SCHEMA, country_figures
from eclt_partners.dashboards.rules.marks import marks_of
from eclt_partners.dashboards.rules.shortening import KEPT, shortened
from eclt_partners.dashboards.rules.summary import country_summary
from eclt_partners.dashboards.selectors.kept_rows import (
    CountryRows,
    present_rows,
    rows_from_all_facts,
)
from eclt_partners.dashboards.selectors.staleness import (
    AuditMark,
    audit_mark,
    floor_on,
    is_out_of_date,
    may_be_as_it_was,
)
from eclt_partners.dashboards.services.jobs import (
    fail_jobs,
    finish_jobs,
    start_jobs,
    waiting_ids,
)
from eclt_partners.dashboards.services.kept_rows import (
    forget_earlier,
    is_as_kept,
    keep_rows,
)
from eclt_partners.dashboards.services.lines import store_lines
from eclt_partners.dashboards.services.locks import take_country
from eclt_partners.dashboards.services.months import keep_last_month, since_of
from eclt_partners.dashboards.services.narrowing import drop_narrowed
from eclt_partners.dashboards.services.pages import RenderedPage, rendered_pages

log = structlog.get_logger(__name__)


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
    due = islice(_out_of_date(now), most)
    return sum(_build_apart(country, now=now, always=False) for country in due)


def is_any_out_of_date(*, now: datetime) -> bool:
    """Tell whether there is a dashboard to build."""
    return any(True for _country in _out_of_date(now))


def _out_of_date(now: datetime) -> Iterator[Country]:
    """Yield the countries whose dashboard must be built, the oldest first."""
    oldest_first = F("snapshot__built_at").asc(nulls_first=True)
    for country in Country.objects.filter(is_active=True).order_by(oldest_first):
        if is_out_of_date(country, now=now):
            yield country


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

    What is kept of partnerships of which the audit tells nothing new is used; where it
    turns out that no row became another, the dashboard stays as it is, with its time.

    Args:
        country: which.
        now: the moment, aware; the figures are of that day in the country.
        always: also when it is up to date, and from all facts.

    Returns:
        False when somebody else is building it, or has just done so, or when it is
        right as it is.
    """
    if not take_country(country.code):
        return False
    if not always and not is_out_of_date(country, now=now):
        return False
    mark, as_of = audit_mark(country.code), country.today(now=now)
    known = CountrySnapshot.objects.light().filter(country=country).first()
    if not always and known is not None and _is_as_it_was(country, known, as_of):
        CountrySnapshot.objects.filter(pk=known.pk).update(**mark.fields)
        log.info("dashboards.as_it_was", country=country.code)
        return False
    floor = None if known is None else floor_on(known, as_of)
    _build(country, mark, as_of=as_of, now=now, floor=floor, always=always)
    return True


def _is_as_it_was(country: Country, known: CountrySnapshot, as_of: date) -> bool:
    return may_be_as_it_was(known, as_of=as_of) and is_as_kept(country, known)


def _build(
    country: Country,
    mark: AuditMark,
    *,
    as_of: date,
    now: datetime,
    floor: int | None,
    always: bool,
) -> None:
    """Build a dashboard of what is known after a mark.

    Args:
        country: which; its lock is taken.
        mark: of the audit, before anything is read.
        as_of: the day of the figures.
        now: the moment, aware.
        floor: of the former dashboard when it is of the same day, else None.
        always: from all facts, whatever is kept.
    """
    started, waiting = monotonic(), waiting_ids(country.code)
    keep_last_month(country, today=as_of, now=now)
    found = (
        rows_from_all_facts(country, as_of)
        if always
        else present_rows(country, as_of, floor=floor)
    )
    marks = marks_of(found.rows, as_of)
    changed = since_of(country, marks, as_of)
    whole = country_figures(country.code, found.rows, as_of, changed=changed, most=KEPT)
    figures = shortened(whole)
    pages = rendered_pages(figures, country=country, built_at=now)
    snapshot, _is_new = CountrySnapshot.objects.update_or_create(
        country=country,
        defaults={
            "as_of": as_of,
            "built_at": now,
            "build_ms": int((monotonic() - started) * 1000),
            "schema": SCHEMA,
            "release": release(),
            "figures": figures,
            "marks": marks,
            "summary": country_summary(whole),
            **mark.fields,
        },
    )
    _store(snapshot, pages)
    _keep(snapshot, found, country, is_new_day=floor is None)
    drop_narrowed(snapshot)
    finish_jobs(waiting, now=now)
    log.info("dashboards.built", country=country.code, ms=snapshot.build_ms)


def _keep(
    snapshot: CountrySnapshot, found: CountryRows, country: Country, *, is_new_day: bool
) -> None:
    """Keep what was read, and what the lists say of it."""
    as_of = snapshot.as_of
    keep_rows(found, country, as_of)
    if is_new_day:
        forget_earlier(country, as_of)
    # A line depends on its day: on a new one every line is looked at.
    changed = None if is_new_day else found.heard
    store_lines(snapshot, found.rows, as_of, changed=changed)


def _store(snapshot: CountrySnapshot, pages: Iterable[RenderedPage]) -> None:
    """Put the rendered pages in the place of the former ones. One query."""
    SnapshotPage.objects.bulk_create(
        (SnapshotPage(snapshot=snapshot, **asdict(page)) for page in pages),
        update_conflicts=True,
        unique_fields=["snapshot", "part", "language"],
        update_fields=["packed", "etag"],
    )
