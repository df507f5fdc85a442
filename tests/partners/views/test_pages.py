"""The pages of partners: who may open them, and what they do."""

import pytest
from django.test import Client
from django.urls import reverse

from eclt_partners.audit.models import AuditEntry
from partners.forms import partnerships
from partners.models import Contact, Event, Partner, Partnership


@pytest.fixture
def sign_in(cast):
    """Return a client that is signed in as somebody of the cast."""

    def _sign_in(who: str) -> Client:
        client = Client()
        client.force_login(
            getattr(cast, who),
            backend="eclt_partners.accounts.backends.PersonBackend",
        )
        return client

    return _sign_in


def pages_about_malawi(cast) -> dict[str, str]:
    nyali, partnership = cast.nyali.pk, cast.malawi_partnership.pk
    return {
        "detail": reverse("partners:detail", args=[nyali]),
        "edit": reverse("partners:edit", args=[nyali]),
        "contact_new": reverse("partners:contact_new", args=[nyali]),
        "contact_edit": reverse("partners:contact_edit", args=[cast.gift.pk]),
        "partnership_new": reverse("partners:partnership_new", args=[nyali]),
        "partnership_edit": reverse("partners:partnership_edit", args=[partnership]),
        "event_new": reverse("partners:event_new", args=[partnership]),
    }


ALL = (
    "detail",
    "edit",
    "contact_new",
    "contact_edit",
    "partnership_new",
    "partnership_edit",
    "event_new",
)


@pytest.mark.parametrize("page", ALL)
def test_a_manager_opens_every_page_of_the_own_country(cast, sign_in, page) -> None:
    answer = sign_in("brian").get(pages_about_malawi(cast)[page])

    assert answer.status_code == 200
    assert b"<h1" in answer.content


@pytest.mark.parametrize("page", ALL)
@pytest.mark.parametrize("who", ["chloe", "ada", "sam"])
def test_a_stranger_gets_a_missing_page(cast, sign_in, page, who) -> None:
    answer = sign_in(who).get(pages_about_malawi(cast)[page])

    assert answer.status_code == 404


@pytest.mark.parametrize("page", ALL[1:])
def test_an_auditor_reads_and_changes_nothing(cast, sign_in, page) -> None:
    assert sign_in("fay").get(pages_about_malawi(cast)[page]).status_code == 403


@pytest.mark.parametrize("page", ALL)
def test_nobody_opens_a_page_without_signing_in(cast, client, page) -> None:
    answer = client.get(pages_about_malawi(cast)[page])

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ALL)
def test_a_stranger_cannot_tell_a_foreign_page_from_a_missing_one(
    cast, sign_in, page, method
) -> None:
    client = sign_in("chloe")
    url = pages_about_malawi(cast)[page]
    missing = "/".join(
        "999999999" if part.isdecimal() else part for part in url.split("/")
    )

    foreign = getattr(client, method)(url)
    nothing = getattr(client, method)(missing)

    assert foreign.status_code == nothing.status_code
    if foreign.status_code == 405:
        return
    assert foreign.status_code == 404
    assert foreign.content == nothing.content
    assert set(foreign.headers) == set(nothing.headers)


def test_a_partner_is_added_and_shown(cast, sign_in) -> None:
    answer = sign_in("amina").post(
        reverse("partners:new"),
        {"name": "Chuma Union", "kind": "TRADE_UNION", "country": "MW"},
        follow=True,
    )

    assert "Chuma Union is registered." in answer.content.decode()


def test_a_country_out_of_scope_cannot_be_smuggled_in(cast, sign_in) -> None:
    answer = sign_in("amina").post(
        reverse("partners:new"), {"name": "X", "kind": "OTHER", "country": "UG"}
    )

    assert "Choose country from the list" in answer.content.decode()
    assert not Partner.objects.filter(name="X").exists()


def test_a_partner_is_changed(cast, sign_in) -> None:
    sign_in("amina").post(
        reverse("partners:edit", args=[cast.nyali.pk]),
        {"name": "Nyali Trust", "kind": "LOCAL_NGO", "about": "Builds schools"},
    )

    cast.nyali.refresh_from_db()
    assert cast.nyali.about == "Builds schools"


def test_a_person_is_added_with_the_language_of_the_country(cast, sign_in) -> None:
    url = reverse("partners:contact_new", args=[cast.nyali.pk])
    client = sign_in("amina")
    shown = client.get(url).content.decode()

    answer = client.post(
        url,
        {
            "name": "Tiyamike",
            "email": "t@partner.example",
            "channel": "EMAIL",
            "language": "en-gb",
            "time_zone": "Africa/Blantyre",
        },
    )

    assert '<option value="Africa/Blantyre" selected>' in shown
    assert answer.status_code == 302
    assert Contact.objects.filter(name="Tiyamike", partner=cast.nyali).exists()


def test_an_error_keeps_everything_that_was_typed(cast, sign_in) -> None:
    answer = sign_in("amina").post(
        reverse("partners:contact_new", args=[cast.nyali.pk]),
        {"name": "Tiyamike", "channel": "EMAIL", "job_title": "Accountant"},
    )

    page = answer.content.decode()
    assert "<title>Error:" in page
    assert "There is a problem" in page
    assert 'value="Accountant"' in page


def test_a_partnership_begins(cast, sign_in) -> None:
    answer = sign_in("amina").post(
        reverse("partners:partnership_new", args=[cast.nyali.pk]),
        {
            "name": "Schools",
            "country": "MW",
            "relationship_start": "1 2 2026",
            "clause_months": "6",
            "foundation_lead": cast.amina.pk,
            "partner_lead": cast.gift.pk,
        },
    )

    partnership = Partnership.objects.get(code="MW-02")
    assert answer.url == reverse("dashboards:partnership", args=[partnership.pk])


def test_a_coalition_goes_on_with_the_leads_of_the_others(cast, sign_in) -> None:
    ally = Partner.objects.create(name="Ally", kind="OTHER", country=cast.malawi)

    answer = sign_in("amina").post(
        reverse("partners:partnership_new", args=[cast.nyali.pk]),
        {
            "name": "Coalition",
            "country": "MW",
            "relationship_start": "1 2 2026",
            "clause_months": "12",
            "other_partners": [ally.pk],
        },
    )

    partnership = Partnership.objects.get(code="MW-02")
    assert answer.url == reverse("partners:partnership_edit", args=[partnership.pk])


@pytest.mark.parametrize(
    ("names", "error"),
    [
        ("ally\n\n Ally \nSecond", ""),
        ("Ally\nKasanyi", "has the name Kasanyi"),
        ("All", "has the name All"),
    ],
)
def test_where_partners_are_many_their_names_are_typed(
    cast, sign_in, monkeypatch, names, error
) -> None:
    monkeypatch.setattr(partnerships, "MOST_TICKED", 1)
    for name in ("Ally", "Second"):
        Partner.objects.create(name=name, kind="OTHER", country=cast.malawi)
    address = reverse("partners:partnership_new", args=[cast.nyali.pk])
    client = sign_in("amina")
    assert b'type="checkbox"' not in client.get(address).content
    answer = client.post(
        address,
        {
            "name": "Coalition",
            "country": "MW",
            "relationship_start": "1 2 2026",
            "clause_months": "12",
            "other_names": names,
        },
    )

    made = Partnership.objects.filter(code="MW-02").first()
    if error:
        assert made is None
        assert error in answer.content.decode()
    else:
        assert made is not None
        others = made.parties.exclude(partner=cast.nyali)
        assert {each.partner.name for each in others} == {"Ally", "Second"}


def test_an_event_is_reported(cast, sign_in) -> None:
    sign_in("amina").post(
        reverse("partners:event_new", args=[cast.malawi_partnership.pk]),
        {"kind": "LEADERSHIP", "happened_on": "2 1 2026", "side": "PARTNER"},
    )

    assert Event.objects.get().side == "PARTNER"


@pytest.mark.parametrize("page", ALL)
def test_looking_changes_nothing(cast, sign_in, page) -> None:
    sign_in("brian").get(pages_about_malawi(cast)[page])

    assert not AuditEntry.objects.exists()
