"""Who reads a draft: its own side and who checks it; never the other side."""

import pytest

from agreements.models import Proposal
from agreements.services.endings import withdraw
from eclt_partners.accounts.choices import LinkPurpose
from tests.agreements.table import drafted, gift, raised
from tests.agreements.visits import at_home, at_table, staff, text, url
from tests.cast import NOW

STAFF = ("amina", "brian", "dan", "eve", "fay", "chloe", "ada", "sam")
# Officer, manager and director write for the foundation; the neutral helper proposes
# wording there; the auditor reads all but raw answers, private notes and incidents.
OF_FOUNDATION = {"amina", "brian", "dan", "eve", "fay"}
OF_PARTNER = {"Gift by RENEGOTIATION", "Gift by SIGN", "Gift by HOME"}


@pytest.fixture
def table(cast):
    return raised(cast)


def _readers(cast, draft: Proposal) -> set[str]:
    """Everybody for whom the page of a draft is there, or whom the table shows it."""
    number = draft.renegotiation_id
    visits = {who: (staff(cast, who), "") for who in STAFF}
    for purpose in (LinkPurpose.RENEGOTIATION, LinkPurpose.SIGN):
        visits[f"Gift by {purpose}"] = (at_table(cast, number, purpose), "partner_")
    visits["Gift by HOME"] = (at_home(cast), "partner_")
    found = set()
    for who, (client, prefix) in visits.items():
        address = url(f"{prefix}proposal", number, draft.pk)
        opens = client.get(address).status_code == 200
        shown = address in text(client.get(url(f"{prefix}table", number)))
        if opens or shown:
            found.add(who)
    return found


def test_a_draft_of_the_foundation_is_read_by_the_foundation(cast, table) -> None:
    draft = drafted(cast.actor("amina"), table)

    assert _readers(cast, draft) == OF_FOUNDATION


def test_a_draft_of_a_partner_is_read_by_the_partner_alone(cast, table) -> None:
    draft = drafted(gift(cast), table)

    assert _readers(cast, draft) == OF_PARTNER


def test_a_draft_stays_with_its_side_when_the_table_is_over(cast, table) -> None:
    ours, theirs = drafted(cast.actor("amina"), table), drafted(gift(cast), table)
    withdraw(actor=gift(cast), now=NOW, renegotiation=table, text="Solved")

    assert _readers(cast, ours) == OF_FOUNDATION
    assert _readers(cast, theirs) == OF_PARTNER
