"""The page "Look closer" of a country: one row is read, nothing is computed."""

import pytest

from eclt_partners.dashboards.services import snapshots
from tests.dashboards.views.pages import (
    client_of,
    more_partnerships,
    queries_of,
    settled,
)

ADDRESS = "/countries/MW/closer/"


@pytest.fixture
def built(cast, now):
    snapshots.build_snapshot(cast.malawi, now=now)
    return cast


def test_the_page_of_the_country_leads_to_it_and_it_back(built):
    client = client_of(built.amina)
    assert f'href="{ADDRESS}"' in client.get("/countries/MW/").content.decode()
    page = client.get(ADDRESS).content.decode()
    assert 'href="/countries/MW/"' in page
    assert "This shows a link, not a cause." in page


def test_it_takes_four_queries_however_many_partnerships_there_are(cast, now):
    more_partnerships(cast.malawi_partnership, 12)
    snapshots.build_snapshot(cast.malawi, now=now)
    assert queries_of(client_of(cast.amina), ADDRESS) == 4


def test_the_second_look_is_answered_without_a_body(built):
    client = settled(built.amina)
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["ETag"] != client.get("/countries/MW/")["ETag"]


@pytest.mark.parametrize("name", ["chloe", "eve", "ada", "sam"])
def test_a_stranger_gets_the_answer_of_a_missing_country(built, name):
    client = client_of(getattr(built, name))
    closed, missing = client.get(ADDRESS), client.get("/countries/QQ/closer/")
    assert closed.status_code == missing.status_code == 404


def test_a_page_that_is_not_built_says_so(cast):
    page = client_of(cast.amina).get(ADDRESS).content.decode()
    assert "This page is not built yet" in page
