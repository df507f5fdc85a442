"""From a name to a partnership: four short pages, a look at everything, one press."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from eclt_partners.documents.models import Document
from eclt_partners.lifecycle.models import Registration
from partners.models import Contact, Partner, Partnership
from tests.cast import Cast
from tests.dashboards.views.pages import client_of, queries_of
from tests.documents.files import PDF

CHECK = reverse("lifecycle:register_check")
BASICS = {
    "name": "Chuma Union",
    "acronym": "CU",
    "kind": "TRADE_UNION",
    "country": "MW",
    "registration_number": "TU 7",
    "about": "Speaks for tenants",
}
CONTACT = {
    "name": "Tiya Banda",
    "email": "tiya@partner.example",
    "channel": "EMAIL",
    "language": "en-gb",
    "time_zone": "Africa/Blantyre",
    "is_head": "on",
}
AGREEMENT = {
    "kind": "PROGRAMME",
    "title": "Chuma Union",
    "effective_from": "1 2 2026",
    "effective_to": "31 1 2029",
    "amount": "0",
    "currency": "USD",
    "rate_on": "1 2 2026",
    "foundation-text": "Pay in time",
    "foundation-kind": "PAY",
    "foundation-due_on": "1 3 2026",
    "partner-text": "Report each half year",
    "partner-kind": "REPORT",
    "partner-due_on": "1 8 2026",
}


def step(name: str) -> str:
    return reverse("lifecycle:register_step", args=[name])


@pytest.fixture
def amina(cast: Cast) -> Client:
    return client_of(cast.amina)


def rhythm(cast: Cast) -> dict[str, str]:
    return {
        "relationship_start": "1 2 2026",
        "clause_months": "6",
        "foundation_lead": str(cast.amina.pk),
    }


def walk(client: Client, cast: Cast, **changes: dict) -> None:
    pages = {
        "basics": BASICS,
        "contact": CONTACT,
        "agreement": AGREEMENT,
        "rhythm": rhythm(cast),
        **changes,
    }
    for name, typed in pages.items():
        assert client.post(step(name), typed).status_code == 302, name


def create(client: Client) -> object:
    way = Registration.objects.latest("pk")
    return client.post(CHECK, {"way": str(way.pk)})


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_each_page_leads_to_the_next_and_the_last_press_creates_all(
    cast: Cast, amina: Client
) -> None:
    walk(amina, cast)
    assert not Partner.objects.filter(name="Chuma Union").exists()

    answer = create(amina)

    partnership = Partnership.objects.get(code="MW-02")
    assert answer.url == reverse("dashboards:partnership", args=[partnership.pk])
    party = partnership.parties.get()
    assert (party.partner.acronym, party.partner_lead.name) == ("CU", "Tiya Banda")
    assert party.partner_lead.is_head
    assert (partnership.clause_months, partnership.foundation_lead) == (6, cast.amina)
    assert partnership.relationship_start == date(2026, 2, 1)
    version = partnership.agreements.get().versions.get()
    assert {each.text for each in version.commitments.all()} == {
        "Pay in time",
        "Report each half year",
    }


def test_the_scan_is_filed_with_the_agreement(cast: Cast, amina: Client) -> None:
    scan = SimpleUploadedFile("signed.pdf", PDF, "application/pdf")
    walk(amina, cast, agreement={**AGREEMENT, "file": scan})
    assert "signed.pdf" in page(amina, CHECK)

    create(amina)

    document = Document.objects.get()
    assert document.name == "signed.pdf"
    assert document.subject_id == Agreement.objects.get().pk


def test_a_scan_stays_when_the_page_is_sent_again(cast: Cast, amina: Client) -> None:
    scan = SimpleUploadedFile("signed.pdf", PDF, "application/pdf")
    walk(amina, cast, agreement={**AGREEMENT, "file": scan})

    amina.post(step("agreement"), {**AGREEMENT, "title": "Another title"})
    create(amina)

    assert Document.objects.get().name == "signed.pdf"
    assert Agreement.objects.get().title == "Another title"


def test_a_file_that_is_not_taken_is_said_at_once(cast: Cast, amina: Client) -> None:
    wrong = SimpleUploadedFile("run.exe", b"MZ\x00\x01", "application/octet-stream")

    answer = amina.post(step("agreement"), {**AGREEMENT, "file": wrong})

    assert answer.status_code == 200
    assert 'href="#id_file"' in answer.content.decode()
    assert Registration.objects.get().paper is None


def test_without_an_agreement_the_partnership_begins_all_the_same(
    cast: Cast, amina: Client
) -> None:
    walk(amina, cast, agreement={"none": "1"})
    assert "Nothing is signed yet" in page(amina, CHECK)

    create(amina)

    assert not Partnership.objects.get(code="MW-02").agreements.exists()


def test_pressing_twice_creates_one(cast: Cast, amina: Client) -> None:
    walk(amina, cast)
    first, second = create(amina), create(amina)

    assert first.url == second.url
    assert Partner.objects.filter(name="Chuma Union").count() == 1


def test_what_is_wrong_is_kept_and_said(cast: Cast, amina: Client) -> None:
    answer = amina.post(
        step("contact"), {**CONTACT, "email": "nobody", "job_title": "Treasurer"}
    )
    assert "There is a problem" in answer.content.decode()

    again = page(amina, step("contact"))
    assert 'value="Treasurer"' in again
    assert 'value="nobody"' in again


def test_what_was_typed_waits_for_the_next_day(cast: Cast, amina: Client) -> None:
    amina.post(step("basics"), BASICS)

    assert 'value="Chuma Union"' in page(client_of(cast.amina), step("basics"))


def test_nobody_sees_what_somebody_else_typed(cast: Cast, amina: Client) -> None:
    walk(amina, cast)
    brian = client_of(cast.brian)

    assert "Chuma" not in page(brian, step("basics")) + page(brian, CHECK)
    create(brian)
    assert not Partner.objects.filter(name="Chuma Union").exists()


def test_what_is_missing_is_named_and_stops_the_last_press(
    cast: Cast, amina: Client
) -> None:
    walk(amina, cast)
    amina.post(step("contact"), {**CONTACT, "name": ""})

    shown = page(amina, CHECK)
    answer = create(amina)

    assert "Something is missing" in shown
    assert "Create the partnership</button>" not in shown
    assert answer.url == step("contact")
    assert not Partner.objects.filter(name="Chuma Union").exists()


def test_a_partner_that_looks_the_same_is_asked_about_on_the_first_page(
    cast: Cast, amina: Client
) -> None:
    typed = {**BASICS, "name": "Trust Nyali"}
    answer = amina.post(step("basics"), typed)
    assert "Looks like these" in answer.content.decode()

    walk(amina, cast, basics={**typed, "is_different": "on"})
    create(amina)
    assert Partner.objects.filter(name="Trust Nyali").exists()


def test_a_refusal_at_the_end_leaves_nothing_half_done(
    cast: Cast, amina: Client
) -> None:
    walk(amina, cast, rhythm={**rhythm(cast), "relationship_start": "1 1 2030"})

    answer = create(amina).content.decode()

    assert "It cannot be created like this" in answer
    assert step("rhythm") in answer
    assert not Partner.objects.filter(name="Chuma Union").exists()
    assert not Contact.objects.filter(name="Tiya Banda").exists()


def test_what_was_typed_is_forgotten_on_request_and_at_the_end(
    cast: Cast, amina: Client
) -> None:
    walk(amina, cast)
    amina.post(reverse("lifecycle:register_discard"))
    assert not Registration.objects.exists()

    walk(amina, cast)
    create(amina)
    assert Registration.objects.get().typed == {}


def test_what_is_known_is_filled_in(cast: Cast, amina: Client) -> None:
    amina.post(step("basics"), {**BASICS, "kind": "GOVERNMENT"})
    contact, agreement = page(amina, step("contact")), page(amina, step("agreement"))

    assert '<option value="Africa/Blantyre" selected>' in contact
    assert 'value="MWK"' in agreement
    assert '<option value="MOU" selected>' in agreement

    amina.post(step("agreement"), AGREEMENT)
    assert 'value="1 2 2026"' in page(amina, step("rhythm"))


@pytest.mark.parametrize("name", ["basics", "contact", "agreement", "rhythm"])
def test_every_page_stands_alone_and_refuses_nothing_at_all(
    cast: Cast, amina: Client, name: str
) -> None:
    assert amina.get(step(name)).status_code == 200
    answer = amina.post(step(name), {})

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_only_what_the_page_asks_is_kept(cast: Cast, amina: Client) -> None:
    amina.post(step("contact"), {**CONTACT, "job_title": "a\0b", "more": "x" * 9000})

    typed = Registration.objects.get().typed["contact"]
    assert typed["job_title"] == "ab"
    assert "more" not in typed


@pytest.mark.parametrize("who", ["eve", "fay", "ada", "sam"])
def test_who_registers_nowhere_walks_no_way(cast: Cast, who: str) -> None:
    client = client_of(getattr(cast, who))

    assert client.get(step("basics")).status_code == 403
    assert client.post(CHECK, {}).status_code == 403
    assert client.post(reverse("lifecycle:register_discard")).status_code == 403


def test_looking_keeps_nothing(cast: Cast, amina: Client) -> None:
    for address in (*map(step, ("basics", "contact", "agreement", "rhythm")), CHECK):
        amina.get(address)

    assert not Registration.objects.exists()


def test_a_page_that_is_not_there_is_missing(cast: Cast, amina: Client) -> None:
    assert amina.get(step("colour")).status_code == 404


def test_looking_at_what_was_typed_asks_little_on_every_page(cast, amina) -> None:
    walk(amina, cast)
    pages = [step(name) for name in ("basics", "contact", "agreement", "rhythm")]
    assert [queries_of(amina, page) for page in (*pages, CHECK)] == [6, 3, 4, 4, 8]
