"""The lists behind the numbers of a country's page."""

import re
from datetime import timedelta

import pytest

from eclt_partners.dashboards.rules.lists import LISTS
from eclt_partners.dashboards.services import snapshots
from partners.choices import Stage
from reviews.choices import ReviewState
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.reviews.factories import make_review

ADDRESS = "/countries/MW/list/"


@pytest.fixture
def built(cast, now):
    """One partnership that was reviewed, two that were not, one that ended."""
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    *_, ended = more_partnerships(cast.malawi_partnership, 3)
    ended.stage, ended.name = Stage.CONCLUDED, "Ended Trust"
    ended.save(update_fields=["stage", "name"])
    snapshots.build_snapshot(cast.malawi, now=now)
    return cast


def _page(cast, query):
    response = client_of(cast.amina).get(f"{ADDRESS}?{query}")
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _codes(page):
    return re.findall(r'<span class="soft nowrap">(MW-\d+)</span>', page)


@pytest.mark.parametrize("show", LISTS)
def test_every_list_opens(built, show):
    page = _page(built, f"show={show}")
    assert page.count("<h1>") == 1
    assert "There is a problem" not in page


def test_a_tile_leads_to_its_partnerships_with_the_rule_that_fired(built):
    page = _page(built, "show=red")
    assert _codes(page)[0] == "MW-01"
    assert "MW-52" not in _codes(page)
    assert "one side answers 2 or lower on average" in page


def test_a_dimension_lists_all_by_code_with_both_means(built):
    page = _page(built, "show=D2")
    assert _codes(page) == ["MW-01", "MW-50", "MW-51"]
    first = page.partition("<tbody>")[2].partition("</tr>")[0]
    assert re.findall(r">(\d\.\d)<", first) == ["4.0", "2.0", "3.0"]
    assert "/result/" in page
    assert "No review yet" in page


def test_a_period_leaves_the_partnership_and_not_its_older_review(cast, now):
    make_review(
        cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now - timedelta(400)
    )
    snapshots.build_snapshot(cast.malawi, now=now)
    page = _page(cast, "show=D2&period=12")
    assert _codes(page) == ["MW-01"]
    assert "No review in this period" in page
    assert _codes(_page(cast, "show=gaps&period=12")) == []
    assert _codes(_page(cast, "show=gaps&period=24")) == ["MW-01"]


def test_filters_stay_and_the_way_back_keeps_them(built):
    page = _page(built, "show=others&stage=CONCLUDED")
    assert _codes(page) == ["MW-52"]
    assert 'href="/countries/MW/?stage=CONCLUDED#others"' in page
    assert 'href="/countries/MW/list/?show=others"' in page
    assert _codes(_page(built, "show=others&stage=ACTIVE")) == []


def test_wrong_values_are_named_and_all_partnerships_are_there(built):
    page = _page(built, "show=nothing&stage=SLEEPING")
    assert "There is no such list. You see all partnerships." in page
    assert "Choose stage from the list" in page
    assert len(_codes(page)) == 4


def test_25_stand_on_a_page_and_the_next_page_keeps_the_filters(built, now):
    more_partnerships(built.malawi_partnership, 26, first=60)
    snapshots.rebuild_all(now=now + timedelta(minutes=1))
    first = _page(built, "show=running&stage=ACTIVE")
    assert len(_codes(first)) == 25
    assert "29 partnerships" in first
    assert 'href="?stage=ACTIVE&amp;show=running&amp;page=2"' in first
    assert len(_codes(_page(built, "stage=ACTIVE&show=running&page=2"))) == 4


@pytest.mark.parametrize("query", ["show=red", "show=D2&stage=ACTIVE&kind=LOCAL_NGO"])
def test_a_list_takes_the_same_queries_for_few_and_for_many(built, now, query):
    """Session, person with roles, country, dashboard, how many, and the lines."""
    client = client_of(built.amina)
    few = queries_of(client, f"{ADDRESS}?{query}")
    more_partnerships(built.malawi_partnership, 20, first=60)
    snapshots.rebuild_all(now=now + timedelta(minutes=1))
    assert queries_of(client, f"{ADDRESS}?{query}") == few == 6


def test_a_country_without_a_dashboard_says_so(cast):
    assert "This dashboard is not built yet" in _page(cast, "show=red")


def test_the_numbers_of_the_page_lead_to_their_lists(built):
    page = client_of(built.amina).get("/countries/MW/").content.decode()
    for show in ("red", "D2", "gaps"):
        assert f"/countries/MW/list/?show={show}" in page
    assert re.search(r'/reviews/\d+/result/#D2"', page)


def test_with_filters_they_lead_to_lists_with_the_same_filters(built):
    page = client_of(built.amina).get("/countries/MW/?stage=ACTIVE").content.decode()
    links = re.findall(r'"(/countries/MW/list/\?[^"]*)"', page)
    assert links
    assert all("stage=ACTIVE&amp;show=" in link for link in links)


def test_each_tile_counts_what_its_list_holds(built):
    page = client_of(built.amina).get("/countries/MW/").content.decode()
    tiles = re.findall(r'show=(\w+)"><span class="tile-count">(\d+)<', page)
    assert tiles
    for show, count in tiles:
        assert len(_codes(_page(built, f"show={show}"))) == int(count)
