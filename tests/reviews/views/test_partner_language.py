"""Does a page for people of partners say the language it speaks?"""

import re

import pytest
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import links
from tests.reviews.views.test_moves import body, url

PORTUGUESE = {"HTTP_ACCEPT_LANGUAGE": "pt-BR,pt;q=0.9"}


def spoken(answer) -> set[str]:
    """What the page, and the words that come with it, name as its language."""
    return {
        answer["Content-Language"],
        *re.findall('<html lang="([^"]+)"', body(answer)),
    }


@pytest.mark.parametrize("purpose", [LinkPurpose.REVIEW, LinkPurpose.HOME])
def test_the_page_behind_a_link_speaks_as_the_invitation_whatever_the_browser_does(
    client, cast, review, link_for, purpose
) -> None:
    token = links.token_of(link_for(cast.gift, review, purpose))
    landing = client.get(f"/r/{token}/", **PORTUGUESE)
    assert spoken(landing) == {"en-gb"}
    not_me = client.get(f"/r/{token}/not-me/", **PORTUGUESE)
    assert spoken(not_me) == {"en-gb"}


def test_so_does_every_page_after_it(cast, review, link_for, enter) -> None:
    client = enter(link_for(cast.gift, review))
    assert spoken(client.get(url("partner_hub", review), **PORTUGUESE)) == {"en-gb"}


def test_a_link_that_does_not_hold_speaks_as_the_browser_does(client, db) -> None:
    assert spoken(client.get("/r/unknown/", **PORTUGUESE)) == {"pt"}


def test_a_missing_page_speaks_as_the_browser_does(cast, review, link_for, enter):
    client = enter(link_for(cast.gift, review))
    page = client.get(reverse("reviews:partner_hub", args=[0]), **PORTUGUESE)
    assert spoken(page) == {"pt"}
