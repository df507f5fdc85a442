"""The page of the days off of a country."""

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from eclt_partners.countries.days_off import is_usually_free
from eclt_partners.countries.models import Country, HolidayOverride

PAGE = "/setup/countries/MW/days/"


@pytest.fixture
def client(cast) -> Client:
    found = Client()
    found.force_login(cast.ada)
    return found


def worked_day(country):
    days = (timezone.localdate() + timedelta(days=ahead) for ahead in count(1))
    return next(day for day in days if not is_usually_free(country, day))


def send(client, **changes):
    day = worked_day(Country.objects.get(pk="MW"))
    typed = {"day": day, "name": "Day of the vote", **changes}
    return client.post(PAGE, typed, follow=True)


def test_a_day_that_was_entered_is_in_the_list(cast, client):
    page = send(client).content.decode()
    assert "The day is entered" in page
    assert page.index("Day of the vote") > page.index("<tbody>")


def test_a_refusal_keeps_what_was_typed(cast, client):
    page = send(client, is_working="on", name="Market day").content.decode()
    assert "People work on this day already" in page
    assert 'value="Market day"' in page
    assert not HolidayOverride.objects.exists()


def test_a_day_is_taken_back_with_one_press(cast, client):
    send(client)
    row = HolidayOverride.objects.get()
    page = client.post(reverse("accounts:day_back", args=["MW", row.pk]), follow=True)
    assert "as the calendar has it" in page.content.decode()
    assert not HolidayOverride.objects.exists()


def test_a_day_that_somebody_took_back_meanwhile_leads_to_the_list(cast, client):
    """In another tab, or a page that was kept: what was wanted is so."""
    send(client)
    address = reverse(
        "accounts:day_back", args=["MW", HolidayOverride.objects.get().pk]
    )
    for _press in range(2):
        page = client.post(address, follow=True)
        assert page.status_code == 200
        assert "as the calendar has it" in page.content.decode()


def test_a_day_of_another_country_stays(cast, client):
    send(client)
    row = HolidayOverride.objects.get()
    address = reverse("accounts:day_back", args=["PH", row.pk])
    client.post(address)
    assert HolidayOverride.objects.exists()
