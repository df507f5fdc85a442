"""Who reads versions, and which versions, for tests."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, AgreementVersion
from agreements.rules.terms import Terms
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services.links import issue_link, token_of
from tests.agreements.table import TERMS
from tests.cast import NOW, Cast

BACKEND = "eclt_partners.accounts.backends.PersonBackend"
KWACHA = replace(TERMS, currency="MWK", rate=Decimal(1734), places=("Mtsinje", "Zomba"))


def signed_in(person) -> Client:
    """A browser in which somebody of the foundation is signed in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def by_link(cast: Cast) -> Client:
    """A browser in which Gift pressed the button of the link to the partnership."""
    link = issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.HOME,
        subject_id=cast.malawi_partnership.pk,
        expires_at=NOW + timedelta(days=150),
    )
    client = Client()
    client.post(reverse("reviews:landing", args=[token_of(link)]))
    return client


def add_version(
    agreement: Agreement, number: int, terms: Terms = TERMS
) -> AgreementVersion:
    """Write a further registered version; each begins a day later."""
    later = terms.effective_from + timedelta(days=number)
    return insert_version(
        now=NOW,
        agreement=agreement,
        facts=VersionFacts(number, "AMENDMENT", "REGISTERED", "system"),
        terms=replace(terms, effective_from=later),
    )


def page_of(client: Client, name: str, *args: object) -> str:
    """The text of a page of agreements; it must answer 200."""
    answer = client.get(reverse(f"agreements:{name}", args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
