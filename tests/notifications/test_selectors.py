"""What do the ledger and the health page say about mail?"""

from datetime import timedelta

import pytest

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.selectors import (
    database_now,
    latest_messages,
    ledger,
    mail_health,
)
from eclt_partners.notifications.services import compose_mail
from tests.notifications.owing import NINE, owe

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_countries(cast):
    """One message about Malawi, one about Uganda, one about no country."""
    for number, (country, partnership) in enumerate(
        [
            ("MW", cast.malawi_partnership.pk),
            ("UG", cast.uganda_partnership.pk),
            ("", None),
        ]
    ):
        owe(
            recipient_key=f"user:{number}",
            country_code=country,
            partnership_id=partnership or 0,
        )
    compose_mail(now=NINE)


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("amina", {"MW"}),
        ("brian", {"MW"}),
        ("chloe", {"UG"}),
        ("dan", {"MW", "UG", ""}),
        ("fay", {"MW", "UG", ""}),
        ("eve", set()),
        ("sam", set()),
        ("ada", set()),
    ],
)
def test_everybody_sees_the_mail_of_their_own_place(
    cast, two_countries, name, countries
):
    rows = ledger(cast.actor(name))
    assert {row.country_code for row in rows} == countries


def test_the_newest_comes_first_page_by_page(cast, queued):
    made = [queued(f"key {number}", country="MW").pk for number in range(5)]
    first = ledger(cast.actor("amina"), limit=2)
    assert [row.pk for row in first] == made[:2:-1]
    second = ledger(cast.actor("amina"), limit=2, before=first[-1].pk)
    assert [row.pk for row in second] == made[2:0:-1]


def test_only_some_states(cast, queued):
    queued("one", country="MW")
    gone = queued("two", country="MW")
    Outgoing.objects.filter(pk=gone.pk).update(state=OutgoingState.CANCELLED)
    rows = ledger(cast.actor("amina"), states=[OutgoingState.CANCELLED])
    assert [row.pk for row in rows] == [gone.pk]


def test_a_partnership_finds_its_rows_in_digests(cast):
    mine, other = cast.malawi_partnership.pk, cast.uganda_partnership.pk
    owe(partnership_id=mine)
    owe(partnership_id=other, subject_id=2)
    compose_mail(now=NINE)
    rows = latest_messages(cast.actor("dan"), mine, limit=5)
    assert [row.letter for row in rows] == ["digest"]
    assert not latest_messages(cast.actor("dan"), 10_000, limit=5)


def test_a_partnership_lists_no_mail_that_was_never_written(cast, queued):
    mine = cast.malawi_partnership.pk
    waits, gone = (
        queued(key, country="MW", partnership_id=mine).pk for key in ("one", "two")
    )
    Outgoing.objects.filter(pk=gone).update(state=OutgoingState.CANCELLED)

    rows = latest_messages(cast.actor("dan"), mine, limit=5)

    assert [row.pk for row in rows] == [waits]


def test_the_ledger_costs_one_query(
    cast, two_countries, queued, django_assert_num_queries
):
    for number in range(12):
        queued(f"key {number}", country="MW")
    actor = cast.actor("dan")
    with django_assert_num_queries(1):
        for row in ledger(actor):
            list(row.reminders.all())
            list(row.events.all())


class TestHealth:
    def test_an_empty_outbox_is_well(self, now):
        health = mail_health(now=now)
        assert health.oldest_due_age is None
        assert (health.queued_count, health.in_doubt_count) == (0, 0)

    def test_the_oldest_that_waits_gives_the_age(self, queued, now):
        queued("old", due_at=now - timedelta(minutes=7))
        queued("new", due_at=now - timedelta(minutes=1))
        queued("later", due_at=now + timedelta(hours=1))
        health = mail_health(now=now)
        assert health.oldest_due_age == timedelta(minutes=7)
        assert health.queued_count == 3

    def test_a_reminder_that_was_not_composed_counts_too(self):
        owe()
        health = mail_health(now=NINE + timedelta(minutes=9))
        assert health.oldest_due_age == timedelta(minutes=9)

    def test_doubts_and_refusals_are_counted(self, queued, now):
        for key, state in (("a", "unconfirmed"), ("b", "failed")):
            rows = Outgoing.objects.filter(pk=queued(key, due_at=now).pk)
            rows.update(state="claimed", owner=1)
            rows.update(state="dot", dot_at=now)
            rows.update(state=state, owner=None)
        health = mail_health(now=now)
        assert (health.in_doubt_count, health.failed_count) == (1, 1)
        assert mail_health(now=now + timedelta(days=8)).failed_count == 0


def test_the_clock_is_the_databases():
    assert database_now().tzinfo is not None
