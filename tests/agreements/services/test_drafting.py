"""Writing a proposal before it is sent."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.choices import ProposalState
from agreements.selectors.proposals import terms_of
from agreements.services.drafting import (
    discard_draft,
    rebase_draft,
    save_draft,
    start_draft,
)
from agreements.services.endings import withdraw
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.common.errors import IllegalTransition, NotPermitted, StaleObject
from tests.agreements.table import (
    STARTS,
    TERMS,
    changed,
    drafted,
    gift,
    proposed,
    raised,
)
from tests.cast import NOW


def _start(cast, actor=None, renegotiation=None):
    return start_draft(
        actor=actor or cast.actor("amina"),
        now=NOW,
        renegotiation=renegotiation or raised(cast),
    )


def test_a_draft_starts_from_the_newest_version_with_a_first_day_ahead(cast) -> None:
    terms = terms_of(_start(cast))

    assert terms.effective_from == date(2026, 12, 23)
    assert replace(terms, effective_from=STARTS) == TERMS


def test_starting_again_gives_the_own_draft(cast) -> None:
    first = _start(cast)

    assert _start(cast, renegotiation=first.renegotiation) == first


def test_each_side_has_a_draft_of_its_own(cast) -> None:
    ours = _start(cast)

    theirs = _start(cast, gift(cast), ours.renegotiation)

    assert (theirs.side, theirs.party) == ("PARTNER", cast.malawi_party)
    assert (ours.round, theirs.round) == (1, 2)


def test_a_counter_proposal_starts_from_what_lies_on_the_table(cast) -> None:
    renegotiation = raised(cast)
    table = proposed(gift(cast), renegotiation)

    counter = _start(cast, renegotiation=renegotiation)

    assert counter.answers_to == table
    assert terms_of(counter) == terms_of(table)
    assert counter.reasons == table.reasons


def test_what_was_typed_is_kept(cast) -> None:
    draft = _start(cast)

    save_draft(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=draft,
        revision=1,
        terms=changed(terms_of(draft)),
        summary=" Fewer children ",
        reasons={"targets:children": "The storm"},
    )

    draft.refresh_from_db()
    assert terms_of(draft).targets[0].quantity == 2000
    assert draft.summary == "Fewer children"
    assert draft.revision == 2


def test_two_people_who_edit_one_draft_do_not_overwrite_each_other(cast) -> None:
    draft = _start(cast)
    save_draft(
        actor=cast.actor("amina"), now=NOW, proposal=draft, revision=1, summary="One"
    )

    with pytest.raises(StaleObject):
        save_draft(
            actor=cast.actor("brian"),
            now=NOW,
            proposal=draft,
            revision=1,
            summary="Two",
        )

    draft.refresh_from_db()
    assert draft.summary == "One"


def test_nobody_writes_the_draft_of_another_side(cast) -> None:
    draft = _start(cast)

    with pytest.raises(NotPermitted):
        save_draft(
            actor=gift(cast), now=NOW, proposal=draft, revision=1, summary="Mine"
        )


def test_what_was_sent_is_not_edited(cast) -> None:
    proposal = proposed(gift(cast), raised(cast))

    with pytest.raises(IllegalTransition):
        save_draft(
            actor=gift(cast),
            now=NOW,
            proposal=proposal,
            revision=proposal.revision,
            summary="Other",
        )


def test_no_draft_is_begun_after_the_end(cast) -> None:
    renegotiation = raised(cast)
    withdraw(actor=gift(cast), now=NOW, renegotiation=renegotiation, text="Solved")

    with pytest.raises(IllegalTransition):
        _start(cast, renegotiation=renegotiation)


def test_a_draft_that_is_put_away_stays_in_the_history(cast) -> None:
    draft = _start(cast)

    discard_draft(actor=cast.actor("amina"), now=NOW, proposal=draft)

    draft.refresh_from_db()
    assert draft.state == ProposalState.WITHDRAWN


def _correct(agreement, **changes):
    """Let a correction come into force while somebody writes."""
    return insert_version(
        now=NOW,
        agreement=agreement,
        facts=VersionFacts(2, "CORRECTION", "REGISTERED", "system", "Typing error"),
        terms=replace(TERMS, effective_from=date(2026, 2, 1), **changes),
    )


def test_a_draft_moves_onto_a_version_that_came_meanwhile(cast) -> None:
    draft = drafted(gift(cast), raised(cast))
    fixed = replace(TERMS.clauses[2], text="Each names one person to call.")
    version = _correct(
        draft.renegotiation.agreement,
        clauses=(*TERMS.clauses[:2], fixed, TERMS.clauses[3]),
    )

    moved = rebase_draft(actor=gift(cast), now=NOW, proposal=draft)

    draft.refresh_from_db()
    assert moved.conflicts == ()
    assert draft.base_version == version
    assert terms_of(draft).clauses[2].text == "Each names one person to call."
    assert terms_of(draft).targets[0].quantity == 2000


def test_what_both_changed_stays_as_drafted_and_is_named(cast) -> None:
    draft = drafted(gift(cast), raised(cast))
    fixed = replace(TERMS.clauses[3], text="Within 15 working days, always.")
    _correct(draft.renegotiation.agreement, clauses=(*TERMS.clauses[:3], fixed))

    moved = rebase_draft(actor=gift(cast), now=NOW, proposal=draft)

    draft.refresh_from_db()
    assert [conflict.key for conflict in moved.conflicts] == ["clause:paying"]
    assert terms_of(draft).clauses[3].text == "Within 10 working days."


def test_a_draft_on_the_newest_version_is_left_alone(cast) -> None:
    draft = drafted(gift(cast), raised(cast))

    rebase_draft(actor=gift(cast), now=NOW, proposal=draft)

    before = draft.revision
    draft.refresh_from_db()
    assert draft.revision == before
