"""Several at once: refreshers, and changes that are committed late."""

from datetime import timedelta
from threading import Event, Thread

from django.db import connection, transaction

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    NarrowedPage,
    NarrowedSnapshot,
)
from eclt_partners.dashboards.rules.narrowing import Narrowing
from eclt_partners.dashboards.selectors.staleness import is_out_of_date
from eclt_partners.dashboards.services import narrowing, snapshots
from tests.cast import NOW, make_cast


def _build_in_thread(country, results):
    try:
        results.append(snapshots.build_snapshot(country, now=NOW))
    finally:
        connection.close()


def test_the_second_refresher_leaves_a_country_that_is_being_built(committed_db):
    cast = make_cast()
    results = []
    with transaction.atomic():
        assert snapshots.build_snapshot(cast.malawi, now=NOW)
        other = Thread(target=_build_in_thread, args=(cast.malawi, results))
        other.start()
        other.join(timeout=20)
    assert results == [False]
    assert CountrySnapshot.objects.get().country_id == "MW"


def test_another_country_is_not_held_up(committed_db):
    cast = make_cast()
    results = []
    with transaction.atomic():
        assert snapshots.build_snapshot(cast.malawi, now=NOW)
        other = Thread(target=_build_in_thread, args=(cast.uganda, results))
        other.start()
        other.join(timeout=20)
    assert results == [True]


def test_two_refreshers_at_the_same_moment_build_each_country_once(committed_db):
    make_cast()
    counts, go = [], Event()

    def refresh():
        try:
            go.wait(10)
            counts.append(snapshots.refresh_dashboards(now=NOW))
        finally:
            connection.close()

    threads = [Thread(target=refresh) for _number in range(3)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(counts) == 2
    assert CountrySnapshot.objects.count() == 2


def _note_change(cast):
    return audit.record(
        "partners.partnership.changed",
        actor=SYSTEM,
        subject=cast.malawi_partnership,
        now=NOW,
        place=Place("MW"),
    )


def test_a_change_that_is_committed_after_a_newer_one_is_noticed(committed_db):
    """Its number is lower than the highest one that the snapshot knows."""
    cast = make_cast()
    has_number, may_commit, numbers = Event(), Event(), []

    def slow():
        try:
            with transaction.atomic():
                numbers.append(_note_change(cast).pk)
                has_number.set()
                may_commit.wait(20)
        finally:
            connection.close()

    thread = Thread(target=slow)
    thread.start()
    assert has_number.wait(20)
    newer = _note_change(cast).pk
    snapshots.refresh_dashboards(now=NOW)
    assert not is_out_of_date(cast.malawi, now=NOW)
    may_commit.set()
    thread.join(timeout=20)
    assert numbers[0] < newer == CountrySnapshot.objects.get(country="MW").audit_mark
    assert is_out_of_date(cast.malawi, now=NOW)
    assert snapshots.refresh_dashboards(now=NOW + timedelta(seconds=10)) == 1


def test_a_page_for_filters_is_shown_although_a_build_threw_its_figures_away(
    committed_db, monkeypatch
):
    cast = make_cast()
    snapshots.build_snapshot(cast.malawi, now=NOW)
    render = narrowing.rendered_page

    def interrupted(*args, **kwargs):
        NarrowedSnapshot.objects.all().delete()
        return render(*args, **kwargs)

    monkeypatch.setattr(narrowing, "rendered_page", interrupted)
    asked = Narrowing(stage="ACTIVE")
    view = narrowing.narrowed_view(None, cast.malawi, asked, "en-gb", now=NOW)
    assert "MW-01" in view.page.body
    assert not NarrowedPage.objects.exists()
