"""Days on which people of a country rest or work."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.accounts.services.days_off import enter_day, take_back_day
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.countries.models import HolidayOverride
from eclt_partners.countries.selectors import next_working_day
from tests.notifications.owing import owe

TUESDAY, SATURDAY = date(2026, 12, 1), date(2026, 12, 5)
CHRISTMAS = date(2026, 12, 25)


def enter(cast, now, day, *, who="ada", is_working=False) -> HolidayOverride:
    return enter_day(
        actor=cast.actor(who),
        now=now,
        country=cast.malawi,
        day=day,
        name="Day of the election",
        is_working=is_working,
    )


def test_reminders_wait_until_people_work_again(cast, now):
    enter(cast, now, TUESDAY)
    assert next_working_day("MW", TUESDAY) == TUESDAY + timedelta(days=1)


def test_what_waits_for_the_morning_of_that_day_waits_for_the_next_one(cast, now):
    """Planned already: on the day itself, over the weekend, until a lead is back."""
    nine = datetime(2026, 12, 1, 7, tzinfo=UTC)
    waits = owe(send_at=nine, not_after=nine + timedelta(days=4), why="away")
    others = [
        owe(subject_id=2, send_at=nine + timedelta(days=1)),
        owe(subject_id=3, send_at=nine, country_code="PH"),
        owe(subject_id=4, send_at=nine, state="CANCELLED"),
    ]
    before = [row.send_at for row in others]
    enter(cast, now, TUESDAY)
    waits.refresh_from_db()
    assert waits.send_at == nine + timedelta(days=1)
    assert waits.not_after == nine + timedelta(days=5)
    for row in others:
        row.refresh_from_db()
    assert [row.send_at for row in others] == before


def test_what_is_due_at_this_moment_is_not_held_back(cast, now):
    waits = owe(send_at=now - timedelta(minutes=1))
    enter(cast, now, now.date())
    waits.refresh_from_db()
    assert waits.send_at == now - timedelta(minutes=1)


@pytest.mark.parametrize("day", [SATURDAY, CHRISTMAS])
def test_people_may_work_on_a_day_that_is_usually_free(cast, now, day):
    enter(cast, now, day, is_working=True)
    assert next_working_day("MW", day) == day


def test_a_day_taken_back_is_as_the_calendar_has_it(cast, now):
    entered = enter(cast, now, TUESDAY)
    take_back_day(actor=cast.actor("ada"), now=now, entered=entered)
    assert next_working_day("MW", TUESDAY) == TUESDAY
    assert not HolidayOverride.objects.exists()


def test_taking_back_twice_is_noted_once(cast, now):
    entered = enter(cast, now, TUESDAY)
    for _time in range(2):
        take_back_day(actor=cast.actor("ada"), now=now, entered=entered)
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["countries.day.entered", "countries.day.taken_back"]


def test_other_countries_keep_their_days(cast, now):
    enter(cast, now, TUESDAY)
    assert next_working_day("PH", TUESDAY) == TUESDAY


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay", "sam"])
def test_only_administrators_enter_days(cast, now, who):
    with pytest.raises(NotPermitted):
        enter(cast, now, TUESDAY, who=who)
    entered = enter(cast, now, TUESDAY)
    with pytest.raises(NotPermitted):
        take_back_day(actor=cast.actor(who), now=now, entered=entered)


@pytest.mark.parametrize(
    ("day", "is_working", "told"),
    [
        (date(2026, 1, 5), False, "from today to"),
        (date(2029, 1, 5), False, "from today to"),
        (SATURDAY, False, "free already"),
        (CHRISTMAS, False, "free already"),
        (TUESDAY, True, "work on this day already"),
    ],
)
def test_a_day_that_changes_nothing_is_refused(cast, now, day, is_working, told):
    with pytest.raises(InvalidInput) as refusal:
        enter(cast, now, day, is_working=is_working)
    assert told in str(refusal.value.problems["day"])


def test_a_day_is_entered_once(cast, now):
    enter(cast, now, TUESDAY)
    with pytest.raises(InvalidInput) as refusal:
        enter(cast, now, TUESDAY)
    assert "Take it back first" in str(refusal.value.problems["day"])
