"""Somebody types in a partner that is there already, perhaps."""

import pytest
from django.test import Client
from django.urls import reverse

from partners.models import Partner
from tests.cast import Cast
from tests.dashboards.views.pages import client_of

TYPED = {
    "name": "Trust of Nyali",
    "kind": "LOCAL_NGO",
    "country": "MW",
    "about": "Children learn to read",
}


@pytest.fixture
def amina(cast: Cast) -> Client:
    return client_of(cast.amina)


def test_the_page_shows_who_looks_the_same_and_keeps_what_was_typed(
    cast: Cast, amina: Client
) -> None:
    page = amina.post(reverse("partners:new"), TYPED).content.decode()

    assert "Looks like these" in page
    assert f'href="{reverse("partners:detail", args=[cast.nyali.pk])}"' in page
    assert "the same or nearly the same name" in page
    assert 'value="Trust of Nyali"' in page
    assert "Children learn to read" in page
    assert 'href="#id_is_different"' in page
    assert 'id="id_is_different"' in page
    assert not Partner.objects.filter(name="Trust of Nyali").exists()


def test_one_press_says_that_it_is_another_organisation(
    cast: Cast, amina: Client
) -> None:
    answer = amina.post(reverse("partners:new"), {**TYPED, "is_different": "on"})

    partner = Partner.objects.get(name="Trust of Nyali")
    assert answer.status_code == 302
    assert partner.about == "Children learn to read"


def test_enter_asks_once_more_instead_of_saving(cast: Cast, amina: Client) -> None:
    page = amina.post(reverse("partners:new"), TYPED).content.decode()

    form = page[page.index('class="measure"') :]
    first = form.index('type="submit"')
    assert first < form.index('name="is_different"')


def test_nothing_is_asked_while_something_else_is_missing(
    cast: Cast, amina: Client
) -> None:
    page = amina.post(reverse("partners:new"), {**TYPED, "kind": ""}).content.decode()

    assert "Looks like these" not in page
    assert "Choose what kind of organisation it is" in page


def test_a_changed_name_is_asked_about_too(cast: Cast, amina: Client) -> None:
    other = Partner.objects.create(name="Else", kind="OTHER", country=cast.malawi)
    url = reverse("partners:edit", args=[other.pk])

    asked = amina.post(url, {"name": "Nyali Trusts", "kind": "OTHER"})
    saved = amina.post(
        url, {"name": "Nyali Trusts", "kind": "OTHER", "is_different": "on"}
    )

    assert "Looks like these" in asked.content.decode()
    assert saved.status_code == 302


def test_partners_of_other_countries_are_not_told(cast: Cast, amina: Client) -> None:
    answer = amina.post(reverse("partners:new"), {**TYPED, "name": "Kasanyi"})

    assert answer.status_code == 302
