"""The set-up pages: people, roles, countries."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.models import User
from eclt_partners.countries.models import Country
from eclt_partners.notifications.models import Outgoing

PERSON = {
    "name": "Hana",
    "email": "hana@example.org",
    "language": "pt",
    "time_zone": "Africa/Maputo",
    "in_officer": ["MW"],
}
COUNTRY = {
    "time_zone": "Asia/Dhaka",
    "weekend": "56",
    "default_language": "en-gb",
    "currency": "BDT",
}


def sign_in(cast, who: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def pages(cast) -> list[str]:
    return [
        reverse("accounts:setup"),
        reverse("accounts:people"),
        reverse("accounts:person_new"),
        reverse("accounts:person", args=[cast.amina.pk]),
        reverse("accounts:countries"),
        reverse("accounts:country_new"),
        reverse("accounts:country", args=["MW"]),
        reverse("accounts:days_off", args=["MW"]),
    ]


@pytest.mark.parametrize("number", range(8))
def test_an_administrator_opens_every_page(cast, number) -> None:
    assert sign_in(cast, "ada").get(pages(cast)[number]).status_code == 200


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay", "sam"])
def test_others_open_none(cast, who, number) -> None:
    assert sign_in(cast, who).get(pages(cast)[number]).status_code == 403


def test_others_cannot_ask_who_has_an_account(cast) -> None:
    client = sign_in(cast, "amina")
    there = client.get(reverse("accounts:person", args=[cast.dan.pk]))
    nobody = client.get(reverse("accounts:person", args=[999999]))

    assert there.status_code == nobody.status_code == 403
    assert there.content == nobody.content


def test_a_new_person_gets_a_mail_in_the_own_language(cast, settings) -> None:
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"

    answer = sign_in(cast, "ada").post(reverse("accounts:person_new"), PERSON)

    mail = Outgoing.objects.get()
    assert answer.url == reverse("accounts:people")
    assert (mail.to_address, mail.language) == ("hana@example.org", "pt")
    assert "/account/password/reset/key/" in mail.facts["text"]


def test_the_link_of_the_welcome_mail_sets_a_password(cast, settings) -> None:
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"
    sign_in(cast, "ada").post(reverse("accounts:person_new"), PERSON)
    text = Outgoing.objects.get().facts["text"]
    link = next(word for word in text.split() if "/reset/key/" in word)
    path = link.removeprefix(settings.SITE_URL)

    client = Client()
    page = client.get(path, follow=True).request["PATH_INFO"]
    client.post(
        page, {"password1": "three green goats", "password2": "three green goats"}
    )

    assert User.objects.get(name="Hana").check_password("three green goats")


@pytest.mark.parametrize("email", ["amina@example.org", "Amina@example.org"])
def test_a_taken_address_is_told_and_nothing_is_mailed(cast, settings, email) -> None:
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"

    answer = sign_in(cast, "ada").post(
        reverse("accounts:person_new"), {**PERSON, "email": email}
    )

    link = '<a href="#id_email">There is an account with this address</a>'
    assert link in answer.content.decode()
    assert not Outgoing.objects.exists()


def test_a_person_is_switched_off(cast) -> None:
    victim = sign_in(cast, "amina")

    sign_in(cast, "ada").post(
        reverse("accounts:person", args=[cast.amina.pk]),
        {"name": "Amina", "language": "en-gb", "time_zone": "UTC"},
    )

    assert not User.objects.get(pk=cast.amina.pk).is_active
    assert victim.get("/account/settings/").status_code == 302


def test_the_link_is_mailed_again_by_a_press_only(cast, settings) -> None:
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"
    client, url = (
        sign_in(cast, "ada"),
        reverse("accounts:person_link", args=[cast.amina.pk]),
    )

    assert client.get(url).status_code == 405
    client.post(url)
    assert Outgoing.objects.get().to_address == "amina@example.org"


def test_who_has_a_password_does_not_read_that_the_account_is_new(
    cast, settings
) -> None:
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"
    url = reverse("accounts:person_link", args=[cast.amina.pk])
    cast.amina.set_unusable_password()
    cast.amina.save()
    sign_in(cast, "ada").post(url)
    cast.amina.set_password("three green goats")
    cast.amina.save()

    sign_in(cast, "ada").post(url)

    welcome, link = Outgoing.objects.order_by("pk")
    assert "You have an account now" in welcome.facts["text"]
    assert "You have an account now" not in link.facts["text"]
    assert "An administrator sends you a link" in link.facts["text"]


def test_others_mail_no_links(cast) -> None:
    url = reverse("accounts:person_link", args=[cast.amina.pk])

    assert sign_in(cast, "dan").post(url).status_code == 403


def test_people_are_searched(cast) -> None:
    page = sign_in(cast, "ada").get(reverse("accounts:people"), {"q": "brian"})

    assert "brian<wbr>@example.org" in page.content.decode()
    assert "amina<wbr>@example.org" not in page.content.decode()


def test_people_are_found_without_accents(cast) -> None:
    User.objects.filter(pk=cast.brian.pk).update(name="João")

    page = sign_in(cast, "ada").get(reverse("accounts:people"), {"q": "joao"})

    assert "brian<wbr>@example.org" in page.content.decode()


def test_a_sign_that_no_text_can_hold_is_left_out_of_a_search(cast) -> None:
    page = sign_in(cast, "ada").get(reverse("accounts:people"), {"q": "bri\0an"})

    assert "brian<wbr>@example.org" in page.content.decode()


def test_nobody_found_is_told(cast) -> None:
    page = sign_in(cast, "ada").get(reverse("accounts:people"), {"q": "zzz"})

    assert "Nobody matches “zzz”" in page.content.decode()


def test_a_country_is_added(cast) -> None:
    answer = sign_in(cast, "ada").post(
        reverse("accounts:country_new"), {**COUNTRY, "code": "BD"}
    )

    assert answer.url == reverse("accounts:countries")
    assert Country.objects.get(pk="BD").weekend == "56"


def test_a_country_is_changed(cast) -> None:
    sign_in(cast, "ada").post(
        reverse("accounts:country", args=["MW"]), {**COUNTRY, "is_active": "on"}
    )

    assert Country.objects.get(pk="MW").currency == "BDT"


def test_the_months_of_the_main_harvest_are_ticked_and_kept(cast) -> None:
    client, url = sign_in(cast, "ada"), reverse("accounts:country", args=["MW"])

    client.post(url, {**COUNTRY, "is_active": "on", "harvest_months": ["4", "5"]})

    assert Country.objects.get(pk="MW").harvest_months == [4, 5]
    page = client.get(url).content.decode()
    assert re.findall(r'value="(\d+)"[^>]* checked', page) == ["4", "5"]


def test_months_stand_several_in_a_row(cast) -> None:
    url = reverse("accounts:country", args=["MW"])

    page = sign_in(cast, "ada").get(url).content.decode()

    row = page.partition("choices-short")[2].partition("</div>")[0]
    assert re.findall(r">(\w+)</span>", row)[8:] == ["Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize("code", ["XX", "mw", "M1"])
def test_a_country_that_is_none_is_missing(cast, code) -> None:
    assert sign_in(cast, "ada").get(f"/setup/countries/{code}/").status_code == 404
