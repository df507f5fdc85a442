"""The rows of a new day are read before it begins, and are right when it has begun."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.dashboards import tasks
from eclt_partners.dashboards.models import CountrySnapshot, KeptRow
from eclt_partners.dashboards.rules.narrowing import Narrowing
from eclt_partners.dashboards.selectors import kept_rows, staleness
from eclt_partners.dashboards.selectors.kept_rows import present_rows
from eclt_partners.dashboards.services import preparing, snapshots
from eclt_partners.dashboards.services.locks import PREPARING, take_country
from eclt_partners.dashboards.services.narrowing import build_narrowed
from eclt_partners.dashboards.services.preparing import prepare_next_day, prepare_part
from reviews.choices import ReviewState
from reviews.models import Review
from tests.cast import NOW, TODAY, make_cast
from tests.dashboards.views.pages import more_partnerships
from tests.reviews.factories import hold_talk, make_review

# In Blantyre it is 22:30 and 00:10, two hours before UTC; in Kampala one hour later.
EVENING = NOW.replace(hour=20, minute=30)
MIDNIGHT = NOW.replace(hour=22, minute=10)
TOMORROW = TODAY + timedelta(days=1)


def _prepared(country="MW"):
    rows = KeptRow.objects.filter(partnership__country=country, as_of=TOMORROW)
    return set(rows.values_list("partnership__code", flat=True))


def _told(cast):
    one = cast.malawi_partnership
    audit.record(
        "documents.document.stored",
        actor=SYSTEM,
        subject=one,
        now=EVENING,
        place=Place("MW", partnership=one.pk),
    )


@pytest.mark.parametrize(
    ("minutes_before_19_utc", "expected"),
    [(61, (0, 0)), (60, (0, 1)), (1, (0, 1)), (0, (1, 1))],
)
def test_a_country_is_prepared_in_the_last_three_hours_of_its_day(
    cast, minutes_before_19_utc, expected
):
    """Midnight is at 22:00 UTC in Blantyre, at 21:00 in Kampala."""
    at_19 = NOW.replace(hour=19, minute=0)
    prepare_next_day(now=at_19 - timedelta(minutes=minutes_before_19_utc))
    assert (len(_prepared("MW")), len(_prepared("UG"))) == expected


def test_what_is_prepared_is_not_read_again(cast, monkeypatch):
    assert prepare_next_day(now=EVENING) == 2
    _told(cast)
    monkeypatch.setattr(kept_rows, "read_rows", None)
    assert prepare_next_day(now=EVENING + timedelta(minutes=1)) == 0


def test_it_goes_part_by_part_and_on_another_time_when_its_seconds_are_over(
    cast, monkeypatch
):
    more_partnerships(cast.malawi_partnership, 2)
    ticks = iter([0, 1, 9, 11, 11])
    monkeypatch.setattr(preparing, "monotonic", lambda: next(ticks))
    assert prepare_next_day(now=EVENING, seconds=10, part=1) == 2
    assert _prepared() == {"MW-01", "MW-50"}
    monkeypatch.undo()
    assert prepare_next_day(now=EVENING, part=1) == 2
    assert (_prepared(), _prepared("UG")) == ({"MW-01", "MW-50", "MW-51"}, {"UG-01"})


def test_a_country_that_cannot_be_read_does_not_hold_up_the_others(cast, monkeypatch):
    read = preparing.read_now

    def broken(part, country, as_of):
        if country.code == "MW":
            raise ValueError("no rows today")
        return read(part, country, as_of)

    monkeypatch.setattr(preparing, "read_now", broken)
    assert prepare_next_day(now=EVENING) == 1
    assert (_prepared(), _prepared("UG")) == (set(), {"UG-01"})


def test_a_country_out_of_use_is_left_alone(cast):
    cast.uganda.is_active = False
    cast.uganda.save(update_fields=["is_active"])
    assert prepare_next_day(now=EVENING) == 1


@pytest.mark.parametrize("field", ["basis", "as_of"])
def test_what_is_of_another_basis_or_day_is_prepared_again(cast, field):
    """The basis is another in another zone, and after other code was installed."""
    prepare_next_day(now=EVENING)
    KeptRow.objects.update(**{field: {"basis": "other", "as_of": TODAY}[field]})
    assert prepare_next_day(now=EVENING) == 2


def test_a_new_zone_between_evening_and_midnight_makes_every_row_wrong(cast):
    prepare_next_day(now=EVENING)
    cast.malawi.time_zone = "Africa/Nairobi"
    cast.malawi.save(update_fields=["time_zone"])
    assert present_rows(cast.malawi, TOMORROW, floor=None).heard
    assert prepare_next_day(now=EVENING) == 1
    assert not present_rows(cast.malawi, TOMORROW, floor=None).heard


def test_the_first_build_of_a_day_reads_what_was_told_of_since(cast, monkeypatch):
    """The last dashboard of the old day knew of it; its floor would not ask again."""
    monkeypatch.setattr(staleness, "OVERLAP", 0)
    more_partnerships(cast.malawi_partnership, 2)
    prepare_next_day(now=EVENING)
    _told(cast)
    snapshots.refresh_dashboards(now=EVENING)
    read = []
    known = kept_rows.read_rows
    monkeypatch.setattr(
        kept_rows,
        "read_rows",
        lambda part, *rest: (
            read.extend(each.code for each in part) or known(part, *rest)
        ),
    )
    assert snapshots.build_snapshot(cast.malawi, now=MIDNIGHT)
    assert read == ["MW-01"]


def test_the_first_dashboard_of_a_day_is_as_if_everything_was_read(cast, monkeypatch):
    """A talk was held in the evening; elsewhere nobody did anything, and a day passed."""
    monkeypatch.setattr(staleness, "OVERLAP", 0)
    other, *_ = more_partnerships(cast.malawi_partnership, 2)
    make_review(cast, state=ReviewState.CLOSED, now=NOW)
    snapshots.refresh_dashboards(now=NOW)
    before = _stored()
    prepare_next_day(now=EVENING)
    hold_talk(Review.objects.get(), now=EVENING)
    snapshots.refresh_dashboards(now=EVENING)
    assert snapshots.build_snapshot(cast.malawi, now=MIDNIGHT)
    stored = _stored()
    assert snapshots.build_snapshot(cast.malawi, now=MIDNIGHT, always=True)
    assert stored == _stored()
    assert _line(stored, other) != _line(before, other)


def _stored():
    snapshot = CountrySnapshot.objects.get(country="MW")
    lines = snapshot.lines.values_list("code", "lists", "facts", "digest")
    pages = snapshot.pages.order_by("part", "language").values_list("packed", flat=True)
    whole = (snapshot.figures, snapshot.marks, snapshot.summary)
    return *whole, list(lines), list(pages)


def _line(stored, partnership):
    return next(line for line in stored[3] if line[0] == partnership.code)


def test_filters_before_the_first_build_of_a_day_doubt_every_prepared_row(
    cast, monkeypatch
):
    monkeypatch.setattr(staleness, "OVERLAP", 0)
    prepare_next_day(now=EVENING)
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=EVENING)
    snapshots.refresh_dashboards(now=EVENING)
    snapshot = CountrySnapshot.objects.get(country="MW")
    asked = Narrowing(stage="ACTIVE")
    narrowed = build_narrowed(snapshot, cast.malawi, asked, now=MIDNIGHT)
    assert narrowed.figures["heat"]["rows"][0]["cells"]["D2"]["joint"] == "3.0"


def test_rows_of_a_day_stay_until_it_is_over(cast):
    snapshots.refresh_dashboards(now=NOW)
    prepare_next_day(now=EVENING)
    snapshots.rebuild_all(now=EVENING)
    days = KeptRow.objects.filter(partnership__country="MW").order_by("as_of")
    assert list(days.values_list("as_of", flat=True)) == [TODAY, TOMORROW]
    snapshots.build_snapshot(cast.malawi, now=MIDNIGHT)
    assert list(days.values_list("as_of", flat=True)) == [TOMORROW]


def test_nothing_is_prepared_for_a_day_that_has_its_dashboard(cast):
    """What was read before it was built would never be doubted."""
    snapshots.build_snapshot(cast.malawi, now=MIDNIGHT)
    KeptRow.objects.all().delete()
    assert prepare_part(cast.malawi, TOMORROW, part=5) == 0
    assert not _prepared()


def test_a_second_one_leaves_a_country_that_is_being_prepared(committed_db):
    cast = make_cast()
    results = []

    def prepare():
        try:
            results.append(prepare_next_day(now=EVENING))
        finally:
            connection.close()

    with transaction.atomic():
        assert take_country("MW", PREPARING)
        other = Thread(target=prepare)
        other.start()
        other.join(timeout=20)
    assert (results, _prepared(), _prepared("UG")) == ([1], set(), {"UG-01"})
    assert prepare_part(cast.malawi, TOMORROW, part=5) == 1


def test_beat_asks_the_clock_of_the_database(monkeypatch):
    heard = []
    monkeypatch.setattr(
        preparing, "prepare_next_day", lambda *, now: heard.append(now) or 3
    )
    monkeypatch.setattr(tasks, "database_now", lambda: EVENING)
    assert tasks.prepare_next_day() == 3
    assert heard == [EVENING]
