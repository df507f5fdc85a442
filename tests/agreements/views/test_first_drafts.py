"""A draft before which nothing was agreed speaks of what is written, not of changes."""

from dataclasses import replace

import pytest
import time_machine

from agreements.choices import FirstKind, ProposalState
from agreements.models import Proposal
from agreements.selectors.proposals import changes_of, terms_of
from agreements.services.beginning import begin_agreement
from agreements.services.drafting import save_draft, start_draft
from agreements.services.proposing import send_proposal
from eclt_partners.accounts.choices import LinkPurpose
from tests.agreements.table import TERMS, lead_by, raised
from tests.agreements.views.at_the_table import Seat, partner, staff
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("told_context")


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def draft(cast) -> Proposal:
    lead_by(cast, cast.gift)
    table = begin_agreement(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=FirstKind.MOU,
        title="Seeds",
    )
    return start_draft(actor=cast.actor("amina"), now=NOW, renegotiation=table)


def write_all(cast, draft: Proposal) -> None:
    """Write a whole text with its summary into the draft."""
    save_draft(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=draft,
        revision=draft.revision,
        terms=replace(TERMS, title="Seeds", effective_from=NOW.date()),
        summary="How we begin",
    )
    draft.refresh_from_db()


@pytest.fixture
def amina(cast, draft) -> Seat:
    return staff(cast, "amina", draft.renegotiation_id)


def test_an_empty_first_draft_says_that_nothing_is_written_yet(amina, draft) -> None:
    page = amina.read("proposal", draft.pk)
    assert "Nothing is written yet." in page
    assert "As it was" not in page

    sending = amina.read("proposal_changes", draft.pk)
    assert "Read your text and send the proposal" in sending
    assert "Nothing differs" not in sending
    assert "typing errors" not in sending


def test_title_and_days_of_a_first_draft_are_filled_in_and_to_be_checked(
    amina, draft
) -> None:
    page = amina.read("proposal", draft.pk)

    assert page.count("Filled in already: check it") == 1
    assert "Nothing yet" in page


def test_a_first_draft_does_not_ask_for_reasons_and_is_sent_without(
    cast, amina, draft
) -> None:
    money = amina.read("proposal_part", draft.pk, "money")
    assert "Why (optional)" in money
    assert "Needed before you send" not in money
    text = replace(terms_of(draft), clauses=TERMS.clauses[:1])
    save_draft(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=draft,
        revision=draft.revision,
        terms=text,
    )
    draft.refresh_from_db()
    assert "1 point is written." in amina.read("proposal", draft.pk)

    amina.post(
        "proposal_changes", draft.pk, revision=draft.revision, summary="How we begin"
    )

    draft.refresh_from_db()
    assert (draft.state, draft.is_correction) == (ProposalState.PROPOSED, False)


def test_a_first_draft_without_a_summary_asks_what_is_to_be_agreed(
    amina, draft
) -> None:
    answer = amina.post("proposal_changes", draft.pk, revision=draft.revision)

    assert "Write what you want to agree, in plain words" in answer.content.decode()


def test_the_talk_about_a_first_agreement_does_not_ask_what_changed_since(
    cast, amina
) -> None:
    page = amina.read("talk")
    assert "What has changed since we agreed?" not in page
    assert "What must not change?" not in page
    assert "What does each side need?" in page
    assert "on the page of the new agreement" in page
    assert "the change" not in page


def test_the_talk_about_a_change_asks_what_changed_since(cast) -> None:
    page = staff(cast, "amina", raised(cast).pk).read("talk")
    assert "What has changed since we agreed?" in page
    assert "What must not change?" in page


def test_a_link_to_the_partnership_offers_the_own_link_to_the_new_agreement(
    cast, draft
) -> None:
    page = partner(cast, draft.renegotiation_id, LinkPurpose.HOME).read("table")
    assert "use your own link to this agreement" in page
    assert "this change" not in page


def test_whoever_reads_a_first_text_reads_its_days_and_its_currency(
    cast, amina, draft
) -> None:
    """They are in the text that is accepted, and differ from nothing."""
    write_all(cast, draft)
    frame = "First day:", "Last day:", "Language:", "Currency:"

    assert all(each in amina.read("proposal_changes", draft.pk) for each in frame)
    send_proposal(
        actor=cast.actor("amina"), now=NOW, proposal=draft, revision=draft.revision
    )
    page = amina.read("proposal", draft.pk)
    assert all(each in page for each in frame)
    assert "Money in all" in page


def test_a_first_text_is_shown_as_a_text_and_not_as_changes(cast, draft) -> None:
    write_all(cast, draft)
    send_proposal(
        actor=cast.actor("amina"), now=NOW, proposal=draft, revision=draft.revision
    )
    page = partner(cast, draft.renegotiation_id).read("proposal", draft.pk)
    for words in ("added:", "removed:", ">New<", "parts added", "Key changes"):
        assert words not in page
    assert page.count('name="answer" value="ACCEPT"') == len(changes_of(draft).changes)
