"""The year in reviews, and a person's own calendar."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.models import User
from eclt_partners.accounts.rules.limits import WRONG_LINKS
from eclt_partners.accounts.services.calendars import feed_address
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.services.snapshots import build_snapshot
from partners.choices import Stage
from partners.models import Partnership
from tests.accounts.trying import use_up
from tests.cast import NOW
from tests.reviews.factories import make_review

BACKEND = "eclt_partners.accounts.backends.PersonBackend"


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def year(person: User, query: str = "") -> str:
    page = client_of(person).get(reverse("dashboards:year") + query).content.decode()
    # What paper says of itself: when it was made.
    return re.sub(r"Made on [^(]*", "", page)


@pytest.fixture
def review(cast, now):
    Partnership.objects.update(stage=Stage.SHAPING)
    found = make_review(cast, now=now)
    for country in (cast.malawi, cast.uganda):
        build_snapshot(country, now=now)
    return found


def test_reviews_stand_under_their_month(cast, review) -> None:
    text = year(cast.amina)
    assert "December 2026" in text
    assert "7 Dec 2026" in text
    assert "Nyali" in text


def test_another_country_stays_outside(cast, review) -> None:
    assert "Nyali" not in year(cast.chloe)


def test_a_director_chooses_one_country(cast, review) -> None:
    assert "Nyali" in year(cast.dan)
    assert "Nyali" not in year(cast.dan, "?country=UG")
    assert "Nyali" in year(cast.dan, "?country=QQ")


def test_the_helper_sees_the_reviews_of_the_own_partnerships(cast, review) -> None:
    assert "Nyali" in year(cast.eve)


def test_a_person_makes_an_address_and_the_calendar_reads_it(cast, review) -> None:
    amina = client_of(cast.amina)
    page = amina.post(reverse("accounts:new_feed"), follow=True).content.decode()
    cast.amina.refresh_from_db()
    address = feed_address(cast.amina)
    assert address in page
    answer = Client().get("/" + address.split("/", 3)[3])
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Answers due: Nyali Trust" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_address_of_a_feed_is_not_guessed(client, db):
    address = reverse("dashboards:feed", args=["1.guess"])
    assert client.get(address).status_code == 404
    use_up(WRONG_LINKS)
    assert client.get(address).status_code == 429


@pytest.mark.parametrize("name", ["amina", "eve"])
def test_the_year_counts_days_where_the_partnership_is(cast, review, name) -> None:
    """At 11:30 in Greenwich the next day has begun in Tonga."""
    assert "in 14 days" in year(getattr(cast, name))
    Country.objects.update(time_zone="Pacific/Tongatapu")
    with time_machine.travel(NOW.replace(hour=11, minute=30)):
        text = year(getattr(cast, name))
    assert "in 13 days" in text
    assert "in 14 days" not in text


@pytest.mark.parametrize("name", ["amina", "eve"])
def test_a_day_leaves_the_year_when_it_is_over_there(cast, review, name) -> None:
    due = datetime.combine(review.due_on, time(11, 30), UTC)
    with time_machine.travel(due):
        assert "7 Dec 2026" in year(getattr(cast, name))
        Country.objects.update(time_zone="Pacific/Tongatapu")
        assert "7 Dec 2026" not in year(getattr(cast, name))


def test_a_day_stays_in_the_year_until_it_is_over_there(cast, review) -> None:
    Country.objects.update(time_zone="America/Guatemala")
    after = datetime.combine(review.due_on + timedelta(days=1), time(3), UTC)
    with time_machine.travel(after):
        assert "7 Dec 2026" in year(cast.amina)
        assert "7 Dec 2026" in year(cast.eve)
