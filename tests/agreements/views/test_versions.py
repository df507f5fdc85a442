"""The page and the PDF of one version: the clean text as both sides signed it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agreements.rules.terms import Promise
from agreements.services.endings import decline
from agreements.services.signing import PaperSignature, enter_paper_signature
from agreements.verify_export import problems_of
from eclt_partners.audit.services import Place
from eclt_partners.common.words import plain_date
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.services import Filing, Upload, store_document
from partners.models import PartnershipParty
from tests.agreements.drafts import KWACHA, add_version, register
from tests.agreements.table import (
    accepted,
    declined_after_midnight,
    make_agreement,
    raised,
    ready,
    sign,
    signed,
)
from tests.agreements.visits import at_home, page_of, staff
from tests.cast import NOW, TODAY
from tests.dashboards.views.pages import queries_of
from tests.pdfs import fonts_outside, kinds_of_tags, words_of


@pytest.fixture
def newest(cast):
    """The version that Brian and Gift signed."""
    ready(cast)
    return signed(cast, raised(cast))


def test_the_foundation_reads_text_signatures_and_proof(cast, newest) -> None:
    page = page_of(staff(cast, "amina"), "version", newest.agreement_id, 2)

    assert 'id="clause-paying"' in page
    assert "Within 10 working days." in page
    assert "Fewer children, more roofs" in page
    assert "Brian" in page
    assert "Signed here" in page
    for proof in (newest.hash, newest.prev_hash, newest.renegotiation.version.hash):
        assert proof in page
    assert "Version 1, before it" in page


def test_the_partner_reads_the_same(cast, newest) -> None:
    page = page_of(at_home(cast), "partner_version", newest.agreement_id, 2)

    assert "Within 10 working days." in page
    assert newest.hash in page
    assert f"/deal/{newest.agreement_id}/versions/1/" in page
    assert "/agreements/" not in page


def test_a_version_that_was_replaced_says_on_which_day(cast) -> None:
    agreement = make_agreement(cast, KWACHA)
    day = plain_date(add_version(agreement, 2, KWACHA).effective_from)
    amina = staff(cast, "amina")

    assert f", replaced on {day}" in page_of(amina, "version", agreement.pk, 1)
    assert page_of(amina, "detail", agreement.pk).count("replaced on") == 1


def test_a_version_that_is_not_there_is_missing_for_both(cast, newest) -> None:
    for client, name in (
        (staff(cast, "amina"), "version"),
        (staff(cast, "amina"), "version_pdf"),
        (at_home(cast), "partner_version"),
        (at_home(cast), "partner_version_pdf"),
    ):
        address = reverse(f"agreements:{name}", args=[newest.agreement_id, 9])
        assert client.get(address).status_code == 404


def test_money_stands_in_two_currencies_with_the_rate_and_its_day(cast) -> None:
    agreement = make_agreement(cast, KWACHA)

    page = page_of(staff(cast, "amina"), "version", agreement.pk, 1)

    assert "All amounts in MWK; USD at the rate 1,734 of 1 Jan 2026" in page
    assert "60,000" in page
    assert "57.67" in page


def test_a_registered_version_says_that_its_words_are_on_paper(cast, now) -> None:
    agreement = register(cast, now)

    page = page_of(staff(cast, "amina"), "version", agreement.pk, 1)

    assert "The words of this version are on paper only." in page
    assert "The signatures are on the paper." in page
    assert "Pay in 15 working days" in page
    assert 'id="clauses"' not in page


def test_each_partner_of_a_coalition_has_its_promises(cast) -> None:
    second = PartnershipParty.objects.create(
        partnership=cast.malawi_partnership, partner=cast.kasanyi, from_on=TODAY
    )
    mine, joint = (
        KWACHA.promises[1],
        replace(KWACHA.promises[0], code="B1", side="JOINT"),
    )
    promises = (
        replace(mine, party_id=cast.malawi_party.pk),
        Promise(
            "P2", mine.side, mine.kind, "Train", date(2027, 1, 1), "", None, second.pk
        ),
        joint,
    )
    terms, parties = replace(KWACHA, promises=promises), [cast.malawi_party, second]
    agreement = make_agreement(cast, terms, parties=parties)

    page = page_of(staff(cast, "amina"), "version", agreement.pk, 1)

    nyali, kasanyi = page.index("<h3>Nyali Trust"), page.index("<h3>Kasanyi")
    assert nyali < page.index('id="promise-P1"') < kasanyi
    assert kasanyi < page.index('id="promise-P2"') < page.index("<h3>Both together")


def test_who_entered_a_signature_from_paper_stays_visible(cast) -> None:
    ready(cast)
    proposal = accepted(cast, raised(cast))
    sign(cast, proposal, "brian")
    renegotiation = proposal.renegotiation
    scan = store_document(
        actor=cast.actor("amina"),
        now=NOW,
        upload=Upload("signed.txt", b"Signed by Gift"),
        filing=Filing(
            subject=renegotiation,
            category=DocumentCategory.SIGNED_SCAN,
            place=Place("MW", cast.malawi_partnership.pk),
            readers=Readers.BOTH,
        ),
        client_key=uuid4(),
    )
    version = enter_paper_signature(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=proposal,
        seen_hash=proposal.text_hash,
        paper=PaperSignature(cast.malawi_party, cast.gift, TODAY, scan.pk),
    )

    page = page_of(at_home(cast), "partner_version", version.agreement_id, 2)

    assert "Signed on paper, entered by Amina on 23 Nov 2026" in page
    assert reverse("dashboards:partner_document", args=[scan.pk]) in page
    assert "signed.txt" in page


def test_the_pdf_says_what_the_page_says(cast, newest) -> None:
    address = reverse("agreements:version_pdf", args=[newest.agreement_id, 2])
    pdf = staff(cast, "amina").get(address).content
    words = words_of(pdf)

    assert "Within 10 working days." in words
    assert newest.hash in words.replace(" ", "")
    assert "Brian Head" in words
    assert "Page 1 of" in words
    assert {"/H1", "/H2", "/H3", "/Table", "/TH"} <= set(kinds_of_tags(pdf))
    assert fonts_outside(pdf) == []


def test_the_proof_that_staff_downloads_is_sound(cast, newest) -> None:
    address = reverse("agreements:proof", args=[newest.agreement_id])
    answer = staff(cast, "fay").get(address)

    assert "attachment" in answer["Content-Disposition"]
    assert problems_of(answer.content) == []
    assert staff(cast, "chloe").get(address).status_code == 404


def test_two_versions_or_twenty_take_the_same_queries(cast) -> None:
    agreement = make_agreement(cast, KWACHA)
    add_version(agreement, 2, KWACHA)
    client = staff(cast, "brian")
    client.get("/more/")
    address = reverse("agreements:version", args=[agreement.pk, 2])
    few = queries_of(client, address)
    for number in range(3, 21):
        add_version(agreement, number, KWACHA)

    assert queries_of(client, address) == few
    assert few <= 25


def test_the_agreement_tells_how_it_became_what_it_is(cast, newest) -> None:
    page = page_of(staff(cast, "amina"), "detail", newest.agreement_id)

    assert "Raised by Nyali Trust" in page
    assert "agreed on the same day" in page
    assert "Fewer children, more roofs" in page
    for name, *numbers in (
        ("compare", 1, 2),
        ("version", 1),
        ("version", 2),
        ("proof",),
    ):
        args = [newest.agreement_id, *numbers]
        assert reverse(f"agreements:{name}", args=args) in page


def test_the_days_until_the_end_are_days_of_the_calendar_there(cast) -> None:
    wish = declined_after_midnight(cast)

    page = page_of(staff(cast, "amina"), "detail", wish.agreement_id)

    assert "declined after 1 day<" in page


def test_the_agreement_keeps_the_wishes_that_were_declined(cast) -> None:
    wish = raised(cast)
    decline(
        actor=cast.actor("brian"),
        now=NOW + timedelta(days=3),
        renegotiation=wish,
        reason="MONEY",
        text="There is no money left",
        would_be_possible="A second donor",
    )

    page = page_of(staff(cast, "amina"), "detail", wish.agreement_id)

    assert "declined after 3 days" in page
    assert "There is no money left" in page
    assert "A second donor" in page


def test_the_page_of_an_agreement_takes_the_same_queries(cast) -> None:
    agreement = make_agreement(cast, KWACHA)
    add_version(agreement, 2, KWACHA)
    client = staff(cast, "brian")
    client.get("/more/")
    address = reverse("agreements:detail", args=[agreement.pk])
    few = queries_of(client, address)
    for number in range(3, 21):
        add_version(agreement, number, KWACHA)

    assert queries_of(client, address) == few
    assert few <= 25
