"""What do the pages of a partnership cost after one year, and after ten?"""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import NOW, make_cast
from tests.dashboards.views.pages import settled
from tests.dashboards.years import live_years

READERS = ("amina", "brian", "dan", "eve", "fay")
MOST = 8
PAGES = ("", "health/")
Seen = dict[str, tuple[int, str]]


@pytest.fixture(scope="module")
def worlds(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[int, dict[str, Seen]]]:
    """Years -> page -> reader -> queries and text; each world is rolled back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=True):
        yield {years: _after(years) for years in (1, 10)}


@pytest.fixture(scope="module")
def seen(worlds: dict[int, dict[str, Seen]]) -> dict[int, Seen]:
    """Years -> reader -> number of queries and the page of the partnership."""
    return {years: pages[""] for years, pages in worlds.items()}


def _after(years: int) -> dict[str, Seen]:
    with transaction.atomic():
        cast = make_cast()
        live_years(cast, years)
        address = f"/partnerships/{cast.malawi_partnership.pk}/"
        pages = {
            page: {who: _page(getattr(cast, who), address + page) for who in READERS}
            for page in PAGES
        }
        transaction.set_rollback(True)
    return pages


def _page(person, address: str) -> tuple[int, str]:
    client = settled(person)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), answer.content.decode()


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("page", PAGES)
def test_ten_years_take_as_many_queries_as_one_and_eight_at_most(
    worlds, page, who
) -> None:
    assert worlds[10][page][who][0] == worlds[1][page][who][0] <= MOST


def test_of_forty_one_reviews_the_newest_twenty_are_shown(worlds) -> None:
    page = worlds[10]["health/"]["amina"][1]
    assert "The newest 20 of 41 completed full reviews are shown." in page
    assert page.count('<circle class="chart-foundation"') == 20
    assert "are shown." not in worlds[1]["health/"]["amina"][1]


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("years", [1, 10])
def test_every_part_of_the_page_has_something_to_show(seen, who, years) -> None:
    page = seen[years][who][1]
    for words in (
        "Review open",
        "Change of an agreement open",
        "Both</th>",
        f"Promise F1 of year {years}",
        f"Promise P1 of year {years}",
        "Agreed on 20",
        "Let us talk",
        f"Version {years},",
        f"Function {years}",
        "Growing stronger",
        "It goes on",
        "Valid until",
        "Short pulse",
        f"user {years}.pdf",
        "Taken back on",
        "timeline-title",
        "Gift",
    ):
        assert words in page, words
    assert "Nothing" not in page


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "fay"])
def test_who_may_see_mails_sees_the_newest_five(seen, who) -> None:
    page = seen[10][who][1]
    assert [number for number in range(1, 11) if f">Mail {number}<" in page] == [
        *range(6, 11)
    ]


def test_the_neutral_helper_sees_no_mail(seen) -> None:
    assert "Mail 10" not in seen[10]["eve"][1]


def test_all_ten_years_are_on_the_page(seen) -> None:
    page = seen[10]["amina"][1]
    assert "10 versions kept" in page
    assert "user 1.pdf" in page
    assert "Function 1<" in page
    assert "All reviews of this partnership" in page
    assert "1 version kept" in seen[1]["amina"][1]
