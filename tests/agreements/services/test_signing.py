"""Signatures of both sides, and the version that the last one makes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements.choices import (
    SigningMethod,
    SizeClass,
    Topic,
)
from agreements.models import AgreementVersion, Signature
from agreements.services.accepting import accept_proposal
from agreements.services.raising import raise_change
from agreements.services.signing import (
    PaperSignature,
    enter_paper_signature,
    sign_proposal,
)
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.common.errors import (
    GateBlocked,
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.choices import Stage
from partners.models import Contact, Partnership, SafeguardingCheck
from tests.agreements.table import (
    TERMS,
    WISH,
    accepted,
    changed,
    gift,
    lead_by,
    make_agreement,
    proposed,
    raised,
    ready,
    sign,
)
from tests.cast import NOW


@pytest.fixture
def table(cast):
    """A change of STANDARD size that both have accepted."""
    ready(cast)
    return accepted(cast, raised(cast))


def _paper(cast, proposal, **changes):
    values = {
        "party": cast.malawi_party,
        "signer": cast.gift,
        "signed_on": date(2026, 11, 20),
        "document_id": 7,
    }
    return enter_paper_signature(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=proposal,
        seen_hash=proposal.text_hash,
        paper=PaperSignature(**{**values, **changes}),
    )


def test_one_signature_makes_no_version(cast, table) -> None:
    assert sign(cast, table, "brian") is None
    assert AgreementVersion.objects.count() == 1


@pytest.mark.parametrize("who", ["amina", "chloe", "eve", "fay"])
def test_the_size_of_a_change_says_who_signs_for_the_foundation(
    cast, table, who
) -> None:
    with pytest.raises(NotPermitted):
        sign(cast, table, who)


@pytest.fixture
def small(cast):
    """A change of SMALL size that both have accepted."""
    ready(cast)
    renegotiation = raise_change(
        actor=gift(cast),
        now=NOW,
        agreement=make_agreement(cast),
        wish=replace(WISH, topics=[Topic.TIMELINE]),
    )
    proposal = accepted(
        cast,
        renegotiation,
        lambda terms: replace(terms, effective_to=date(2028, 1, 20)),
    )
    assert proposal.size_class == SizeClass.SMALL
    return proposal


def test_the_lead_signs_a_small_change(cast, small) -> None:
    sign(cast, small, "amina")

    assert small.signatures.get().signer == f"user:{cast.amina.pk}"


def test_an_officer_who_is_not_the_lead_does_not_sign(cast, small) -> None:
    _lead(cast, cast.brian)

    with pytest.raises(NotPermitted):
        sign(cast, small, "amina")


def test_a_manager_signs_a_small_change_for_the_lead(cast, small) -> None:
    sign(cast, small, "brian")

    assert small.signatures.get().signer == f"user:{cast.brian.pk}"


def _lead(cast, user) -> None:
    cast.malawi_partnership.foundation_lead = user
    cast.malawi_partnership.save(update_fields=["foundation_lead"])


def _davie(cast) -> Contact:
    """Somebody of the partner who is neither its lead nor its head."""
    return Contact.objects.create(
        partner=cast.malawi_party.partner,
        name="Davie",
        email="davie@example.org",
        language="en-gb",
        time_zone="Africa/Blantyre",
    )


def test_the_lead_of_the_partner_signs_a_small_change_on_paper(cast, small) -> None:
    davie = _davie(cast)
    lead_by(cast, davie)

    _paper(cast, small, signer=davie)

    assert small.signatures.get().role == "Lead of the partner"


def test_no_other_person_signs_a_small_change_on_paper(cast, small) -> None:
    with pytest.raises(InvalidInput, match="The lead or the head"):
        _paper(cast, small, signer=_davie(cast))


def test_who_is_not_the_head_does_not_sign_for_the_partner(cast, table) -> None:
    cast.gift.is_head = False
    cast.gift.save(update_fields=["is_head"])

    with pytest.raises(NotPermitted):
        sign(cast, table, "gift")


def test_a_link_for_talking_does_not_sign(cast, table) -> None:
    with pytest.raises(NotPermitted):
        sign_proposal(
            actor=gift(cast),
            now=NOW,
            proposal=table,
            seen_hash=table.text_hash,
            name="Gift",
            role="Head",
        )


@pytest.mark.parametrize("field", ["name", "role"])
def test_a_signature_has_a_name_and_a_role(cast, table, field) -> None:
    values = {"name": "Gift", "role": "Head", field: " "}

    with pytest.raises(InvalidInput) as refusal:
        sign_proposal(
            actor=gift(cast, LinkPurpose.SIGN),
            now=NOW,
            proposal=table,
            seen_hash=table.text_hash,
            **values,
        )

    assert set(refusal.value.problems) == {field}


def test_nobody_signs_twice(cast, table) -> None:
    sign(cast, table, "brian")

    with pytest.raises(IllegalTransition):
        sign(cast, table, "brian")


def test_nobody_signs_what_is_not_accepted(cast) -> None:
    ready(cast)
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(IllegalTransition):
        sign(cast, proposal, "brian")


def test_a_text_that_was_not_seen_is_not_signed(cast, table) -> None:
    with pytest.raises(StaleObject):
        sign_proposal(
            actor=cast.actor("brian"),
            now=NOW,
            proposal=table,
            seen_hash="0" * 64,
            name="Brian",
            role="Manager",
        )


def test_the_gate_stands_before_the_signature(cast, table) -> None:
    SafeguardingCheck.objects.all().delete()

    with pytest.raises(GateBlocked, match="no safeguarding check"):
        sign(cast, table, "brian")


def _from_today(terms):
    return replace(changed(terms), effective_from=NOW.date())


def test_a_first_day_that_is_over_is_not_signed(cast) -> None:
    ready(cast)
    proposal = accepted(cast, raised(cast), _from_today)

    with pytest.raises(InvalidInput, match="first day"):
        sign(cast, proposal, "brian", now=NOW + timedelta(days=1))


def test_a_first_day_that_is_over_is_not_accepted(cast) -> None:
    """Nobody could sign it: the other side proposes a later day instead."""
    paper = proposed(gift(cast), raised(cast), _from_today)

    with pytest.raises(InvalidInput, match="Propose it with a later day"):
        accept_proposal(
            actor=cast.actor("amina"),
            now=NOW + timedelta(days=1),
            proposal=paper,
            seen_hash=paper.text_hash,
        )


def test_nothing_is_signed_after_the_partnership_has_ended(cast, table) -> None:
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=Stage.ENDED_EARLY
    )

    with pytest.raises(InvalidInput, match="This agreement is over"):
        sign(cast, table, "brian")


def test_a_version_that_came_meanwhile_stops_every_signature(cast, table) -> None:
    sign(cast, table, "brian")
    agreement = table.renegotiation.agreement
    insert_version(
        now=NOW,
        agreement=agreement,
        facts=VersionFacts(2, "CORRECTION", "REGISTERED", "system", "Typo"),
        terms=replace(TERMS, effective_from=date(2026, 2, 1)),
    )

    with pytest.raises(InvalidInput, match="Version 2 came after this was written"):
        sign(cast, table, "gift")
    assert table.signatures.count() == 1


def test_a_signature_on_paper_names_who_entered_it(cast, table) -> None:
    sign(cast, table, "brian")

    version = _paper(cast, table)

    row = Signature.objects.get(side="PARTNER")
    assert version is not None
    assert (row.method, row.entered_by) == (
        SigningMethod.PAPER,
        f"user:{cast.amina.pk}",
    )
    assert (row.name, row.document_id) == ("Gift", 7)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"signed_on": date(2026, 11, 24)}, "signed_on"), ({"signer": None}, "signer")],
)
def test_a_paper_that_cannot_be_is_refused(cast, table, changes, field) -> None:
    if "signer" in changes:
        changes = {"signer": cast.grace}

    with pytest.raises(InvalidInput) as refusal:
        _paper(cast, table, **changes)

    assert set(refusal.value.problems) == {field}


def test_nobody_signs_here_for_another_in_the_database(cast, table) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            proposal=table,
            side="PARTNER",
            party=cast.malawi_party,
            signer=f"contact:{cast.gift.pk}",
            name="Gift",
            role="Head",
            text_hash=table.text_hash,
            method=SigningMethod.IN_APP,
            signed_on=NOW.date(),
            signed_at=NOW,
            entered_by=f"user:{cast.amina.pk}",
        )


def test_a_big_change_is_talked_about_before_it_is_accepted(cast) -> None:
    proposal = proposed(
        gift(cast),
        raised(cast),
        lambda terms: replace(terms, places=("Mtsinje", "Nyota")),
    )

    with pytest.raises(InvalidInput, match="Talk first"):
        accept_proposal(
            actor=cast.actor("amina"),
            now=NOW,
            proposal=proposal,
            seen_hash=proposal.text_hash,
        )
