"""What does the page of the coming mails show, and to whom?"""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from eclt_partners.common.words import plain_date
from partners.models import Contact, Partnership, PartnershipParty
from reviews.choices import ReviewKind
from reviews.selectors import coming
from reviews.services import planning
from reviews.services.reminders import plan_reminders
from tests.architecture.places import planned_review as open_review
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.lifecycle.world import open_check
from tests.reviews.ladder import DUE, offset
from tests.reviews.silent_world import open_matters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planned_review")]


@pytest.fixture(autouse=True)
def _forty_days_before(time_machine):
    time_machine.move_to(offset(-40), tick=False)


def page_of(person, query: str = "") -> str:
    response = client_of(person).get(f"{reverse('dashboards:coming')}{query}")
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_it_says_who_gets_what_and_when_by_the_clock_of_the_reader(cast):
    page = page_of(cast.amina)
    assert "Review: 14 days before answers are due" in page
    assert "Gift" in page
    assert "4 Feb 2027" in page
    assert "09:00" in page


def test_what_is_planned_already_stands_among_it(cast):
    plan_reminders(now=offset(-30))
    assert "30 days before answers are due" in page_of(cast.amina)


def test_several_reminders_of_one_day_are_one_mail(cast):
    (partnership,) = more_partnerships(cast.malawi_partnership, 1)
    planning.schedule_review(
        actor=cast.actor("dan"),
        now=offset(-40),
        partnership=partnership,
        kind=ReviewKind.FULL,
        due_on=DUE,
        panel=None,
    )
    assert "2 reminders in one mail" in page_of(cast.amina)


def test_who_is_not_reminded_stands_with_the_reason(cast):
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=DUE.replace(month=1))
    page = page_of(cast.amina)
    assert "<strong>Gift:</strong> has left" in page


def test_each_ladder_says_of_whom_and_of_what_and_why(cast):
    due = DUE - timedelta(days=10)
    open_check(cast, due_on=due)
    Contact.objects.filter(pk=cast.gift.pk).update(email="", phone="+265 1 234 567")
    page = page_of(cast.amina, "?kind=AFTER_CHECK")
    assert "<strong>Gift:</strong> has no e-mail address" in page
    assert f"check after the end due {plain_date(due)}" in page
    assert "answers due" not in page


def test_a_part_for_which_nobody_is_named_is_named_itself(cast):
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        foundation_lead=None
    )
    PartnershipParty.objects.filter(partnership=cast.malawi_partnership).update(
        partner_lead=None
    )
    open_check(cast, due_on=DUE, contact=None)
    page = page_of(cast.amina)
    for part in (
        "Lead of the foundation",
        "Lead of the partner",
        "Whom we ask after the end",
    ):
        assert f"<strong>{part}:</strong> nobody is named" in page


@pytest.mark.parametrize(
    ("query", "sees"),
    [
        ("?kind=REVIEW", True),
        ("?kind=AFTER_CHECK", False),
        ("?country=MW", True),
        ("?person=gift", True),
        ("?person=nobody-like-this", False),
        ("?kind=nonsense&country=XX", True),
    ],
)
def test_it_can_be_filtered(cast, query, sees):
    assert ("answers are due" in page_of(cast.amina, query)) is sees


def test_where_there_is_very_much_it_says_that_not_all_is_listed(cast, monkeypatch):
    monkeypatch.setattr(coming, "MOST_STEPS", 2)
    assert "mails in the next 30 days" in page_of(cast.dan)
    monkeypatch.setattr(coming, "MOST_MAILS", 1)
    text = "More than 1 mails in the next 30 days, of which the first 1 are listed"
    assert text in page_of(cast.dan)


def test_where_there_is_very_much_it_says_how_far_it_looks(cast, monkeypatch):
    assert "reminders of the next 90 days" in page_of(cast.dan)
    monkeypatch.setattr(coming, "MOST_STEPS", 0)
    page = page_of(cast.dan)
    assert "reminders of the next 7 days" in page
    assert "too much to look further ahead than 7 days" in page
    assert "too many of these people to look through at once" in page
    assert page.count("Filter by country to see more.") == 2
    assert "Filter by country" not in page_of(cast.dan, "?country=MW")


@pytest.mark.parametrize("name", ["chloe", "eve", "sam", "ada"])
def test_others_see_nothing_of_it(cast, name):
    assert "Gift" not in page_of(getattr(cast, name))


def test_it_asks_the_same_for_two_or_ten_reviews(cast):
    client = client_of(cast.brian)
    address = reverse("dashboards:coming")
    few = queries_of(client, address)
    for partnership in more_partnerships(cast.malawi_partnership, 8, first=60):
        open_review(cast, partnership)
    Partnership.objects.exclude(pk=cast.malawi_partnership.pk).update(
        foundation_lead=None
    )
    open_matters(cast)
    assert queries_of(client, address) == few
    assert few <= 8
