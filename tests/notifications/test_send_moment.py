"""When does a mail leave, in the reader's zone and the country's working days?"""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection

from eclt_partners.accounts.models import User
from eclt_partners.countries.models import Country, WorkingDay
from eclt_partners.countries.zones import zone_choices
from partners.models import Contact

pytestmark = pytest.mark.django_db


def moment(zone: str, wanted: date, now: datetime) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT send_moment('XX', %s, %s, %s, 9)", [zone, wanted, now])
        return cursor.fetchone()[0]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


# Zones on both sides of a change of the clock; half an hour; a midnight without hour.
CASES = [
    ("Africa/Blantyre", date(2027, 2, 18), utc(2027, 2, 18, 7)),
    ("Europe/Zurich", date(2027, 3, 26), utc(2027, 3, 26, 8)),
    ("Europe/Zurich", date(2027, 3, 28), utc(2027, 3, 28, 7)),
    ("Europe/Zurich", date(2027, 10, 31), utc(2027, 10, 31, 8)),
    ("America/New_York", date(2027, 3, 14), utc(2027, 3, 14, 13)),
    ("America/New_York", date(2027, 11, 7), utc(2027, 11, 7, 14)),
    ("America/Guatemala", date(2027, 2, 18), utc(2027, 2, 18, 15)),
    ("Asia/Kolkata", date(2027, 2, 18), utc(2027, 2, 18, 3, 30)),
    ("Asia/Kathmandu", date(2027, 2, 18), utc(2027, 2, 18, 3, 15)),
    ("Asia/Jakarta", date(2027, 2, 18), utc(2027, 2, 18, 2)),
    ("Asia/Bishkek", date(2027, 2, 18), utc(2027, 2, 18, 3)),
    ("Africa/Cairo", date(2027, 4, 30), utc(2027, 4, 30, 6)),
    ("Asia/Beirut", date(2027, 3, 28), utc(2027, 3, 28, 6)),
    ("Australia/Lord_Howe", date(2027, 4, 4), utc(2027, 4, 3, 22, 30)),
    ("Australia/Lord_Howe", date(2027, 10, 3), utc(2027, 10, 2, 22)),
]


@pytest.mark.parametrize(("zone", "day", "leaves"), CASES)
def test_nine_o_clock_is_the_readers(zone, day, leaves):
    assert moment(zone, day, utc(2027, 1, 1)) == leaves


def test_when_nine_is_past_it_leaves_now():
    now = utc(2027, 2, 18, 13, 5)
    assert moment("Africa/Blantyre", date(2027, 2, 10), now) == now


def test_before_nine_it_waits_for_nine():
    now = utc(2027, 2, 18, 3)
    assert moment("Africa/Blantyre", date(2027, 2, 10), now) == utc(2027, 2, 18, 7)


def test_from_six_in_the_evening_it_waits_for_the_morning():
    now = utc(2027, 2, 18, 16)
    assert moment("Africa/Blantyre", date(2027, 2, 10), now) == utc(2027, 2, 19, 7)


@pytest.fixture
def feast():
    """Thursday to Sunday are free; Monday the 22nd serves them."""
    country = Country.objects.create(
        code="XX", time_zone="UTC", default_language="en-gb", currency="USD"
    )
    for day in range(18, 22):
        WorkingDay.objects.create(
            country=country,
            day=date(2027, 2, day),
            next_working_day=date(2027, 2, 22),
        )


def test_a_free_day_moves_it_to_the_working_day(feast):
    now = utc(2027, 1, 1)
    assert moment("Africa/Blantyre", date(2027, 2, 19), now) == utc(2027, 2, 22, 7)


def test_what_is_late_waits_for_the_working_day_too(feast):
    now = utc(2027, 2, 19, 10)
    assert moment("Africa/Blantyre", date(2027, 2, 10), now) == utc(2027, 2, 22, 7)


def test_the_evening_before_a_free_day_waits_for_the_working_day(feast):
    now = utc(2027, 2, 17, 17)
    assert moment("Africa/Blantyre", date(2027, 2, 10), now) == utc(2027, 2, 22, 7)


@pytest.mark.parametrize("model", [Country, User, Contact])
def test_nobody_is_without_a_time_zone_so_that_planning_never_stops(cast, model):
    with pytest.raises(IntegrityError, match="has_a_time_zone"):
        model.objects.update(time_zone="")


@pytest.mark.parametrize("model", [Country, User, Contact])
@pytest.mark.parametrize("zone", ["Africa/Blantyer", "CAT", "Mars/Base3", "UTC+2"])
def test_nobody_lives_in_a_zone_that_nobody_knows_so_that_planning_never_stops(
    cast, model, zone
):
    with pytest.raises(IntegrityError, match="time_zone_is_known"):
        model.objects.update(time_zone=zone)


def test_the_database_knows_every_zone_that_a_form_offers(db):
    offered = [name for name, _text in zone_choices()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name WHERE NOT is_time_zone(name)",
            [offered],
        )
        assert cursor.fetchall() == []
