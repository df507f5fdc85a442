"""What gate G2 misses is mended from its page, by either side, and in plain words."""

import pytest
import time_machine
from django.urls import reverse

from agreements.services.beginning import begin_agreement
from agreements.services.drafting import start_draft
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.notifications.models import Outgoing
from partners.models import Contact
from tests.agreements.table import accepted, lead_by, raised, ready, sign
from tests.agreements.views.at_the_table import Seat, partner, staff
from tests.agreements.visits import at_home, page_of
from tests.agreements.visits import staff as visitor
from tests.cast import NOW

PAGES = ("plan", "capacity", "expectations", "checks")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def signing(cast) -> tuple[Seat, int]:
    """Gift with the link for signing, and the text that waits for it."""
    table = raised(cast)
    proposal = accepted(cast, table)
    return partner(cast, table.pk, LinkPurpose.SIGN), proposal.pk


def test_the_lines_lead_people_of_the_foundation_to_the_pages(cast) -> None:
    table = raised(cast)
    proposal = accepted(cast, table)
    shown = staff(cast, "brian", table.pk).read("proposal_sign", proposal.pk)

    for page in PAGES:
        address = reverse(f"partners:{page}", args=[cast.malawi_partnership.pk])
        assert f'href="{address}"' in shown
    assert "Mail me the link" not in shown


def test_a_link_to_one_table_leads_to_no_page_that_it_does_not_open(signing) -> None:
    gift, proposal_id = signing
    shown = gift.read("proposal_sign", proposal_id)

    assert "The plan for what must last names nothing yet." in shown
    assert "/answer/home/" not in shown


def test_a_partner_at_the_gate_gets_the_link_to_the_partnership(cast, signing) -> None:
    gift, proposal_id = signing
    address = reverse("reviews:partner_table_home", args=[gift.table_id])
    assert f'action="{address}"' in gift.read("proposal_sign", proposal_id)

    mails = Outgoing.objects.count()
    gift.client.post(address)
    assert Outgoing.objects.count() == mails + 1
    assert PartnerLink.objects.filter(
        purpose=LinkPurpose.HOME, contact_id=cast.gift.pk
    ).exists()


def test_a_clause_that_is_missing_is_called_by_its_name(cast) -> None:
    lead_by(cast, cast.gift)
    amina = cast.actor("amina")
    table = begin_agreement(
        actor=amina,
        now=NOW,
        partnership=cast.malawi_partnership,
        kind="MOU",
        title="Seeds",
    )
    draft = start_draft(actor=amina, now=NOW, renegotiation=table)
    shown = staff(cast, "amina", table.pk).read("proposal", draft.pk)

    assert "The clause is missing: Take stock." in shown


def test_a_partner_whose_step_no_longer_fits_is_not_sent_to_a_sign_in(signing) -> None:
    gift, proposal_id = signing
    typed = {"seen_hash": "x", "name": "Gift", "role": "Head"}
    late = gift.post("proposal_sign", proposal_id, **typed)

    assert late.status_code == 409
    assert "Go to Today" not in late.content.decode()


def test_only_a_director_is_asked_to_sign_while_the_gate_warns(cast) -> None:
    ready(cast)
    table = raised(cast)
    proposal = accepted(cast, table)
    Contact.objects.filter(partner=cast.malawi_party.partner).update(language="fr")

    shown = staff(cast, "brian", table.pk).read("proposal_sign", proposal.pk)
    assert "only a director signs for the foundation" in shown
    assert 'name="seen_hash"' not in shown

    typed = {"seen_hash": proposal.text_hash, "name": "Dan", "role": "Director"}
    dan = staff(cast, "dan", table.pk)
    refused = dan.post("proposal_sign", proposal.pk, **typed).content.decode()
    assert "Write why the warning can be set aside" in refused
    dan.post("proposal_sign", proposal.pk, **typed, pass_reason="They asked for it")
    set_aside = "Warning set aside: The text is in a language"
    assert set_aside in dan.read("proposal_sign", proposal.pk)

    gift = partner(cast, table.pk, LinkPurpose.SIGN)
    assert "They asked for it" not in gift.read("proposal_sign", proposal.pk)
    sign(cast, proposal, "gift")
    agreement_id = table.agreement_id
    page = page_of(visitor(cast, "amina"), "version", agreement_id, 2)
    assert "They asked for it" in page
    page = page_of(at_home(cast), "partner_version", agreement_id, 2)
    assert "They asked for it" not in page


def test_a_warning_that_stands_after_the_foundation_signed_holds_nobody_up(
    cast,
) -> None:
    ready(cast)
    table = raised(cast)
    proposal = accepted(cast, table)
    Contact.objects.filter(partner=cast.malawi_party.partner).update(language="fr")
    dan, brian = (staff(cast, who, table.pk) for who in ("dan", "brian"))
    weighs, goes_on = "What a director of the foundation has to weigh", "hold up"

    page = brian.read("proposal_sign", proposal.pk)
    assert weighs in page
    assert goes_on not in page
    dan.post(
        "proposal_sign",
        proposal.pk,
        seen_hash=proposal.text_hash,
        name="Dan",
        role="Director",
        pass_reason="They asked for it",
    )
    for seat in (dan, brian):
        page = seat.read("proposal_sign", proposal.pk)
        assert goes_on in page
        assert weighs not in page
