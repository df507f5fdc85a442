"""How tests open the pages of a proposal: from either side, with both names."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from agreements.models import Proposal
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import links
from tests.agreements.table import link_of_table
from tests.cast import NOW
from tests.dashboards.views.pages import BACKEND


class Seat:
    """Somebody with a browser at one renegotiation."""

    def __init__(self, client: Client, table_id: int, prefix: str) -> None:
        self.client, self.table_id, self.prefix = client, table_id, prefix

    def url(self, page: str, *args: object) -> str:
        return reverse(f"agreements:{self.prefix}{page}", args=[self.table_id, *args])

    def get(self, page: str, *args: object):
        return self.client.get(self.url(page, *args))

    def post(self, page: str, *args: object, **data: object):
        return self.client.post(self.url(page, *args), data)

    def read(self, page: str, *args: object) -> str:
        response = self.get(page, *args)
        assert response.status_code == 200, response.status_code
        return response.content.decode()


def staff(cast, who: str, table_id: int) -> Seat:
    client = Client()
    client.force_login(getattr(cast, who), backend=BACKEND)
    return Seat(client, table_id, "")


def partner(cast, table_id: int, purpose=LinkPurpose.RENEGOTIATION) -> Seat:
    link = link_of_table(cast, table_id, purpose=purpose)
    entered = links.exchange(links.token_of(link), now=NOW)
    assert entered is not None
    client = Client()
    client.cookies[settings.PARTNER_COOKIE_NAME] = entered[1]
    return Seat(client, table_id, "partner_")


def clause_form(draft: Proposal, **changes: object) -> dict[str, object]:
    return {
        "revision": draft.revision,
        "heading": "Paying on time",
        "text": "Within 10 working days.",
        "kind": "PAYING",
        "reason": "Ten days are enough",
        **changes,
    }
