"""Administrators set up the kinds of agreement."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agreements.forms.kinds import KindForm
from agreements.models import Agreement, AgreementKind
from tests.agreements.table import make_agreement

LIST = "/setup/kinds/"
NEW = f"{LIST}new/"
GRANT = f"{LIST}GRANT/"
PACT = {"name_en_gb": "Seed pact", "name_fr": "Pacte", "clauses": ["take-stock"]}


@pytest.fixture
def ada(cast) -> Client:
    client = Client()
    client.force_login(cast.ada)
    return client


def _page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_form_asks_for_a_name_in_each_language_of_the_product(db) -> None:
    languages = {code.replace("-", "_") for code, _name in settings.LANGUAGES}
    fields = KindForm().fields

    assert {name for name in fields if name.startswith("name_")} == {
        f"name_{language}" for language in languages
    }


def test_the_list_says_how_many_agreements_are_of_a_kind(ada, cast) -> None:
    make_agreement(cast)
    row = _page(ada, LIST).split("Programme cooperation agreement")[1].split("</tr>")[0]

    assert 'data-label="Agreements">1</td>' in row
    assert ">Yes</td>" in row


def test_a_kind_is_added_and_can_be_chosen(ada, cast) -> None:
    answer = ada.post(NEW, PACT, follow=True)

    assert "Seed pact is added." in answer.content.decode()
    officer = Client()
    officer.force_login(cast.amina)
    begin = reverse("agreements:begin", args=[cast.malawi_partnership.pk])
    assert "Seed pact" in _page(officer, begin)
    officer.post(begin, {"kind": "SEED_PACT", "title": "Seeds"})
    assert Agreement.objects.get(title="Seeds").kind_id == "SEED_PACT"


def test_a_missing_name_and_a_taken_one_are_said_at_the_name(ada) -> None:
    empty = ada.post(NEW, {**PACT, "name_en_gb": " "}).content.decode()
    taken = ada.post(NEW, {**PACT, "name_en_gb": "grant agreement"}).content.decode()

    assert 'href="#id_name_en_gb">Enter the name' in " ".join(empty.split())
    assert "There is a kind with this name already" in taken
    assert 'href="#id_name_en_gb"' in taken
    assert 'value="Pacte"' in taken
    assert not AgreementKind.objects.filter(names__fr="Pacte").exists()


def test_a_retired_kind_stays_on_its_agreements_and_is_not_offered(ada, cast) -> None:
    agreement = make_agreement(cast)
    names = {f"name_{k}".replace("-", "_"): v for k, v in agreement.kind.names.items()}
    ada.post(f"{LIST}PROGRAMME/", {**names, "clauses": agreement.kind.clauses})

    assert "Retired" in _page(ada, LIST)
    officer = Client()
    officer.force_login(cast.amina)
    detail = _page(officer, reverse("agreements:detail", args=[agreement.pk]))
    assert "Programme cooperation agreement" in detail
    new = reverse("agreements:new", args=[cast.malawi_partnership.pk])
    assert "Programme cooperation agreement" not in _page(officer, new)
    begin = reverse("agreements:begin", args=[cast.malawi_partnership.pk])
    refused = officer.post(begin, {"kind": "PROGRAMME", "title": "Seeds"})
    assert "There is a problem" in refused.content.decode()
    assert not Agreement.objects.filter(title="Seeds").exists()


def test_the_form_of_a_kind_shows_what_is_saved(ada) -> None:
    page = _page(ada, GRANT)

    assert 'value="Acuerdo de subvención"' in page
    assert (
        page.count("checked") == len(AgreementKind.objects.get(pk="GRANT").clauses) + 1
    )


def test_an_unknown_kind_is_missing(ada) -> None:
    assert ada.get(f"{LIST}NONE/").status_code == 404
