"""Do pages stay as they are when ten reviews become a thousand?

The same number of questions to the database, and pages that are cut at a size: what
nobody can read in one go is not sent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import issuing, links
from eclt_partners.accounts.services.calendars import feed_address, renew_feed
from eclt_partners.dashboards.services.snapshots import build_snapshot
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.selectors.lists import Show
from tests.cast import NOW, Cast, make_cast
from tests.dashboards.views.pages import settled
from tests.reviews.factories import make_review
from tests.reviews.many import ManyReviews

FEW, MANY = 10, 1000
MOST_QUERIES = 20
# Before compression. The longest is a full page of partners.
MOST_SIGNS = 72_000
WHO_PAGES = {
    "today": ("brian", "dashboards:today"),
    "year": ("brian", "dashboards:year"),
    "countries": ("brian", "dashboards:countries"),
    "ledger": ("brian", "dashboards:ledger"),
    "log": ("brian", "reviews:log"),
    "partners": ("brian", "dashboards:partners"),
    "health": ("brian", "dashboards:health"),
    **{f"list-{show}": ("brian", "reviews:list") for show in Show},
    "today of a helper": ("eve", "dashboards:today"),
    "year of a helper": ("eve", "dashboards:year"),
}
OF_ONE = ("partnership", "list of one", "history", "hub", "result", "answer-all")
PAGES = (*WHO_PAGES, *OF_ONE, "feed", "home", "partner-result")


@dataclass(frozen=True, slots=True)
class Seen:
    """One page, and how many questions it took."""

    queries: int
    text: str


@pytest.fixture(scope="module")
def seen(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[int, dict[str, Seen]]]:
    """Every page with few and with many reviews, in one world that is rolled back."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=True),
        transaction.atomic(),
    ):
        cast = make_cast()
        done = make_review(cast, state=ReviewState.COMPLETED, now=NOW)
        reviews = ManyReviews(cast, done, cast.brian)
        reviews.add(FEW)
        visit = Visit(cast, done)
        few = visit.all_pages()
        reviews.add(MANY - FEW)
        yield {FEW: few, MANY: visit.all_pages()}
        transaction.set_rollback(True)


class Visit:
    """Opens every page that lists or shows reviews."""

    def __init__(self, cast: Cast, done: Review) -> None:
        self.cast, self.done = cast, done
        self.people = {name: settled(getattr(cast, name)) for name in ("brian", "eve")}
        renew_feed(actor=cast.actor("brian"), now=NOW, person=cast.brian)
        cast.brian.refresh_from_db()
        self.home = self._partner(LinkPurpose.HOME)
        self.own = cast.brian.panelist_set.filter(
            review__state=ReviewState.OPEN
        ).first()

    def all_pages(self) -> dict[str, Seen]:
        build_snapshot(self.cast.malawi, now=NOW, always=True)
        own = self.own.review
        one = self.cast.malawi_partnership.pk
        addresses = {
            "partnership": reverse("dashboards:partnership", args=[one]),
            "list of one": f"{reverse('reviews:list')}?partnership={one}&show=done",
            "history": reverse("dashboards:history", args=["partnership", one]),
            "hub": reverse("reviews:hub", args=[own.pk]),
            "result": reverse("reviews:result", args=[self.done.pk]),
            "answer-all": reverse("reviews:answer_all", args=[own.pk]),
            "feed": feed_address(self.cast.brian),
        }
        brian = self.people["brian"]
        return {
            **{
                name: seen_at(self.people[who], reverse(page) + _part(name))
                for name, (who, page) in WHO_PAGES.items()
            },
            **{name: seen_at(brian, address) for name, address in addresses.items()},
            "home": seen_at(self.home, reverse("dashboards:partner_home")),
            "partner-result": seen_at(
                self.home, reverse("reviews:partner_result", args=[self.done.pk])
            ),
        }

    def _partner(self, purpose: LinkPurpose) -> Client:
        one = self.cast.malawi_partnership
        link = issuing.issue_link(
            now=NOW,
            contact_id=self.cast.gift.pk,
            partnership_id=one.pk,
            country_id=one.country_id,
            purpose=purpose,
            subject_id=one.pk,
            expires_at=NOW + timedelta(days=30),
        )
        client = Client()
        client.post(f"/r/{links.token_of(link)}/")
        return client


def _part(name: str) -> str:
    return f"?show={name.removeprefix('list-')}" if name.startswith("list-") else ""


def seen_at(client: Client, address: str) -> Seen:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    # /health says 503 when nobody sent mail yet.
    assert answer.status_code in {200, 503}, (address, answer.status_code)
    return Seen(len(asked), answer.content.decode())


def test_there_are_a_thousand_reviews(seen) -> None:
    counts = re.findall(r"\((\d+)\)</a>", seen[MANY]["list-due"].text)
    parts = dict(zip(Show, map(int, counts), strict=True))
    # The planner added the one after the completed one.
    assert parts[Show.DUE] + parts[Show.OVERDUE] + parts[Show.TALK] == MANY / 2 + 1
    assert parts[Show.DONE] == MANY / 2 + 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_much_with_a_thousand_reviews_as_with_ten(seen, name) -> None:
    assert seen[MANY][name].queries == seen[FEW][name].queries
    assert seen[MANY][name].queries <= MOST_QUERIES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_a_thousand_reviews_is_cut_at_a_size(seen, name) -> None:
    assert len(seen[MANY][name].text) <= MOST_SIGNS


def test_today_does_not_count_what_it_does_not_show(seen) -> None:
    text = seen[MANY]["today"].text
    assert "More than 50 things are to be done. The first ones are here." in text
    assert f'href="{reverse("reviews:list")}">All reviews</a>' in text
    assert "All reviews</a>" not in seen[FEW]["today"].text


def test_the_year_goes_on_on_the_next_page(seen) -> None:
    assert seen[MANY]["year"].text.count('<time datetime="') == 100
    assert 'href="?page=2"' in seen[MANY]["year"].text


def test_what_waits_for_my_answers_goes_on_in_the_list(seen) -> None:
    assert seen[MANY]["log"].text.count("<strong>") == 25
    assert "?show=drafts" in seen[MANY]["log"].text
    assert "?show=drafts" not in seen[FEW]["log"].text


def test_older_reviews_of_a_partnership_stand_in_the_list(seen) -> None:
    link = r"\?partnership=\d+&amp;show=done\">All reviews of this partnership"
    assert re.search(link, seen[MANY]["partnership"].text)
    assert "All reviews of this partnership" not in seen[FEW]["partnership"].text
    assert "(101)" in seen[MANY]["list of one"].text


def test_a_calendar_gets_the_next_hundred_days(seen) -> None:
    assert seen[MANY]["feed"].text.count("BEGIN:VEVENT") == 100
