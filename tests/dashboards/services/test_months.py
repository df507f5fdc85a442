"""The last figures of each month are kept for good."""

from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from eclt_partners.dashboards.models import (
    CountrySnapshot,
    MonthlyPage,
    MonthlySnapshot,
)
from eclt_partners.dashboards.services import snapshots
from eclt_partners.dashboards.services.months import keep_last_month
from partners.choices import Stage
from tests.cast import make_cast
from tests.dashboards.months import keep_month

# 22:00 UTC is midnight in Blantyre.
LAST = datetime(2026, 11, 30, 21, 59, tzinfo=UTC)
FIRST = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)


def _kept():
    return list(MonthlySnapshot.objects.filter(country="MW").order_by("month"))


def test_within_a_month_nothing_is_kept(cast, now):
    snapshots.refresh_dashboards(now=now)
    snapshots.rebuild_all(now=LAST)
    assert _kept() == []


def test_the_first_build_of_a_month_keeps_the_last_figures_and_words(cast):
    snapshots.refresh_dashboards(now=LAST)
    old = CountrySnapshot.objects.get(country="MW")
    words = {
        page.language: (page.body, page.etag) for page in old.pages.filter(part="MAIN")
    }
    snapshots.refresh_dashboards(now=FIRST)
    (kept,) = _kept()
    assert (kept.month, kept.as_of) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (kept.figures, kept.marks) == (old.figures, old.marks)
    assert (kept.schema, kept.built_at, kept.kept_at) == (old.schema, LAST, FIRST)
    found = {page.language: (page.body, page.etag) for page in kept.pages.all()}
    assert found == words
    assert set(found) == {code for code, _name in settings.LANGUAGES}


def test_the_month_ends_at_midnight_of_the_country(cast):
    """At 21:30 UTC it is 00:30 in Kampala and 23:30 in Blantyre."""
    snapshots.refresh_dashboards(now=LAST - timedelta(days=1))
    snapshots.rebuild_all(now=datetime(2026, 11, 30, 21, 30, tzinfo=UTC))
    assert {kept.country_id for kept in MonthlySnapshot.objects.all()} == {"UG"}


def test_the_nightly_rebuild_keeps_the_month_as_well(cast):
    snapshots.refresh_dashboards(now=LAST)
    snapshots.rebuild_all(now=FIRST + timedelta(hours=1))
    assert [kept.as_of for kept in _kept()] == [date(2026, 11, 30)]


def test_a_country_that_was_not_built_for_weeks_keeps_what_was_known(cast):
    snapshots.refresh_dashboards(now=datetime(2026, 9, 12, 9, 0, tzinfo=UTC))
    snapshots.refresh_dashboards(now=LAST)
    (kept,) = _kept()
    assert (kept.month, kept.as_of) == (date(2026, 9, 1), date(2026, 9, 12))


def test_a_month_is_kept_once_even_if_the_clock_goes_back(cast):
    for moment in (LAST, FIRST, LAST, FIRST + timedelta(hours=1)):
        snapshots.rebuild_all(now=moment)
    assert len(_kept()) == 1


def test_a_build_that_fails_keeps_nothing_and_loses_nothing(cast, monkeypatch):
    snapshots.refresh_dashboards(now=LAST)

    def broken(country, as_of, **kept):
        raise ValueError("no figures today")

    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "present_rows", broken)
        assert snapshots.refresh_dashboards(now=FIRST) == 0
    assert _kept() == []
    snapshots.refresh_dashboards(now=FIRST + timedelta(minutes=1))
    assert [kept.as_of for kept in _kept()] == [date(2026, 11, 30)]


def test_an_older_shape_is_kept_as_it_was(cast):
    snapshots.refresh_dashboards(now=LAST)
    CountrySnapshot.objects.filter(country="MW").update(
        schema=2, figures={"old": "shape"}, marks=None
    )
    snapshots.refresh_dashboards(now=FIRST)
    (kept,) = _kept()
    assert (kept.schema, kept.figures, kept.marks) == (2, {"old": "shape"}, None)
    since = CountrySnapshot.objects.get(country="MW").figures["since"]
    assert (since["blocks"], since["kept_count"]) == ([], 1)


def test_the_new_dashboard_says_what_changed_since_the_month(cast):
    snapshots.refresh_dashboards(now=LAST)
    cast.malawi_partnership.stage = Stage.CONCLUDED
    cast.malawi_partnership.save(update_fields=["stage"])
    snapshots.refresh_dashboards(now=FIRST)
    snapshot = CountrySnapshot.objects.get(country="MW")
    (block,) = snapshot.figures["since"]["blocks"]
    assert (block["as_of"], block["count"]) == ("2026-11-30", 1)
    assert block["lines"][0]["changes"] == [{"what": "ended", "stage": "CONCLUDED"}]
    page = snapshot.pages.get(part="MAIN", language="en-gb").body
    assert "1 partnership changed since 30 Nov 2026" in page
    assert "Working together ended: “Ended well”" in page
    assert 'href="/countries/MW/2026-11/"' in page


def test_before_the_first_month_the_page_says_when_it_comes(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = (
        CountrySnapshot.objects.get(country="MW")
        .pages.get(part="MAIN", language="en-gb")
        .body
    )
    assert "From 1 Dec 2026 on you see here what changed" in page
    assert "it is kept on 1 Dec 2026" in page


@pytest.mark.parametrize("model", [MonthlySnapshot, MonthlyPage])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_is_kept_is_neither_changed_nor_deleted(cast, model, verb):
    keep_month(cast.malawi, date(2026, 10, 31))
    refused = (InternalError, ProgrammingError, IntegrityError)
    with pytest.raises(refused), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(model._meta.db_table))
    assert model.objects.exists()


@pytest.mark.parametrize(
    ("month", "as_of"),
    [
        (date(2026, 10, 2), date(2026, 10, 31)),
        (date(2026, 10, 1), date(2026, 11, 1)),
        (date(2026, 10, 1), date(2025, 10, 31)),
    ],
)
def test_a_month_holds_only_figures_of_its_own(cast, now, month, as_of):
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlySnapshot.objects.create(
            country=cast.malawi,
            month=month,
            as_of=as_of,
            schema=1,
            figures={},
            built_at=now,
            kept_at=now,
        )


def test_the_same_month_is_not_kept_twice(cast):
    keep_month(cast.malawi, date(2026, 10, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_month(cast.malawi, date(2026, 10, 30))
    keep_month(cast.uganda, date(2026, 10, 31))


def test_without_a_dashboard_there_is_nothing_to_keep(cast, now):
    assert not keep_last_month(cast.malawi, today=date(2026, 12, 1), now=now)


def test_several_refreshers_over_midnight_keep_each_month_once(committed_db):
    make_cast()
    snapshots.refresh_dashboards(now=LAST)
    go = Event()

    def refresh():
        try:
            go.wait(10)
            snapshots.rebuild_all(now=FIRST)
        finally:
            connection.close()

    threads = [Thread(target=refresh) for _number in range(3)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(timeout=60)
    kept = MonthlySnapshot.objects.filter(month=date(2026, 11, 1))
    assert sorted(kept.values_list("country", flat=True)) == ["MW"]
