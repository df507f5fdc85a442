"""Does a page ask the same number of questions, however much there is to show?"""

import pytest
from django.urls import reverse

from reviews.choices import ReviewState
from reviews.services.seating import SideChoice, seat_side
from tests.agreements.table import gift, proposed, raised
from tests.architecture.places import planned_review
from tests.cast import NOW, Cast
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.reviews.factories import make_review
from tests.reviews.versions import draft_version

# With session, person and rights. `test_query_counts.py` opens every page once.
MOST = 8
LISTS = (
    "dashboards:today",
    "dashboards:more",
    "dashboards:countries",
    "dashboards:compare",
    "dashboards:files",
    "agreements:commitments",
    "agreements:list",
    "lifecycle:lasting",
    "dashboards:ledger",
    "dashboards:coming",
    "dashboards:partners",
    "reviews:list",
    "reviews:log",
)


def _add(cast: Cast, count: int, *, first: int) -> None:
    """Add partnerships, each with a review that is open."""
    for partnership in more_partnerships(cast.malawi_partnership, count, first=first):
        planned_review(cast, partnership)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_two_or_of_ten_takes_the_same_queries(cast: Cast, name: str) -> None:
    client = client_of(cast.brian)
    _add(cast, 2, first=50)
    few = queries_of(client, reverse(name))
    _add(cast, 8, first=60)
    assert queries_of(client, reverse(name)) == few
    assert few <= MOST


def test_two_versions_or_five_take_the_same_queries(cast: Cast) -> None:
    client = client_of(cast.ada)
    draft = draft_version(cast)
    one = reverse("reviews:instrument", args=[draft.pk])
    client.post(reverse("reviews:instrument_check", args=[draft.pk, "fr"]))
    few = [queries_of(client, page) for page in (reverse("reviews:instruments"), one)]
    for number in range(3, 6):
        draft_version(cast, f"RHR-{number}")
    planned_review(cast, cast.uganda_partnership)
    client.post(reverse("reviews:instrument_check", args=[draft.pk, "es"]))
    many = [queries_of(client, page) for page in (reverse("reviews:instruments"), one)]
    assert many == few
    assert max(few) <= MOST


@pytest.mark.parametrize("name", ["reviews:hub", "reviews:result"])
def test_a_review_with_one_or_two_people_takes_the_same_queries(
    cast: Cast, name: str
) -> None:
    client = client_of(cast.brian)
    review = make_review(cast, state=ReviewState.CLOSED)
    address = reverse(name, args=[review.pk])
    few = queries_of(client, address)
    people = (cast.amina.pk, cast.dan.pk)
    seat_side(review, SideChoice(None, people), now=NOW)
    assert queries_of(client, address) == few
    assert few <= MOST


def test_a_table_with_two_or_six_proposals_takes_the_same_queries(cast: Cast) -> None:
    table = raised(cast)
    client = client_of(cast.brian)
    pages = [
        reverse("agreements:table", args=[table.pk]),
        reverse("agreements:detail", args=[table.agreement_id]),
        reverse("dashboards:partnership", args=[cast.malawi_partnership.pk]),
    ]
    proposed(gift(cast), table)
    proposed(cast.actor("amina"), table)
    few = [queries_of(client, page) for page in pages]
    for _round in range(2):
        proposed(gift(cast), table)
        proposed(cast.actor("amina"), table)
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= MOST
