"""All countries that somebody may see, by name."""

from eclt_partners.dashboards.services import snapshots
from tests.dashboards.views.pages import client_of


def _page(person):
    return client_of(person).get("/countries/").content.decode()


def test_a_director_sees_all_countries_by_name(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.dan)
    assert page.index("Malawi") < page.index("Uganda")


def test_an_officer_sees_the_own_country_only(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina)
    assert "Malawi" in page
    assert "Uganda" not in page


def test_a_country_that_is_not_built_says_so(cast):
    assert "Not built yet" in _page(cast.amina)


def test_few_partnerships_have_no_mean(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.dan)
    assert "Mean difference" not in page
    assert "Means are shown from 5 partnerships on." in page


def test_somebody_without_a_country_is_told_who_can_help(cast):
    assert "An administrator can give you a role in a country." in _page(cast.ada)
