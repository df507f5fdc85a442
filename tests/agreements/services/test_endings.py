"""Renegotiations that end without a version, or wait."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from agreements.choices import ChangeReason, ProposalState, RenegotiationState
from agreements.services.accepting import accept_proposal, answer_change
from agreements.services.endings import ask_helper, decline, park, resume, withdraw
from agreements.services.proposing import send_proposal
from agreements.services.raising import raise_change
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from tests.agreements.table import (
    TERMS,
    WISH,
    drafted,
    gift,
    proposed,
    raised,
    ready,
    transformed,
)
from tests.cast import NOW


def _decline(cast, renegotiation, who="amina", **changes):
    values = {
        "reason": ChangeReason.MONEY,
        "text": "The budget of 2026 is closed",
        "would_be_possible": "From 2027 on, if the board agrees",
    }
    actor = gift(cast) if who == "gift" else cast.actor(who)
    return decline(
        actor=actor, now=NOW, renegotiation=renegotiation, **{**values, **changes}
    )


def test_a_wish_is_declined_with_what_would_make_it_possible(cast) -> None:
    renegotiation = _decline(cast, raised(cast))

    assert renegotiation.state == RenegotiationState.DECLINED
    assert renegotiation.would_be_possible == "From 2027 on, if the board agrees"
    assert renegotiation.closed_by == f"user:{cast.amina.pk}"


@pytest.mark.parametrize("field", ["text", "would_be_possible"])
def test_declining_needs_its_sentences(cast, field) -> None:
    with pytest.raises(InvalidInput) as refusal:
        _decline(cast, raised(cast), **{field: " "})

    assert set(refusal.value.problems) == {field}


def test_nobody_declines_the_own_wish(cast) -> None:
    with pytest.raises(NotPermitted):
        _decline(cast, raised(cast), who="gift")


def test_an_officer_who_does_not_lead_declines_nothing(cast) -> None:
    cast.malawi_partnership.foundation_lead = cast.brian
    cast.malawi_partnership.save(update_fields=["foundation_lead"])

    with pytest.raises(NotPermitted):
        _decline(cast, raised(cast))


def test_a_manager_steps_in_for_the_lead(cast) -> None:
    renegotiation = _decline(cast, raised(cast), who="brian")

    assert renegotiation.state == RenegotiationState.DECLINED


def test_open_proposals_end_with_the_wish(cast) -> None:
    renegotiation = raised(cast)
    table = proposed(gift(cast), renegotiation)
    draft = drafted(cast.actor("amina"), renegotiation)

    _decline(cast, renegotiation)

    table.refresh_from_db()
    draft.refresh_from_db()
    assert table.state == ProposalState.REJECTED
    assert draft.state == ProposalState.WITHDRAWN


def test_the_side_that_raised_it_withdraws_it(cast) -> None:
    renegotiation = withdraw(
        actor=gift(cast), now=NOW, renegotiation=raised(cast), text="No answer came"
    )

    assert renegotiation.state == RenegotiationState.WITHDRAWN
    assert renegotiation.close_text == "No answer came"


def test_the_other_side_does_not_withdraw_it(cast) -> None:
    with pytest.raises(NotPermitted):
        withdraw(
            actor=cast.actor("amina"), now=NOW, renegotiation=raised(cast), text="Hm"
        )


def test_what_is_over_is_not_withdrawn_again(cast) -> None:
    renegotiation = raised(cast)
    withdraw(actor=gift(cast), now=NOW, renegotiation=renegotiation, text="Solved")

    with pytest.raises(IllegalTransition):
        withdraw(actor=gift(cast), now=NOW, renegotiation=renegotiation, text="Again")


def test_a_wish_is_parked_until_a_day(cast) -> None:
    renegotiation = park(
        actor=gift(cast), now=NOW, renegotiation=raised(cast), until=date(2027, 2, 1)
    )

    assert renegotiation.state == RenegotiationState.PARKED
    assert not renegotiation.is_open


@pytest.mark.parametrize("until", [date(2026, 11, 23), date(2027, 11, 24)])
def test_the_day_of_parking_lies_within_a_year(cast, until) -> None:
    with pytest.raises(InvalidInput) as refusal:
        park(actor=gift(cast), now=NOW, renegotiation=raised(cast), until=until)

    assert set(refusal.value.problems) == {"until"}


def test_a_parked_wish_is_taken_up_again(cast) -> None:
    renegotiation = park(
        actor=gift(cast), now=NOW, renegotiation=raised(cast), until=date(2027, 2, 1)
    )

    resume(actor=cast.actor("amina"), now=NOW, renegotiation=renegotiation)

    renegotiation.refresh_from_db()
    assert renegotiation.state == RenegotiationState.TALKING


def test_while_it_is_put_aside_nobody_says_anything_to_the_paper(cast) -> None:
    paper = proposed(gift(cast), raised(cast))
    amina, table = cast.actor("amina"), paper.renegotiation
    draft = drafted(amina, table)
    park(actor=gift(cast), now=NOW, renegotiation=table, until=date(2027, 2, 1))
    who = {"actor": amina, "now": NOW}
    deeds = (
        partial(answer_change, proposal=paper, key="clause:paying", answer="ACCEPT"),
        partial(accept_proposal, proposal=paper, seen_hash=paper.text_hash),
        partial(send_proposal, proposal=draft, revision=draft.revision),
    )

    for deed in deeds:
        with pytest.raises(InvalidInput, match="put aside until 1 Feb 2027"):
            deed(**who)

    resume(**who, renegotiation=table)
    agreed = accept_proposal(**who, proposal=paper, seen_hash=paper.text_hash)
    assert agreed.renegotiation.state == RenegotiationState.AGREED


def test_a_paper_from_before_another_version_is_not_accepted(cast) -> None:
    paper = proposed(gift(cast), raised(cast))
    who = {"actor": cast.actor("amina"), "now": NOW}
    insert_version(
        now=NOW,
        agreement=paper.renegotiation.agreement,
        facts=VersionFacts(2, "AMENDMENT", "REGISTERED", "system", "Fewer roofs"),
        terms=replace(TERMS, effective_from=date(2026, 2, 1)),
    )

    with pytest.raises(InvalidInput, match="Version 2 came after this was written"):
        accept_proposal(**who, proposal=paper, seen_hash=paper.text_hash)


def test_a_parked_wish_waits_while_another_is_open(cast) -> None:
    first = park(
        actor=gift(cast), now=NOW, renegotiation=raised(cast), until=date(2027, 2, 1)
    )
    raise_change(
        actor=cast.actor("amina"), now=NOW, agreement=first.agreement, wish=WISH
    )

    with pytest.raises(InvalidInput):
        resume(actor=gift(cast), now=NOW, renegotiation=first)


def test_a_parked_wish_is_not_taken_up_when_the_agreement_is_over(cast) -> None:
    ready(cast)
    parked = park(
        actor=gift(cast), now=NOW, renegotiation=raised(cast), until=date(2027, 2, 1)
    )
    transformed(cast, parked.agreement)

    with pytest.raises(InvalidInput, match="This agreement is over"):
        resume(actor=gift(cast), now=NOW, renegotiation=parked)


def test_the_neutral_helper_is_asked_once(cast) -> None:
    renegotiation = ask_helper(actor=gift(cast), now=NOW, renegotiation=raised(cast))

    ask_helper(actor=cast.actor("amina"), now=NOW, renegotiation=renegotiation)

    renegotiation.refresh_from_db()
    assert renegotiation.facilitated_by == f"contact:{cast.gift.pk}"
