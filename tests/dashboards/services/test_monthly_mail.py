"""Who gets the mail of the month, when, and only once."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.services import snapshots
from eclt_partners.dashboards.services.monthly_mail import plan_monthly_mail
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.models import LeftTopic, Outgoing
from tests.cast import NOW, make_cast

# Everybody's clock shows the same time: 1 December is a Tuesday, 1 January a holiday.
NINE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def people(cast):
    return _ready(cast)


def _ready(cast):
    Country.objects.update(time_zone="UTC")
    User.objects.update(time_zone="UTC")
    return cast


def _told():
    found = Outgoing.objects.filter(letter="dashboards.month")
    return sorted(found.values_list("to_address", flat=True))


def test_managers_and_directors_are_told_at_nine_of_the_first_working_day(people):
    assert plan_monthly_mail(now=NINE - timedelta(seconds=1)) == 0
    plan_monthly_mail(now=NINE)
    assert _told() == sorted([people.brian.email, people.dan.email])


def test_a_second_planner_finds_nothing_to_do(people):
    assert plan_monthly_mail(now=NINE) == 2
    assert plan_monthly_mail(now=NINE + timedelta(minutes=5)) == 0
    assert plan_monthly_mail(now=NINE + timedelta(days=2)) == 0
    assert len(_told()) == 2


def test_two_planners_at_the_same_moment_send_it_once(committed_db):
    _ready(make_cast())
    go = Event()

    def plan():
        try:
            go.wait(10)
            plan_monthly_mail(now=NINE)
        finally:
            connection.close()

    threads = [Thread(target=plan) for _number in range(2)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(timeout=30)
    assert len(_told()) == len(set(_told())) == 2


def test_the_mail_of_january_waits_for_the_first_working_day(people):
    assert plan_monthly_mail(now=NEW_YEAR) == 0
    assert plan_monthly_mail(now=NEW_YEAR + timedelta(days=2)) == 0
    assert plan_monthly_mail(now=NEW_YEAR + timedelta(days=3)) == 2


def test_the_clock_is_that_of_the_reader(people):
    User.objects.filter(pk=people.brian.pk).update(time_zone="Pacific/Kiritimati")
    early = NINE - timedelta(hours=14)
    assert plan_monthly_mail(now=early) == 1
    assert _told() == [people.brian.email]


def test_after_an_outage_it_still_comes_but_not_at_night_and_not_after_a_week(people):
    assert plan_monthly_mail(now=NINE + timedelta(days=2, hours=-6)) == 0
    assert plan_monthly_mail(now=NINE + timedelta(days=4)) == 0  # a Saturday
    assert plan_monthly_mail(now=NINE + timedelta(days=8)) == 0
    assert plan_monthly_mail(now=NINE + timedelta(days=7)) == 2


def test_a_manager_of_two_countries_gets_one_mail_about_both(people):
    RoleAssignment.objects.create(
        user=people.brian, role=Role.MANAGER, country=people.uganda
    )
    snapshots.refresh_dashboards(now=NINE)
    plan_monthly_mail(now=NINE)
    mail = Outgoing.objects.get(to_address=people.brian.email)
    assert mail.country_code == ""


def test_a_mail_about_one_country_belongs_to_it(people):
    plan_monthly_mail(now=NINE)
    assert Outgoing.objects.get(to_address=people.brian.email).country_code == "MW"


def test_who_left_it_gets_none(people):
    key = f"user:{people.brian.pk}"
    LeftTopic.objects.create(recipient_key=key, topic=Topic.MONTHLY, left_at=NOW)
    plan_monthly_mail(now=NINE)
    assert _told() == [people.dan.email]


def test_a_country_out_of_use_is_no_news(people):
    Country.objects.filter(pk="MW").update(is_active=False)
    plan_monthly_mail(now=NINE)
    assert _told() == [people.dan.email]


def test_each_month_has_a_mail_of_its_own(people):
    plan_monthly_mail(now=NINE)
    plan_monthly_mail(now=NEW_YEAR + timedelta(days=3))
    assert len(_told()) == 4
