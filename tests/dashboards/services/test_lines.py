"""What the lists say is written where it changed, and nowhere else."""

from datetime import timedelta

from eclt_partners.dashboards.models import CountrySnapshot, SnapshotLine
from eclt_partners.dashboards.selectors.country_rows import country_rows
from eclt_partners.dashboards.services import snapshots
from eclt_partners.dashboards.services.lines import store_lines
from partners.choices import Stage
from tests.dashboards.views.pages import more_partnerships


def test_a_build_writes_a_line_for_each_partnership(cast, now):
    more_partnerships(cast.malawi_partnership, 2)
    snapshots.refresh_dashboards(now=now)
    lines = SnapshotLine.objects.filter(snapshot__country="MW")
    assert [line.code for line in lines] == ["MW-01", "MW-50", "MW-51"]
    assert all("running" in line.lists for line in lines)


def test_only_what_changed_is_written_again(cast, now):
    changed, *_ = more_partnerships(cast.malawi_partnership, 2)
    snapshots.refresh_dashboards(now=now)
    snapshot = CountrySnapshot.objects.get(country="MW")
    as_of = snapshot.as_of
    assert store_lines(snapshot, country_rows(cast.malawi, as_of), as_of) == 0
    changed.stage = Stage.CONCLUDED
    changed.save(update_fields=["stage"])
    assert store_lines(snapshot, country_rows(cast.malawi, as_of), as_of) == 1
    line = SnapshotLine.objects.get(partnership=changed)
    assert line.lists[:2] == ["all", "others"]


def test_a_partnership_that_moved_away_leaves_the_lists(cast, now):
    moved, *_ = more_partnerships(cast.malawi_partnership, 1)
    snapshots.refresh_dashboards(now=now)
    moved.country = cast.uganda
    moved.save(update_fields=["country"])
    snapshots.rebuild_all(now=now + timedelta(minutes=1))
    line = SnapshotLine.objects.get(partnership=moved)
    assert line.snapshot.country == cast.uganda
