"""Does each step leave once, at nine in the reader's morning, wherever clocks change?

Row F16 of trust 1.6: twelve zones and more, on the days when the clock jumps, falls
back, skips midnight or skips a whole day. Planner and composer tick every hour from the
day before until the mail left, then every sixth hour until a day after.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from eclt_partners.accounts.services.countries import CountryFields, change_country
from eclt_partners.countries.models import Country, WorkingDay
from eclt_partners.countries.services import fill_country
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from partners.choices import Stage
from partners.models import Contact, Partnership, PartnershipParty
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.services.reminders import plan_reminders
from tests.reviews.factories import make_review

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NINE = 9


@dataclass(frozen=True)
class Day:
    """A day on which a clock does something, and what the reader should see."""

    zone: str
    on: date
    leaves: date | None = None

    def __str__(self) -> str:
        return f"{self.zone.rpartition('/')[2]} {self.on}"

    @property
    def expected(self) -> date:
        return self.leaves or self.on


DAYS = [
    Day("Australia/Lord_Howe", date(2026, 10, 4)),
    Day("Australia/Lord_Howe", date(2027, 4, 4)),
    Day("Africa/Cairo", date(2026, 4, 24)),
    Day("Africa/Cairo", date(2026, 10, 29)),
    Day("Asia/Beirut", date(2026, 3, 29)),
    Day("Asia/Beirut", date(2026, 10, 25)),
    # Friday the 30th did not exist there; the morning after it is Saturday's.
    Day("Pacific/Apia", date(2011, 12, 30), date(2011, 12, 31)),
    Day("Pacific/Apia", date(2011, 12, 31)),
    Day("America/New_York", date(2026, 3, 8)),
    Day("America/New_York", date(2026, 11, 1)),
    Day("Europe/Zurich", date(2026, 3, 29)),
    Day("Europe/Zurich", date(2026, 10, 25)),
    Day("America/Havana", date(2026, 3, 8)),
    Day("America/Santiago", date(2026, 9, 6)),
    Day("America/Asuncion", date(2023, 10, 1)),
    Day("Africa/Casablanca", date(2026, 2, 15)),
    Day("Antarctica/Troll", date(2026, 3, 29)),
    Day("Pacific/Chatham", date(2026, 9, 27)),
    Day("Asia/Kathmandu", date(2026, 11, 1)),
    Day("America/Sao_Paulo", date(2018, 11, 4)),
    Day("Africa/Blantyre", date(2026, 11, 1)),
]


@pytest.fixture
def place(cast) -> Country:
    """Malawi, where every day is a working day; Gift answers, and nobody leads."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )
    Partnership.objects.update(foundation_lead=None)
    PartnershipParty.objects.update(partner_lead=None)
    WorkingDay.objects.filter(country=cast.malawi).delete()
    return cast.malawi


def invited_on(cast, day: date) -> Review:
    """A planned review whose invitation (T-14) is for a day."""
    due_on = day + timedelta(days=14)
    return make_review(
        cast,
        state=ReviewState.SCHEDULED,
        due_on=due_on,
        now=midnight(due_on) - timedelta(days=40),
    )


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def ticks(first: datetime, last: datetime) -> Iterator[datetime]:
    """Each hour between two moments: as many ticks as are needed, no more."""
    moment = first
    while moment <= last:
        yield moment
        moment += HOUR


def run(moments: Iterable[datetime], key: str) -> list[datetime]:
    """Tick; return when mail for a reader was ready to leave.

    Each hour until it left; afterwards, when a second one must not, four times a day.
    """
    left: list[datetime] = []
    for moment in moments:
        if left and moment.hour % 6:
            continue
        plan_reminders(now=moment)
        compose_mail(now=moment)
        ready = Outgoing.objects.filter(state="queued")
        left += [moment for _message in ready.filter(recipient_key=key)]
        ready.update(state="claimed", owner=1)
    return left


def around(day: date) -> Iterator[datetime]:
    return ticks(midnight(day) - 18 * HOUR, midnight(day) + 42 * HOUR)


def left_at_nine(
    key: str, left: list[datetime], zone: str, begins: datetime | None = None
) -> date:
    """Assert that one mail left at nine of the reader's clock; return its day.

    A day that begins in the country only after nine of a reader far in the east
    (`begins`) is told as soon as it begins.
    """
    (moment,) = left
    reminder = Reminder.objects.get(recipient_key=key)
    planned = reminder.send_at.astimezone(ZoneInfo(zone))
    nine = planned.replace(hour=NINE, minute=0)
    assert planned == max(nine, begins or nine)
    assert timedelta(0) <= moment - reminder.send_at < HOUR
    return planned.date()


def begins_in(zone: str, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_step_leaves_once_at_nine_of_the_readers_clock(cast, place, day) -> None:
    Country.objects.filter(pk=place.pk).update(time_zone=day.zone)
    Contact.objects.filter(pk=cast.gift.pk).update(time_zone=day.zone)
    invited_on(cast, day.on)
    key = f"contact:{cast.gift.pk}"

    left = run(around(day.on), key)

    assert left_at_nine(key, left, day.zone) == day.expected


@pytest.mark.parametrize("day", DAYS[:10], ids=str)
def test_the_reader_may_live_far_from_the_country(cast, place, day) -> None:
    begins = begins_in(place.time_zone, day.on)
    Contact.objects.filter(pk=cast.gift.pk).update(time_zone=day.zone)
    invited_on(cast, day.on)
    key = f"contact:{cast.gift.pk}"

    left = run(around(day.on), key)

    assert left_at_nine(key, left, day.zone, begins) == day.expected


MOVES = [
    ("Africa/Blantyre", "Pacific/Apia"),
    ("Pacific/Apia", "Pacific/Midway"),
    ("Africa/Blantyre", "America/New_York"),
    ("America/New_York", "Asia/Kathmandu"),
]


@pytest.mark.parametrize("hours", [-30, -12, -1, 0, 1, 12])
@pytest.mark.parametrize(("before", "after"), MOVES)
def test_a_country_that_changes_its_zone_sends_each_step_once(
    cast, place, before, after, hours
) -> None:
    Country.objects.filter(pk=place.pk).update(time_zone=before)
    day = date(2027, 2, 17)
    invited_on(cast, day)
    key, changes_at = f"contact:{cast.gift.pk}", midnight(day) + hours * HOUR

    moments = list(ticks(midnight(day) - 36 * HOUR, midnight(day) + 42 * HOUR))
    left = run([each for each in moments if each < changes_at], key)
    change_zone(cast, place, after, now=changes_at)
    left += run([each for each in moments if each >= changes_at], key)

    begun = begins_in(before, day)
    if begun > changes_at:
        begun = max(changes_at, begins_in(after, day))
    assert left_at_nine(key, left, "Africa/Blantyre", begun) == day


def change_zone(cast, place: Country, zone: str, *, now: datetime) -> None:
    place.refresh_from_db()
    fields = CountryFields(zone, place.weekend, place.default_language, place.currency)
    change_country(actor=cast.actor("ada"), now=now, country=place, fields=fields)


RESTS = [
    # Thursday the 18th; Friday and Saturday are the weekend: Sunday serves Friday.
    ("56", date(2027, 2, 19), date(2027, 2, 21)),
    ("56", date(2027, 2, 20), date(2027, 2, 21)),
    ("56", date(2027, 2, 21), date(2027, 2, 21)),
    ("67", date(2027, 2, 20), date(2027, 2, 22)),
    ("67", date(2027, 2, 21), date(2027, 2, 22)),
    # Martyrs' Day in Malawi is 3 March; Good Friday and Easter Monday in 2027.
    ("67", date(2027, 3, 3), date(2027, 3, 4)),
    ("67", date(2027, 3, 26), date(2027, 3, 30)),
    # The last day of a month, and of a year: New Year and a weekend follow.
    ("67", date(2027, 1, 31), date(2027, 2, 1)),
    ("67", date(2027, 1, 1), date(2027, 1, 4)),
    ("67", date(2028, 2, 29), date(2028, 2, 29)),
]


@pytest.mark.parametrize(("weekend", "day", "leaves"), RESTS)
def test_days_off_are_those_of_the_country(cast, place, weekend, day, leaves) -> None:
    Country.objects.filter(pk=place.pk).update(weekend=weekend)
    place.refresh_from_db()
    invited_on(cast, day)
    fill_country(country=place, now=midnight(day) - timedelta(days=30))
    key = f"contact:{cast.gift.pk}"

    left = run(ticks(midnight(day) - 12 * HOUR, midnight(leaves) + 36 * HOUR), key)

    assert left_at_nine(key, left, "Africa/Blantyre") == leaves
