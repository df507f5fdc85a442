"""All countries that somebody may see, by name, and some of them side by side."""

import pytest

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.services import snapshots
from reviews.choices import ReviewState
from tests.dashboards.views.pages import client_of, queries_of
from tests.reviews.factories import make_review

COMPARE = "/countries/compare/"


def _page(person, address="/countries/"):
    return client_of(person).get(address).content.decode()


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


def test_few_partnerships_are_listed_and_not_averaged(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.dan)
    assert '<span class="visually-hidden">MW-01: </span>3.0' in page
    assert "below that each one." in page


def test_five_partnerships_have_a_median_with_their_number(cast, now):
    summary = {"count": 5, "middle": "3.5", "listed": []}
    snapshots.refresh_dashboards(now=now)
    for snapshot in CountrySnapshot.objects.all():
        snapshot.summary["overview"]["lowest"] = summary
        snapshot.save()
    assert '3.5 <span class="soft nowrap">of 5</span>' in _page(cast.dan)


def test_a_review_with_one_silent_side_is_said_beside_the_others(cast, now):
    review = make_review(cast, state=ReviewState.COMPLETED, partner=None, now=now)
    snapshots.refresh_dashboards(now=now + (review.completed_on - now.date()))
    page = _page(cast.dan)
    assert "0 of 1" in page
    assert "one side only: 1" in page


def test_a_summary_of_an_older_shape_is_not_shown(cast, now):
    snapshots.refresh_dashboards(now=now)
    CountrySnapshot.objects.update(summary={})
    assert "Not built yet" in _page(cast.dan)


def test_somebody_without_a_country_is_told_who_can_help(cast):
    assert "An administrator can give you a role in a country." in _page(cast.ada)


def test_a_director_reads_one_sentence_and_the_most_urgent_of_all_countries(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.dan)
    assert "2 of 2 partnerships in 2 countries need attention." in page
    assert "Most urgent" in page
    assert "Open the partnership" in page
    assert page.index("Nyali Trust") < page.index("Kasanyi")


def test_an_auditor_reads_it_too_without_buttons_to_act(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.fay)
    assert "Most urgent" in page
    assert "Open the partnership" not in page


def test_countries_that_nobody_manages_are_named_to_who_sees_all(cast, now):
    assert "Nobody manages these countries:</strong> Uganda." in _page(cast.dan)
    assert "Nobody manages" not in _page(cast.chloe)


def test_a_manager_of_one_country_gets_neither_a_map_nor_boxes(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.brian)
    assert 'class="map"' not in page
    assert "checkbox" not in page
    assert "The partnership in Malawi needs attention." in page


def test_the_map_leads_to_the_countries_and_says_what_the_table_says(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.dan)
    said = "MW, Malawi: 1 partnership, 1 needs attention"
    assert f'<a href="/countries/MW/" aria-label="{said}">' in page
    assert "no opinion about them" in page


def test_two_ticked_countries_stand_side_by_side_by_name(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.dan, f"{COMPARE}?c=UG&c=MW&c=MW")
    assert "<h1>Compare countries</h1>" in page
    assert page.index(">Malawi</a></th>") < page.index(">Uganda</a></th>")
    assert "Trust and respect: one side answers 2 or lower on average." in page
    assert "Talk within 14 days" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Tick two to four countries, then press Compare."),
        ("?c=MW", "Tick two to four countries, then press Compare."),
        ("?c=MW&c=XX&c=..", "Tick two to four countries, then press Compare."),
    ],
)
def test_too_few_ticks_are_kept_and_explained(cast, query, said):
    page = _page(cast.dan, COMPARE + query)
    assert said in page
    assert page.count(" checked>") == query.count("MW")


def test_too_many_ticks_are_kept_and_explained(cast):
    for code in ("KE", "TZ", "ZM"):
        Country.objects.create(
            code=code, time_zone="UTC", default_language="en-gb", currency="USD"
        )
    page = _page(cast.dan, f"{COMPARE}?c=MW&c=UG&c=KE&c=TZ&c=ZM")
    assert "You ticked 5 countries. Keep two to four" in page
    assert page.count(" checked>") == 5


def test_a_country_of_others_cannot_be_compared(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina, f"{COMPARE}?c=MW&c=UG")
    assert "Uganda" not in page
    assert "Tick two to four countries" in page


def test_a_country_that_is_not_built_is_compared_without_figures(cast):
    assert "Not built yet" in _page(cast.dan, f"{COMPARE}?c=MW&c=UG")


@pytest.mark.parametrize("address", ["/countries/", f"{COMPARE}?c=MW&c=UG"])
def test_the_pages_take_three_queries(cast, now, address):
    """Session, person with roles, and the countries with their summaries."""
    snapshots.refresh_dashboards(now=now)
    assert queries_of(client_of(cast.dan), address) == 3


def test_a_country_without_a_running_partnership_is_not_said_to_do_well(cast, now):
    Country.objects.create(
        code="KE", time_zone="UTC", default_language="en-gb", currency="USD"
    )
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.dan, f"{COMPARE}?c=MW&c=KE")
    assert "There is no running partnership in Kenya." in page


def test_a_manager_of_two_countries_compares_them(cast, now):
    RoleAssignment.objects.create(
        user=cast.brian, role=Role.MANAGER, country=cast.uganda
    )
    snapshots.refresh_dashboards(now=now)
    assert "<h1>Compare countries</h1>" in _page(cast.brian, f"{COMPARE}?c=MW&c=UG")
