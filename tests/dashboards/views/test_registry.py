"""The list of partners: who stands in it, and what it says of them."""

import pytest
from django.urls import reverse

from partners.choices import PartnerKind
from partners.models import Contact, Partner
from tests.dashboards.views.pages import client_of


def _open(who, query=None):
    response = client_of(who).get(reverse("dashboards:partners"), query or {})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_registry_names_no_partner_of_another_country(cast):
    page = _open(cast.amina)

    assert "Nyali Trust" in page
    assert "Kasanyi" not in page


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
