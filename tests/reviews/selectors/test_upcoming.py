"""What does the preview of the next days show, and to whom?"""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import groupby

import pytest
from django.core.management import CommandError, call_command

from eclt_partners.accounts.models import User
from eclt_partners.common.actor import SYSTEM
from eclt_partners.countries.models import Country
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.selectors import Upcoming, database_now
from eclt_partners.notifications.services import mails_of
from partners.choices import CheckOutcome
from partners.models import AfterCheck, Contact, SafeguardingCheck
from reviews.selectors import coming
from reviews.selectors.coming import (
    all_coming,
    coming_page,
    days_to_show,
    wanted_of,
)
from reviews.selectors.reminders import ladders_of, upcoming
from reviews.services.reminders import plan_reminders
from tests.lifecycle.world import open_check
from tests.reviews.factories import answer_all, fresh, seat_of_person
from tests.reviews.ladder import DUE, keys, offset
from tests.reviews.ladder_world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planned_review")]


def test_the_next_steps_come_in_their_order(cast):
    coming = upcoming(SYSTEM, now=offset(-40), days=41)
    mine = [row for row in coming if row.recipient_key == keys(cast, "gift")[0]]
    assert [(row.step, (row.send_on - DUE).days) for row in mine] == [
        ("T-30", -30),
        ("T-14", -14),
        ("T-3", -3),
        ("T+0", 0),
    ]


def test_looking_changes_nothing():
    upcoming(SYSTEM, now=offset(-40), days=90)
    assert not Reminder.objects.exists()


def test_what_is_planned_already_is_not_shown_again(cast):
    plan_reminders(now=offset(-30))
    steps = {row.step for row in upcoming(SYSTEM, now=offset(-30), days=20)}
    assert steps == {"T-14"}


def test_somebody_who_answered_is_not_asked_again(cast, planned_review):
    planned_review.state = "OPEN"
    planned_review.save(update_fields=["state"])
    answer_all(seat_of_person(fresh(planned_review), cast.gift), now=offset(-13))
    coming = upcoming(SYSTEM, now=offset(-13), days=12)
    assert keys(cast, "gift")[0] not in {row.recipient_key for row in coming}


def test_checks_after_the_end_and_of_safeguarding_are_among_what_comes(cast):
    open_check(cast, due_on=DUE)
    SafeguardingCheck.objects.create(
        partner=cast.nyali,
        checked_on=DUE - timedelta(days=700),
        valid_until=DUE + timedelta(days=60),
        outcome=CheckOutcome.GOOD,
    )
    kinds = {row.kind for row in upcoming(SYSTEM, now=offset(-40), days=41)}
    assert {"AFTER_CHECK", "SAFEGUARDING_CHECK"} <= kinds


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("amina", True),
        ("brian", True),
        ("dan", True),
        ("fay", True),
        ("chloe", False),
        ("eve", False),
        ("sam", False),
        ("ada", False),
    ],
)
def test_the_country_wall_holds(cast, name, sees):
    assert bool(upcoming(cast.actor(name), now=offset(-40), days=40)) is sees


def run(*options: str) -> str:
    out = StringIO()
    call_command("reminders", "--next", "400", *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_one_line_for_each_reminder_and_who_gets_none(cast):
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=DUE.replace(year=2026))
    lines = [line.split() for line in run().splitlines()]
    silent = [line for line in lines if line[0] == "not"]
    shown = all_coming(SYSTEM, now=database_now(), days=400)
    assert [(line[0], line[1], line[4], line[5]) for line in lines[: len(shown)]] == [
        (f"{row.send_on:%Y-%m-%d}", "MW", row.step, row.recipient_key) for row in shown
    ]
    assert [f"{keys(cast, 'gift')[0]}:", "left"] in [line[5:] for line in silent]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--next", "0"), "--next starts at 1"),
        (("--next", "-5"), "--next starts at 1"),
        (("--country", "zz"), "no country ZZ"),
    ],
)
def test_the_command_refuses_what_nothing_can_be_said_of(cast, options, words):
    with pytest.raises(CommandError, match=words):
        run(*options)


def test_the_command_names_what_others_than_reviews_are_silent_about(cast):
    check = open_check(cast, due_on=database_now().date() + timedelta(days=20))
    AfterCheck.objects.filter(pk=check.pk).update(contact=None)
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=DUE.replace(year=2026))
    User.objects.filter(pk=cast.amina.pk).update(is_active=False)
    silent = [line for line in run().splitlines() if "AFTER_CHECK" in line]
    assert [line.split(maxsplit=4)[3:] for line in silent] == [
        ["AFTER_CHECK", f"{check.pk:<6} lead of the partner: nobody"],
        ["AFTER_CHECK", f"{check.pk:<6} {keys(cast, 'amina')[0]}: left"],
    ]
    found = json.loads(run("--format", "json"))["not_reminded"]
    of_check = [row for row in found if row["kind"] == "AFTER_CHECK"]
    assert [row["reason"] for row in of_check] == ["nobody", "left"]


def test_the_command_writes_json_and_keeps_to_a_country():
    found = json.loads(run("--format", "json", "--country", "mw"))
    assert {row["country"] for row in found["reminders"]} == {"MW"}
    assert {"step", "send_at", "recipient_key"} <= found["reminders"][0].keys()
    assert json.loads(run("--format", "json", "--country", "ug"))["reminders"] == []


def mails_in(rows) -> list[list[Upcoming]]:
    days = groupby(rows, key=lambda row: (row.send_on, row.recipient_key))
    return [list(members) for _day, members in days]


@pytest.mark.parametrize("number", [1, 2, 3, 99])
def test_pages_give_the_mails_of_the_whole_list_in_its_order(number):
    now, size = offset(-29), 3
    plan_reminders(now=now)
    every = mails_in(all_coming(SYSTEM, now=now, days=90))
    page = coming_page(
        wanted_of(SYSTEM), now=now, days=90, kind=None, number=number, size=size
    )
    last = (len(every) - 1) // size
    first = size * min(number - 1, last)
    assert page.count == len(every) > size
    assert mails_in(page.rows) == every[first : first + size]


def test_a_page_of_nothing_is_empty(cast):
    page = coming_page(
        wanted_of(cast.actor("chloe")),
        now=offset(-40),
        days=90,
        kind=None,
        number=1,
        size=50,
    )
    assert (page.rows, page.count) == ([], 0)


@pytest.mark.parametrize("seed", range(3))
def test_a_short_look_ahead_shows_the_first_days_of_a_long_one(seed):
    world = World(seed)
    # A Friday: what falls on the days after it goes out on Monday.
    now = datetime(2027, 1, 22, 9, tzinfo=UTC)
    world.go_on(now)
    today = {each.pk: each.today(now=now) for each in Country.objects.all()}
    long = all_coming(SYSTEM, now=now, days=90)
    for days in (3, 7, 30):
        last = {code: day + timedelta(days=days) for code, day in today.items()}
        first = [row for row in long if row.send_on <= last[row.country]]
        assert all_coming(SYSTEM, now=now, days=days) == first
        assert first or days == 3


# 21:30 in Greenwich: here it is today still, there tomorrow already.
@pytest.mark.parametrize("most", [4, 10_000])
@pytest.mark.parametrize("number", [2, 99])
@pytest.mark.parametrize("days", [7, 30])
def test_where_there_is_very_much_the_first_mails_are_counted_and_listed(
    monkeypatch, most, number, days
):
    now, size = datetime(2027, 1, 20, 21, 30, tzinfo=UTC), 2
    World(0).go_on(now)
    monkeypatch.setattr(coming, "MOST_MAILS", most)
    every = mails_in(all_coming(SYSTEM, now=now, days=days))
    page = coming_page(
        wanted_of(SYSTEM), now=now, days=days, kind=None, number=number, size=size
    )
    listed = every[:most]
    first = size * min(number - 1, (len(listed) - 1) // size)
    assert len(every) > 4
    assert page.is_cut == (len(every) > most)
    assert page.count == min(most, len(every))
    assert mails_in(page.rows) == listed[first : first + size]


def test_days_that_end_everywhere_are_the_first_of_all_days():
    now = datetime(2027, 1, 20, 21, 30, tzinfo=UTC)
    World(0).go_on(now)
    days = {each.today(now=now) for each in Country.objects.all()}
    page = mails_of(
        ladders_of(None),
        now=now,
        days=5,
        wanted=wanted_of(SYSTEM),
        number=1,
        size=1_000,
        whole_days=True,
    )
    last = min(days) + timedelta(days=5)
    every = all_coming(SYSTEM, now=now, days=30)
    assert len(days) == 2
    assert page.rows == [row for row in every if row.send_on <= last] != []


@pytest.mark.parametrize(
    ("most", "name", "days"),
    [
        (6_000, "dan", 90),
        (2, "dan", 30),
        (1, "dan", 7),
        (0, "dan", 7),
        (0, "chloe", 90),
        (0, "brian", 7),
    ],
)
def test_a_page_looks_less_far_ahead_where_there_is_very_much(
    cast, monkeypatch, most, name, days
):
    monkeypatch.setattr(coming, "MOST_STEPS", most)
    seen = wanted_of(cast.actor(name))
    assert days_to_show(seen, now=offset(-40)) == days


def test_a_country_alone_is_looked_at_further_ahead(cast, monkeypatch):
    monkeypatch.setattr(coming, "MOST_STEPS", 0)
    uganda = wanted_of(cast.actor("dan"), "UG")
    assert days_to_show(uganda, now=offset(-40)) == 90
    assert days_to_show(wanted_of(cast.actor("dan")), now=offset(-31)) == 3
