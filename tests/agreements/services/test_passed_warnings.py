"""While gate G2 warns, a director signs for the foundation and says why."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.choices import Topic
from agreements.models import PassedWarning
from agreements.services.raising import raise_change
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import GateBlocked, InvalidInput
from partners.models import Contact
from tests.agreements.table import (
    NOW,
    WISH,
    accepted,
    gift,
    make_agreement,
    raised,
    ready,
    sign,
)


@pytest.fixture
def table(cast):
    """An accepted change in a language in which nobody of the partner works."""
    ready(cast)
    proposal = accepted(cast, raised(cast))
    Contact.objects.filter(partner=cast.malawi_party.partner).update(language="fr")
    return proposal


def test_a_manager_does_not_sign_while_the_gate_warns(cast, table) -> None:
    with pytest.raises(GateBlocked) as refusal:
        sign(cast, table, "brian", pass_reason="All is fine")

    assert refusal.value.reasons == (
        "The text is in a language in which the partner does not work.",
        "A director can sign this and write why.",
    )


def test_a_director_signs_only_with_a_reason(cast, table) -> None:
    with pytest.raises(InvalidInput) as refusal:
        sign(cast, table, "dan", pass_reason=" ")

    assert set(refusal.value.problems) == {"pass_reason"}


def test_the_reason_stays_with_the_signature_and_the_partner_need_not_give_one(
    cast, table
) -> None:
    sign(cast, table, "dan", pass_reason=" They asked for English ")
    version = sign(cast, table, "gift")

    kept = PassedWarning.objects.get()
    assert version is not None
    assert (kept.signature, kept.code) == (
        table.signatures.get(side="FOUNDATION"),
        "W3",
    )
    assert (kept.warning, kept.reason) == ("other_language", "They asked for English")
    entry = AuditEntry.objects.get(verb="agreements.warning.passed")
    assert entry.facts["lines"] == ["W3"]


def test_a_lead_signs_a_small_change_whatever_the_gate_warns_of(cast) -> None:
    ready(cast)
    small = accepted(
        cast,
        raise_change(
            actor=gift(cast),
            now=NOW,
            agreement=make_agreement(cast),
            wish=replace(WISH, topics=[Topic.TIMELINE]),
        ),
        lambda terms: replace(terms, effective_to=date(2028, 1, 20)),
    )
    Contact.objects.filter(partner=cast.malawi_party.partner).update(language="fr")

    sign(cast, small, "amina")

    assert not PassedWarning.objects.exists()
