"""Raising a change and acknowledging it."""

from dataclasses import replace

import pytest

from agreements.choices import RenegotiationState, Topic, Urgency
from agreements.models import Agreement, Renegotiation
from agreements.services.raising import acknowledge, raise_change
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.notifications.models import Outgoing
from partners.choices import Side, Stage
from tests.agreements.table import WISH, gift, make_agreement, raised
from tests.cast import NOW


def test_a_partner_raises_a_change_by_its_link(cast) -> None:
    renegotiation = raised(cast)

    assert renegotiation.state == RenegotiationState.RAISED
    assert (renegotiation.raised_side, renegotiation.raised_party) == (
        Side.PARTNER,
        cast.malawi_party,
    )
    assert renegotiation.raised_by == f"contact:{cast.gift.pk}"


def test_the_foundation_raises_a_change(cast) -> None:
    renegotiation = raise_change(
        actor=cast.actor("amina"), now=NOW, agreement=make_agreement(cast), wish=WISH
    )

    assert (renegotiation.raised_side, renegotiation.raised_party) == (
        Side.FOUNDATION,
        None,
    )


def test_the_lead_of_the_other_side_gets_a_mail_without_words_of_the_wish(cast) -> None:
    raised(cast)

    message = Outgoing.objects.get(letter="agreements.turn")
    assert message.recipient_key == f"user:{cast.amina.pk}"
    assert "roofs" not in str(message.facts)


def test_people_of_the_partner_get_their_own_link(cast) -> None:
    renegotiation = raise_change(
        actor=cast.actor("amina"), now=NOW, agreement=make_agreement(cast), wish=WISH
    )

    message = Outgoing.objects.get(recipient_key=f"contact:{cast.gift.pk}")
    link = PartnerLink.objects.get(pk=message.facts["link"])
    assert (link.purpose, link.subject_id) == ("RENEGOTIATION", renegotiation.pk)


def test_what_a_partner_says_may_be_entered_by_the_foundation(cast) -> None:
    renegotiation = raise_change(
        actor=cast.actor("amina"),
        now=NOW,
        agreement=make_agreement(cast),
        wish=WISH,
        for_party=cast.malawi_party,
    )

    assert renegotiation.raised_side == Side.PARTNER
    entry = AuditEntry.objects.get(verb="agreements.renegotiation.raised")
    assert entry.facts["on_behalf_of"] == cast.malawi_party.pk


def test_a_second_wish_joins_the_open_one_and_keeps_all_words(cast) -> None:
    first = raised(cast)

    second = raise_change(
        actor=cast.actor("amina"),
        now=NOW,
        agreement=first.agreement,
        wish=replace(
            WISH,
            what_changed="Prices rose",
            worry="The seeds are late",
            topics=[Topic.PLACES],
            urgency=Urgency.SOON,
        ),
    )

    assert second == first
    assert second.topics == ["BUDGET", "PLACES", "TARGETS"]
    assert second.what_changed == "The storm took the roofs\n\nPrices rose"
    assert (second.worry, second.urgency) == ("The seeds are late", Urgency.SOON)
    assert Renegotiation.objects.count() == 1


def test_a_second_press_of_the_button_says_nothing_twice(cast) -> None:
    first = raised(cast)

    again = raised(cast, first.agreement)

    assert again.what_changed == "The storm took the roofs"
    assert not AuditEntry.objects.filter(verb__endswith=".joined").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"what_changed": " "}, "what_changed"), ({"topics": []}, "topics")],
)
def test_a_wish_says_what_changed_and_what_it_is_about(cast, changes, field) -> None:
    agreement = make_agreement(cast)

    with pytest.raises(InvalidInput) as refusal:
        raise_change(
            actor=gift(cast),
            now=NOW,
            agreement=agreement,
            wish=replace(WISH, **changes),
        )

    assert set(refusal.value.problems) == {field}


@pytest.mark.parametrize("stage", [Stage.SUSTAINING, Stage.CONCLUDED])
def test_an_agreement_that_is_over_is_not_changed(cast, stage) -> None:
    agreement = make_agreement(cast)
    cast.malawi_partnership.stage = stage
    cast.malawi_partnership.save(update_fields=["stage"])

    with pytest.raises(InvalidInput, match="over"):
        raised(cast, agreement)


def test_an_agreement_that_another_one_continues_is_not_changed(cast) -> None:
    agreement = make_agreement(cast)
    Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-01/9",
        kind_id="GRANT",
        title="Next",
        continues=agreement,
        created_at=NOW,
    )

    with pytest.raises(InvalidInput, match="over"):
        raised(cast, agreement)


@pytest.mark.parametrize("who", ["chloe", "fay", "ada", "eve"])
def test_who_has_no_right_here_raises_nothing(cast, who) -> None:
    agreement = make_agreement(cast)

    with pytest.raises(NotPermitted):
        raise_change(actor=cast.actor(who), now=NOW, agreement=agreement, wish=WISH)


def test_the_other_side_acknowledges_and_both_talk(cast) -> None:
    renegotiation = acknowledge(
        actor=cast.actor("amina"), now=NOW, renegotiation=raised(cast)
    )

    assert renegotiation.acknowledged_by == f"user:{cast.amina.pk}"
    assert renegotiation.state == RenegotiationState.TALKING


def test_acknowledging_again_changes_nothing(cast) -> None:
    renegotiation = acknowledge(
        actor=cast.actor("amina"), now=NOW, renegotiation=raised(cast)
    )

    acknowledge(actor=cast.actor("brian"), now=NOW, renegotiation=renegotiation)

    renegotiation.refresh_from_db()
    assert renegotiation.acknowledged_by == f"user:{cast.amina.pk}"
    assert renegotiation.steps.count() == 2


def test_nobody_acknowledges_the_own_wish(cast) -> None:
    renegotiation = raised(cast)

    with pytest.raises(NotPermitted):
        acknowledge(actor=gift(cast), now=NOW, renegotiation=renegotiation)
