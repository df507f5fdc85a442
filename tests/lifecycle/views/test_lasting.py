"""The register of what lasted, as people meet it."""

import pytest
import time_machine
from django.urls import reverse

from partners.models import AfterCheckReport
from tests.cast import NOW
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.lifecycle.services.test_checks import item
from tests.lifecycle.world import check, function

PAGE = reverse("lifecycle:lasting")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def shown(cast, who="dan", **asked) -> str:
    return client_of(getattr(cast, who)).get(PAGE, asked).content.decode()


def ended(cast, partnership=None, words="Leave slower", name="Clubs") -> None:
    partnership = partnership or cast.malawi_partnership
    found = check(cast, 12, partnership=partnership)
    item(found, function(cast, name), 3)
    AfterCheckReport.objects.create(
        check_of=found, differently=words, entered_at=NOW, entered_by="user:1"
    )


def test_the_measure_stands_first_in_words(cast) -> None:
    ended(cast)
    page = shown(cast)

    assert "the one ended partnership with a score mostly lasts (67 or more" in page
    assert "0 not overdue yet, 0 overdue, 0 left out or with too little known" in page
    assert "Leave slower" in page
    assert "all alike" in page


def test_the_measure_of_several_says_of_how_many(cast) -> None:
    ended(cast)
    ended(cast, more_partnerships(cast.malawi_partnership, 1)[0], name="Radio")

    assert "mostly lasts (67 or more of 100) in 2 of 2 ended" in shown(cast)


def test_of_one_partnership_it_says_what_does_not_last(cast) -> None:
    item(check(cast, 12), function(cast), 1)

    assert "a score lasts only in part or is mostly lost (below 67" in shown(cast)


def test_nothing_known_is_said_in_words(cast) -> None:
    page = shown(cast)

    assert "No score is known 12 months after the end yet." in page
    assert "Nobody has looked yet at what lasts" in page


def test_filters_stay_in_the_address_and_can_be_cleared(cast) -> None:
    ended(cast)
    assert "Nyali Trust" in shown(cast, country="MW", year="2026")

    check(cast, 6, partnership=cast.uganda_partnership, ended_on="2025-03-31")
    page = shown(cast, country="MW", year="2025")
    assert "You asked for: Malawi, 2025" in page
    assert "Clear filters" in page


@pytest.mark.parametrize("asked", [{"country": "XX"}, {"year": "last"}])
def test_a_filter_that_is_no_answer_asks_for_nothing(cast, asked) -> None:
    ended(cast)

    assert "Nyali Trust" in shown(cast, **asked)


def test_people_of_another_country_find_nothing(cast) -> None:
    ended(cast, words="Secret words")
    page = shown(cast, "chloe")

    assert "Secret words" not in page
    assert "Nyali Trust" not in page


def test_more_leads_to_the_register(cast) -> None:
    assert PAGE in client_of(cast.amina).get("/more/").content.decode()


def test_one_check_or_thirty_take_the_same_queries(cast) -> None:
    client = client_of(cast.dan)
    ended(cast)
    few = queries_of(client, PAGE)
    for number, partnership in enumerate(
        more_partnerships(cast.malawi_partnership, 30)
    ):
        ended(cast, partnership, name=f"Function {number}")

    assert queries_of(client, PAGE) == few
    assert few <= 15
    assert "Page" in client.get(PAGE, {"page": 2}).content.decode()
