"""The promises of both sides for a person of the partner, by a link."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.choices import InstanceState
from agreements.models import CommitmentInstance
from agreements.services.commitments import report_outcome
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import issuing, links
from partners.models import Partner, PartnershipParty
from tests.agreements.drafts import agreement_of, register
from tests.agreements.table import TERMS

LIST = "dashboards:partner_promises"


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def ours(cast, now) -> CommitmentInstance:
    register(cast, now)
    return CommitmentInstance.objects.get(commitment__code="F1")


def enter(cast, now, purpose=LinkPurpose.HOME) -> Client:
    link = issuing.issue_link(
        now=now,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=purpose,
        subject_id=cast.malawi_partnership.pk,
        expires_at=now + timedelta(days=30),
    )
    client = Client()
    client.post(f"/r/{links.token_of(link)}/")
    return client


def one(instance: CommitmentInstance) -> str:
    return reverse("dashboards:partner_promise", args=[instance.pk])


def test_both_sides_stand_in_one_list(cast, ours, now) -> None:
    page = enter(cast, now).get(reverse(LIST)).content.decode()

    assert "Pay in 15 working days" in page
    assert "Share the audit" in page
    assert "How both sides keep their promises" in page


def test_the_partner_reports_its_own_promise(cast, ours, now) -> None:
    theirs = CommitmentInstance.objects.get(commitment__code="P1")

    answer = enter(cast, now).post(one(theirs), {"step": "KEPT", "note": "By mail"})

    assert answer.url == reverse(LIST)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.evidence) == ("KEPT", "By mail")


def test_the_partner_confirms_the_foundation(cast, ours, now) -> None:
    report_outcome(
        actor=cast.actor("amina"), now=now, instance=ours, outcome=InstanceState.KEPT
    )
    client = enter(cast, now)
    home = client.get(reverse("dashboards:partner_home")).content.decode()
    assert "1 waits for your answer" in home

    client.post(one(ours), {"step": "CONFIRM"})

    ours.refresh_from_db()
    assert ours.confirmed_by == f"contact:{cast.gift.pk}"
    assert "Settled lately" in client.get(reverse(LIST)).content.decode()


def test_the_partner_sees_it_differently_with_a_sentence(cast, ours, now) -> None:
    report_outcome(
        actor=cast.actor("amina"), now=now, instance=ours, outcome=InstanceState.KEPT
    )
    client = enter(cast, now)

    told = client.post(one(ours), {"step": "OBJECT"}).content.decode()
    assert 'href="#id_note"' in told
    client.post(one(ours), {"step": "OBJECT", "note": "Nothing came"})

    ours.refresh_from_db()
    assert ours.state == "DISPUTED"
    assert "Nothing came" in client.get(one(ours)).content.decode()


def test_the_partner_does_not_report_for_the_foundation(cast, ours, now) -> None:
    client = enter(cast, now)

    assert 'value="KEPT"' not in client.get(one(ours)).content.decode()
    assert client.post(one(ours), {"step": "KEPT", "note": "x"}).status_code == 403


def test_another_link_or_none_opens_nothing(cast, ours, now) -> None:
    for client in (Client(), enter(cast, now, LinkPurpose.CONFIRM)):
        assert client.get(reverse(LIST)).status_code == 404
        assert client.post(one(ours), {"step": "CONFIRM"}).status_code == 404


def test_another_partner_of_a_coalition_stays_out_of_sight(cast, now, ours) -> None:
    zuwa = Partner.objects.create(name="Zuwa", kind="OTHER", country=cast.malawi)
    party = PartnershipParty.objects.create(
        partnership=cast.malawi_partnership, partner=zuwa, from_on=now.date()
    )
    foreign = agreement_of(party, *TERMS.promises)
    hidden = CommitmentInstance.objects.filter(
        commitment__version__agreement=foreign
    ).first()

    client = enter(cast, now)

    assert client.get(one(hidden)).status_code == 404
    assert client.get(reverse(LIST)).content.decode().count("Share the audit</a>") == 1


def test_the_partner_confirms_only_the_report_that_the_page_shows(
    cast, ours, now
) -> None:
    said = {"actor": cast.actor("amina"), "now": now, "instance": ours}
    report_outcome(**said, outcome=InstanceState.KEPT, evidence="Receipt")
    client = enter(cast, now)
    page = client.get(one(ours)).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    report_outcome(**said, outcome=InstanceState.PARTLY, evidence="Half of it")

    answer = client.post(one(ours), {"step": "CONFIRM", "note": "Thanks", "seen": seen})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this while you had the page open" in page
    assert "Half of it" in page
    assert ">Thanks</textarea>" in page.replace("\n", "")
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert client.post(one(ours), {"step": "CONFIRM", "seen": seen}).status_code == 302
