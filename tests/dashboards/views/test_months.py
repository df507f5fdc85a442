"""The pages of kept months: one stored row, and friendly where nothing is stored."""

from datetime import date

import pytest

from eclt_partners.dashboards.services import snapshots
from tests.dashboards.months import keep_month
from tests.dashboards.rules.test_since import a_mark
from tests.dashboards.views.pages import (
    client_of,
    more_partnerships,
    queries_of,
    settled,
)

SEPTEMBER = "/countries/MW/2026-09/"


@pytest.fixture
def kept(cast):
    keep_month(cast.malawi, date(2026, 9, 30))
    return cast


def _page(person, address, **extra):
    return client_of(person).get(address, **extra).content.decode()


def test_a_kept_month_shows_its_words_and_says_of_which_day_they_are(kept):
    page = _page(kept.amina, SEPTEMBER)
    assert "MW as it was on 2026-09-30, in en-gb" in page
    assert "As of 30 Sep 2026" in page
    assert "Go to today" in page
    assert 'href="/countries/MW/2026-09/changes/"' in page


def test_a_month_without_its_last_day_says_so(cast):
    keep_month(cast.malawi, date(2026, 9, 12))
    page = _page(cast.amina, SEPTEMBER)
    assert "As of 12 Sep 2026" in page
    assert "These are the last figures of September 2026" in page


def test_a_kept_month_comes_in_the_readers_language(kept):
    client = client_of(kept.amina)
    client.cookies["language"] = "fr"
    page = client.get(SEPTEMBER).content.decode()
    assert "MW as it was on 2026-09-30, in fr" in page


def test_the_second_look_is_answered_without_a_body(kept):
    client = settled(kept.amina)
    first = client.get(SEPTEMBER)
    again = client.get(SEPTEMBER, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"


def test_a_kept_month_takes_four_queries_whatever_is_in_the_country(kept, now):
    client = client_of(kept.amina)
    few = queries_of(client, SEPTEMBER)
    more_partnerships(kept.malawi_partnership, 5)
    for month in (6, 7, 8):
        keep_month(kept.malawi, date(2026, month, 30))
    assert queries_of(client, SEPTEMBER) == few == 4


def test_the_list_and_the_changes_take_a_constant_number_of_queries(kept, now):
    client = client_of(kept.amina)
    snapshots.refresh_dashboards(now=now)
    addresses = ("/countries/MW/months/", f"{SEPTEMBER}changes/")
    few = [queries_of(client, address) for address in addresses]
    more_partnerships(kept.malawi_partnership, 5)
    snapshots.rebuild_all(now=now)
    keep_month(kept.malawi, date(2026, 8, 31))
    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) <= 8


def test_a_month_that_is_not_kept_says_since_when_months_are(kept):
    answer = client_of(kept.amina).get("/countries/MW/2026-08/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "August 2026 is not kept" in page
    assert "Months of this country have been kept since September 2026" in page


def test_a_missing_month_leads_to_the_last_one_before_it(kept):
    page = _page(kept.amina, "/countries/MW/2026-10/")
    assert "The last figures before it, as of 30 Sep 2026" in page
    assert f'href="{SEPTEMBER}"' in page


def test_a_month_to_come_is_not_over(kept):
    page = _page(kept.amina, "/countries/MW/2999-01/")
    assert "January 2999 is not over yet" in page


@pytest.mark.parametrize("month", ["2026-13", "2026-0", "26-09", "2026-09-30"])
def test_what_is_no_month_is_no_page(kept, month):
    assert client_of(kept.amina).get(f"/countries/MW/{month}/").status_code == 404


@pytest.mark.parametrize("page", ["", "changes/"])
def test_months_of_another_country_do_not_exist_for_a_stranger(kept, page):
    client = client_of(kept.chloe)
    for address in (SEPTEMBER, "/countries/MW/2026-08/"):
        answer = client.get(f"{address}{page}")
        assert answer.status_code == 404
        assert "2026" not in answer.content.decode()


def test_the_list_names_every_month_with_its_day(kept):
    keep_month(kept.malawi, date(2026, 8, 12))
    page = _page(kept.amina, "/countries/MW/months/")
    assert page.index("September 2026") < page.index("August 2026")
    assert "12 Aug 2026" in page
    assert "the last figures of that month" in page


def test_an_empty_list_says_when_the_first_month_is_kept(cast):
    assert "No month is kept yet" in _page(cast.amina, "/countries/MW/months/")


def test_everything_that_changed_since_is_listed(cast, now):
    before = a_mark(id=999, code="MW-99", name="Left")
    keep_month(cast.malawi, date(2026, 9, 30), [before])
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina, f"{SEPTEMBER}changes/")
    assert "2 partnerships changed since 30 Sep 2026" in page
    assert "A new partnership: “Working together”" in page
    assert "It is not in this country any more" in page


def test_a_long_list_of_changes_has_pages(cast, now):
    keep_month(cast.malawi, date(2026, 9, 30), [])
    more_partnerships(cast.malawi_partnership, 55)
    snapshots.refresh_dashboards(now=now)
    client = client_of(cast.amina)
    first = client.get(f"{SEPTEMBER}changes/").content.decode()
    second = client.get(f"{SEPTEMBER}changes/?page=2").content.decode()
    assert first.count("A new partnership") == 50
    assert second.count("A new partnership") == 6


def test_a_month_that_cannot_be_compared_says_so(cast, now):
    keep_month(cast.malawi, date(2026, 9, 30), None)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina, f"{SEPTEMBER}changes/")
    assert "Nothing can be compared with 30 Sep 2026" in page
