"""People who visit the pages of agreements, for tests: signed in, or by a link."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import token_of
from partners.models import Contact
from tests.agreements.table import link_of_table
from tests.cast import NOW, Cast

BACKEND = "eclt_partners.accounts.backends.PersonBackend"
RAISED = {
    "what_changed": "Prices rose",
    "topics": ["BUDGET"],
    "reason": "MONEY",
    "urgency": "NORMAL",
}


def staff(cast: Cast, who: str) -> Client:
    """Somebody of the foundation, signed in."""
    client = Client()
    client.force_login(getattr(cast, who), backend=BACKEND)
    return client


def visit(link: PartnerLink) -> Client:
    """Somebody who pressed the button of the landing."""
    client = Client()
    client.post(reverse("reviews:landing", args=[token_of(link)]))
    return client


def at_table(
    cast: Cast, table_id: int, purpose: LinkPurpose = LinkPurpose.RENEGOTIATION
) -> Client:
    """Gift, by the link to one table."""
    return visit(link_of_table(cast, table_id, purpose=purpose))


def at_home(cast: Cast, contact: Contact | None = None) -> Client:
    """Gift, by the link to the partnership."""
    return visit(
        issue_link(
            now=NOW,
            contact_id=(contact or cast.gift).pk,
            partnership_id=cast.malawi_partnership.pk,
            country_id="MW",
            purpose=LinkPurpose.HOME,
            subject_id=cast.malawi_partnership.pk,
            expires_at=NOW + timedelta(days=150),
        )
    )


def url(page: str, *args: object) -> str:
    """The address of a page of agreements."""
    return reverse(f"agreements:{page}", args=args)


def text(answer) -> str:
    """The page as text."""
    return answer.content.decode()


def page_of(client: Client, page: str, *args: object) -> str:
    """The text of a page of agreements; it must answer 200."""
    answer = client.get(url(page, *args))
    assert answer.status_code == 200, answer.status_code
    return text(answer)
