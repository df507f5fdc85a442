"""Proposals on the table: sent, answered, countered, accepted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements.choices import (
    ChangeAnswerKind,
    ProposalState,
    RenegotiationState,
    SizeClass,
)
from agreements.models import Acceptance, Proposal
from agreements.services.accepting import accept_proposal, answer_change
from agreements.services.proposing import send_proposal
from eclt_partners.common.errors import (
    GateBlocked,
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from eclt_partners.notifications.models import Outgoing
from tests.agreements.table import (
    accepted,
    drafted,
    gift,
    proposed,
    raised,
)
from tests.cast import NOW


def slip(terms):
    """One letter of a clause is put right."""
    *others, paying = terms.clauses
    text = paying.text.replace("working", "workin", 1)
    assert text != paying.text
    return replace(terms, clauses=(*others, replace(paying, text=text)))


def _send(cast, draft, revision=None):
    return send_proposal(
        actor=gift(cast),
        now=NOW,
        proposal=draft,
        revision=draft.revision if revision is None else revision,
    )


def _accept(cast, proposal, who="amina", **values):
    actor = gift(cast) if who == "gift" else cast.actor(who)
    return accept_proposal(
        actor=actor,
        now=NOW,
        proposal=proposal,
        seen_hash=values.pop("seen_hash", proposal.text_hash),
        **values,
    )


def _answer(cast, proposal, key, answer=ChangeAnswerKind.ACCEPT, comment=""):
    return answer_change(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=proposal,
        key=key,
        answer=answer,
        comment=comment,
    )


def test_a_sent_proposal_has_its_hash_and_its_size(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    assert proposal.state == ProposalState.PROPOSED
    assert len(proposal.text_hash) == 64
    assert proposal.size_class == SizeClass.STANDARD
    assert proposal.renegotiation.state == RenegotiationState.PROPOSED


def test_sending_accepts_the_own_text(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    acceptance = Acceptance.objects.get(proposal=proposal)
    assert (acceptance.side, acceptance.text_hash) == ("PARTNER", proposal.text_hash)


def test_the_other_side_gets_a_mail_at_each_turn(cast) -> None:
    proposed(gift(cast), raised(cast))

    told = Outgoing.objects.filter(recipient_key=f"user:{cast.amina.pk}")
    assert told.count() == 2


def test_a_proposal_that_changes_nothing_is_refused(cast) -> None:
    draft = drafted(
        gift(cast),
        raised(cast),
        lambda terms: replace(terms, effective_from=terms.rate_on),
    )

    with pytest.raises(InvalidInput, match="Nothing"):
        _send(cast, draft)


def test_another_first_day_alone_is_no_proposal(cast) -> None:
    draft = drafted(gift(cast), raised(cast), lambda terms: terms)

    with pytest.raises(InvalidInput, match="Nothing is changed"):
        _send(cast, draft)


def test_each_change_needs_its_reason(cast) -> None:
    draft = drafted(gift(cast), raised(cast))
    Proposal.objects.filter(pk=draft.pk).update(reasons={})

    with pytest.raises(InvalidInput) as refusal:
        _send(cast, draft)

    assert set(refusal.value.problems) == {"reasons"}


def test_a_protected_clause_is_not_made_weaker(cast) -> None:
    draft = drafted(
        gift(cast),
        raised(cast),
        lambda terms: replace(terms, clauses=terms.clauses[1:]),
    )

    with pytest.raises(GateBlocked, match="Take stock is protected"):
        _send(cast, draft)


def test_a_text_whose_first_day_is_over_is_not_sent(cast) -> None:
    draft = drafted(gift(cast), raised(cast))
    later = NOW + timedelta(days=60)
    with pytest.raises(InvalidInput, match="is over"):
        send_proposal(
            actor=gift(cast), now=later, proposal=draft, revision=draft.revision
        )
    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT


def test_typing_errors_are_put_right_from_a_past_day_too(cast) -> None:
    draft = drafted(gift(cast), raised(cast), slip, is_correction=True)
    later = NOW + timedelta(days=60)
    sent = send_proposal(
        actor=gift(cast), now=later, proposal=draft, revision=draft.revision
    )
    assert sent.size_class == SizeClass.CORRECTION


def test_a_draft_that_was_changed_meanwhile_is_not_sent(cast) -> None:
    draft = drafted(gift(cast), raised(cast))

    with pytest.raises(StaleObject):
        _send(cast, draft, revision=draft.revision - 1)


def test_sending_twice_sends_once(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(IllegalTransition):
        _send(cast, proposal)


def test_the_words_of_a_sent_proposal_stay_in_the_database(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(summary="Other")
    with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(terms={})


def test_a_hash_that_is_not_that_of_the_words_is_refused(cast) -> None:
    draft = drafted(gift(cast), raised(cast))

    with pytest.raises(IntegrityError, match="not that of its words"):
        Proposal.objects.filter(pk=draft.pk).update(
            canonical="{}", text_hash="0" * 64, terms={}
        )


def test_the_other_side_answers_each_change(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    said, _again = (
        _answer(cast, proposal, "clause:paying", ChangeAnswerKind.DISCUSS, "Too slow")
        for _press in range(2)
    )

    assert proposal.answers.get() == said
    assert (said.side, said.comment) == ("FOUNDATION", "Too slow")


def test_discussing_needs_a_comment(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(InvalidInput) as refusal:
        _answer(cast, proposal, "clause:paying", ChangeAnswerKind.DISCUSS, " ")

    assert set(refusal.value.problems) == {"comment"}


def test_what_a_proposal_does_not_change_is_not_answered(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(InvalidInput, match="does not change"):
        _answer(cast, proposal, "clause:room")


def test_nobody_answers_the_own_proposal(cast) -> None:
    proposal = proposed(cast.actor("amina"), raised(cast))

    with pytest.raises(NotPermitted):
        _answer(cast, proposal, "clause:paying")


def test_with_all_sides_it_is_agreed(cast) -> None:
    proposal = accepted(cast, raised(cast))

    assert proposal.state == ProposalState.ACCEPTED
    assert proposal.renegotiation.state == RenegotiationState.AGREED


def test_a_side_that_wants_to_talk_does_not_accept(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))
    _answer(cast, proposal, "clause:paying", ChangeAnswerKind.DISCUSS, "Too fast")

    with pytest.raises(InvalidInput, match="wants to talk"):
        _accept(cast, proposal)

    _answer(cast, proposal, "clause:paying")
    assert _accept(cast, proposal).state == ProposalState.ACCEPTED


def test_a_text_that_was_not_seen_is_not_accepted(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(StaleObject):
        _accept(cast, proposal, seen_hash="0" * 64)


def test_a_counter_proposal_voids_what_was_accepted(cast) -> None:
    renegotiation = raised(cast)
    first = accepted(cast, renegotiation)

    second = proposed(
        cast.actor("amina"),
        renegotiation,
        lambda t: replace(t, places=("Mtsinje", "X")),
    )

    first.refresh_from_db()
    renegotiation.refresh_from_db()
    assert first.state == ProposalState.REPLACED
    assert renegotiation.state == RenegotiationState.COUNTERED
    assert list(second.acceptances.values_list("side", flat=True)) == ["FOUNDATION"]
    with pytest.raises(StaleObject):
        _accept(cast, first, who="gift")


def test_an_acceptance_on_paper_is_entered_and_stays_visible(cast) -> None:
    proposal = proposed(cast.actor("amina"), raised(cast))

    _accept(cast, proposal, who="brian", for_party=cast.malawi_party)

    row = Acceptance.objects.get(proposal=proposal, side="PARTNER")
    assert row.accepted_by == f"user:{cast.brian.pk}"


def test_an_acceptance_of_another_text_is_refused_by_the_database(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(IntegrityError, match="not the text"):
        Acceptance.objects.create(
            proposal=proposal,
            side="FOUNDATION",
            text_hash="0" * 64,
            accepted_at=NOW,
            accepted_by="user:1",
        )
