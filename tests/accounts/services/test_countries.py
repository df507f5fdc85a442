"""Adding and changing countries."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from eclt_partners.accounts.services.countries import (
    CountryFields,
    add_country,
    change_country,
)
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.countries.models import Country, WorkingDay
from partners.models import Partnership
from tests.notifications.owing import owe

FIELDS = CountryFields(
    time_zone="Asia/Dhaka", weekend="56", default_language="en-gb", currency="BDT"
)


def add(cast, now, who="ada", code="BD", **changes) -> Country:
    return add_country(
        actor=cast.actor(who), now=now, code=code, fields=replace(FIELDS, **changes)
    )


def change(cast, now, country, who="ada", **changes) -> Country:
    return change_country(
        actor=cast.actor(who),
        now=now,
        country=country,
        fields=replace(FIELDS, **changes),
    )


def test_a_new_country_has_its_working_days(cast, now) -> None:
    country = add(cast, now)

    assert WorkingDay.objects.filter(country=country).count() > 700


def test_adding_writes_one_audit_entry_of_the_country(cast, now) -> None:
    add(cast, now)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.country_code) == ("countries.country.added", "BD")


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay", "sam"])
def test_only_administrators_manage_countries(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        add(cast, now, who)
    with pytest.raises(NotPermitted):
        change(cast, now, cast.malawi, who)


def test_a_country_is_added_once(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(cast, now, code="MW")

    assert set(refusal.value.problems) == {"code"}


def test_another_weekend_moves_the_working_days(cast, now) -> None:
    country = add(cast, now)
    friday = WorkingDay.objects.get(country=country, day="2026-12-11")
    assert str(friday.next_working_day) == "2026-12-13"

    change(cast, now, country, weekend="67")

    friday.refresh_from_db()
    assert str(friday.next_working_day) == "2026-12-11"


def test_what_waits_for_a_day_of_the_new_weekend_waits_until_people_work(
    cast, now
) -> None:
    country = add(cast, now)
    sunday = datetime(2026, 12, 13, 3, tzinfo=UTC)
    waits = owe(country_code=country.pk, time_zone="Asia/Dhaka", send_at=sunday)

    change(cast, now, country, weekend="67")

    waits.refresh_from_db()
    assert waits.send_at == sunday + timedelta(days=1)


def test_a_country_out_of_use_keeps_its_working_days(cast, now) -> None:
    country = add(cast, now)

    change(cast, now, country, is_active=False)

    assert not Country.objects.get(pk="BD").is_active
    assert AuditEntry.objects.latest("id").facts == {"fields": ["is_active"]}


def test_a_country_where_partnerships_go_on_stays_in_use(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        change(cast, now, cast.malawi, is_active=False)

    told = {"is_active": "Partnerships go on here: MW-01. End them first"}
    assert refusal.value.problems == told
    assert Country.objects.get(pk="MW").is_active


def test_a_country_where_all_has_ended_may_go_out_of_use(cast, now) -> None:
    Partnership.objects.filter(country="MW").update(stage="CONCLUDED")

    change(cast, now, cast.malawi, is_active=False)

    assert not Country.objects.get(pk="MW").is_active


def test_a_change_of_nothing_writes_nothing(cast, now) -> None:
    country = add(cast, now)

    change(cast, now, country)

    assert AuditEntry.objects.count() == 1


def test_a_currency_that_is_none_is_refused(cast, now) -> None:
    with pytest.raises(InvalidInput):
        add(cast, now, currency="bdt")


def test_a_harvest_month_that_no_year_has_is_refused(cast, now) -> None:
    with pytest.raises(InvalidInput):
        add(cast, now, harvest_months=[4, 13])
