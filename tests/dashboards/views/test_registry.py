"""The list of partners: who stands in it, and what it says of them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from eclt_partners.accounts import tries
from eclt_partners.accounts.rules.limits import Limit
from eclt_partners.dashboards.models import SavedView
from eclt_partners.dashboards.services import snapshots
from partners.choices import PartnerKind, Stage
from partners.models import Contact, Partner
from reviews.choices import ReviewState
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.reviews.factories import make_review

SEARCH = "/partners/?q=Nyali&kind=LOCAL_NGO"


def _open(who, query=None):
    response = client_of(who).get(reverse("dashboards:partners"), query or {})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_registry_names_no_partner_of_another_country(cast):
    page = _open(cast.amina)

    assert "Nyali Trust" in page
    assert "Kasanyi" not in page


def test_the_country_that_was_chosen_stays_chosen_on_other_lists(cast):
    reader = client_of(cast.dan)
    more = reader.get("/more/", {"country": "MW"}).content.decode()

    assert 'href="/more/?country=MW"' in _open(cast.dan, {"country": "MW"})
    for name in ("dashboards:year", "agreements:list", "lifecycle:lasting"):
        assert f'href="{reverse(name)}?country=MW"' in more
    assert f'href="{reverse("dashboards:files")}"' in more


def test_the_registry_says_what_a_partner_is_when_there_is_none(cast):
    cast.malawi_partnership.parties.all().delete()
    Contact.objects.filter(partner=cast.nyali).delete()
    cast.nyali.delete()

    page = _open(cast.amina)

    assert "No partners yet" in page


def test_the_registry_says_when_nothing_matches(cast):
    page = _open(cast.amina, {"q": "zzzz"})

    assert "No partners match" in page
    assert "zzzz" in page


@pytest.mark.parametrize(
    "page", ["dashboards:partners", "agreements:list", "accounts:people"]
)
def test_who_searches_again_and_again_is_told_to_wait(cast, monkeypatch, page):
    monkeypatch.setattr(tries, "SEARCHES", Limit("search", 2))
    client, address = client_of(cast.ada), reverse(page)

    asked = [client.get(address, {"q": "ny"}).status_code for _ in range(3)]

    assert asked == [200, 200, 429]
    assert client.get(address).status_code == 200


def test_the_registry_says_who_can_open_it(cast):
    page = _open(cast.ada)

    assert "not open to your role" in page


def test_the_registry_keeps_the_filters_over_the_pages(cast):
    for number in range(30):
        Partner.objects.create(
            name=f"Union {number:02}",
            kind=PartnerKind.TRADE_UNION,
            country=cast.malawi,
        )

    page = _open(cast.amina, {"kind": "TRADE_UNION", "page": "2"})

    assert "Union 29" in page
    assert "?kind=TRADE_UNION&amp;page=1" in page


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "1e9"])
def test_any_page_number_is_answered(cast, number):
    assert "Nyali Trust" in _open(cast.amina, {"page": number})


def _words(page, code):
    """What the list says of one partnership."""
    found = re.search(rf"<p><a [^>]*>{code}<.*?</li>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split())


def test_a_partnership_stands_with_its_health_and_its_lowest_dimension(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)

    said = _words(_open(cast.amina), "MW-01")

    assert "Talk within 14 days" in said
    assert "Lowest: Trust and respect, 3.0 of 5" in said


def test_a_partnership_stands_with_its_next_review(cast, now):
    make_review(cast, state=ReviewState.SCHEDULED, due_on=date(2050, 12, 24))
    snapshots.refresh_dashboards(now=now)

    said = _words(_open(cast.amina), "MW-01")

    assert "Next review 24 Dec 2050 (in " in said
    assert "Lowest" not in said


def test_an_ended_partnership_stands_with_its_stage_alone(cast, now):
    cast.malawi_partnership.stage = Stage.CONCLUDED
    cast.malawi_partnership.save(update_fields=["stage"])
    snapshots.refresh_dashboards(now=now)

    said = _words(_open(cast.amina), "MW-01")

    assert said == "MW-01 Nyali Trust Ended well"


def test_a_partnership_is_listed_before_its_first_dashboard_is_built(cast):
    assert "Working together" in _words(_open(cast.amina), "MW-01")


def test_of_many_partnerships_five_are_listed_and_the_page_of_the_partner_has_all(
    cast, now
):
    ended = cast.malawi_partnership
    ended.stage = Stage.CONCLUDED
    running = more_partnerships(ended, 5)
    type(ended).objects.filter(pk__in=[each.pk for each in running]).update(
        stage=Stage.ACTIVE
    )
    ended.save(update_fields=["stage"])
    snapshots.refresh_dashboards(now=now)

    page = _open(cast.amina)

    codes = re.findall(r"<p><a [^>]*>(MW-\d+)<", page)
    assert codes == [each.code for each in running]
    link = f'<a href="{reverse("partners:detail", args=[cast.nyali.pk])}">All 6 '
    assert link in page


def test_what_one_side_said_alone_stays_off_the_list(cast, now):
    make_review(cast, foundation={"D2": 1}, partner=None, now=now)
    snapshots.refresh_dashboards(now=now)

    assert "Lowest" not in _words(_open(cast.amina), "MW-01")


def test_the_list_takes_the_same_queries_for_any_number_of_partnerships(cast, now):
    address = reverse("dashboards:partners")
    snapshots.refresh_dashboards(now=now)
    few = queries_of(client_of(cast.amina), address)
    more_partnerships(cast.malawi_partnership, 20)
    snapshots.refresh_dashboards(now=now)

    assert queries_of(client_of(cast.amina), address) == few


def _saved_search(cast, name="Trusts"):
    client = client_of(cast.amina)
    new = f"/partners/views/new/?{SEARCH.partition('?')[2]}"
    assert client.post(new, {"name": name})["Location"] == SEARCH
    return client, SavedView.objects.get(name=name)


def test_a_search_leads_to_saving_it(cast):
    page = _open(cast.amina, {"q": "Nyali", "kind": "LOCAL_NGO", "page": "1"})
    assert 'href="/partners/views/new/?q=Nyali&amp;kind=LOCAL_NGO"' in page


def test_nothing_is_saved_before_something_is_looked_for(cast):
    assert "/partners/views/new/" not in _open(cast.amina)
    answer = client_of(cast.amina).post("/partners/views/new/", {"name": "All"})
    assert "Choose at least one filter" in answer.content.decode()


def test_the_list_links_the_own_views_and_marks_the_open_one(cast):
    client, view = _saved_search(cast)
    address = SEARCH.replace("&", "&amp;")
    assert (
        f'<a href="{address}">Trusts</a>' in client.get("/partners/").content.decode()
    )
    opened = client.get(SEARCH).content.decode()
    assert f'<a href="{address}" aria-current="page">Trusts</a>' in opened
    assert f'href="/partners/views/{view.pk}/"' in opened
    assert "Trusts" not in _open(cast.brian)


def test_a_saved_search_is_renamed_and_deleted(cast):
    client, view = _saved_search(cast)
    page = f"/partners/views/{view.pk}/"
    assert "Nyali, Local NGO" in client.get(page).content.decode()
    assert client.post(page, {"name": "NGOs"})["Location"] == SEARCH
    said = client.get(f"{page}delete/").content.decode()
    assert "Delete the view NGOs?" in said
    assert "from the list of partners" in said
    assert client.post(f"{page}delete/")["Location"] == "/partners/"
    assert not SavedView.objects.exists()


def test_a_view_of_a_country_is_not_found_among_those_of_partners(cast):
    client, view = _saved_search(cast)
    assert client.get(f"/countries/MW/views/{view.pk}/").status_code == 404
