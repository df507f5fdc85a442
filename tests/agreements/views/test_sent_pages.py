"""A proposal on the table: read by all, answered change by change, accepted, signed."""

from dataclasses import replace
from io import BytesIO

import pytest
import time_machine
from PIL import Image

from agreements.choices import ProposalState, RenegotiationState
from agreements.models import ChangeAnswer, Proposal
from agreements.rules.reasons import to_explain
from agreements.selectors.proposals import changes_of
from agreements.services.drafting import start_draft
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.documents.choices import DocumentCategory
from eclt_partners.documents.models import Document
from tests.agreements.table import (
    accepted,
    changed,
    drafted,
    gift,
    proposed,
    ready,
    sign,
)
from tests.agreements.views.at_the_table import partner, staff
from tests.architecture.watch import faults_of_forms
from tests.cast import NOW
from tests.dashboards.views.pages import queries_of

pytestmark = pytest.mark.usefixtures("told_context")


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


def keys_of(proposal: Proposal) -> list[str]:
    return to_explain(changes_of(proposal).changes)


@pytest.mark.parametrize("seat", [partner, lambda cast, pk: staff(cast, "amina", pk)])
def test_both_sides_may_take_the_changes_along(cast, table, sent, seat) -> None:
    reader = seat(cast, table.pk)
    prefix = "deal" if reader.prefix else "agreements"
    address = f"/{prefix}/{table.agreement_id}/compare/1..proposal-{sent.pk}/"
    assert f'href="{address}"' in reader.read("proposal", sent.pk)
    assert reader.client.get(address).status_code == 200


def test_a_draft_is_looked_over_and_sent(cast, table, amina) -> None:
    draft = drafted(cast.actor("amina"), table)
    page = amina.read("proposal_changes", draft.pk)
    assert "USD\u00a0100,000" not in page  # the sum stays the same
    assert "2,000" in page
    assert "Send the proposal" in page

    response = amina.post(
        "proposal_changes",
        draft.pk,
        summary="Fewer children, more roofs",
        revision=draft.revision,
    )

    assert response.url == amina.url("proposal", draft.pk)
    draft.refresh_from_db()
    assert draft.state == ProposalState.PROPOSED
    assert "Waiting for: Nyali Trust" in amina.read("proposal", draft.pk)


def test_what_keeps_a_draft_from_being_sent_is_told_and_the_summary_stays(
    cast, table, amina
) -> None:
    draft = start_draft(actor=cast.actor("amina"), now=NOW, renegotiation=table)
    draft.terms = {**draft.terms, "title": "Other"}
    draft.save(update_fields=["terms"])
    sent = {"summary": "My own words", "revision": draft.revision}

    response = amina.post("proposal_changes", draft.pk, **sent)
    page = response.content.decode()
    assert "Write a reason for each change" in page
    assert "My own words" in page
    assert (
        amina.post("proposal_changes", draft.pk, **{**sent, "summary": "x" * 601})
        .context["form"]
        .errors["summary"]
    )
    assert amina.post(
        "proposal_changes", draft.pk, **{**sent, "revision": 99}
    ).status_code in {200, 409}
    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT


def test_the_other_side_answers_every_change_with_one_press_each(amina, sent) -> None:
    keys = keys_of(sent)
    assert f"Changes without your answer: {len(keys)}" in amina.read(
        "proposal", sent.pk
    )
    url = ""
    for key in keys:
        response = amina.post("proposal_answer", sent.pk, key=key, answer="ACCEPT")
        assert response.status_code == 302
        url = response.url
    assert url.endswith("#whole")
    page = amina.read("proposal", sent.pk)
    assert f"{len(keys)} of {len(keys)} answered" in page
    assert "You answered every change" in page


@pytest.mark.parametrize("seat", [partner, lambda cast, pk: staff(cast, "amina", pk)])
def test_a_browser_can_send_every_answer_to_a_change(cast, table, sent, seat) -> None:
    reader = seat(cast, table.pk)
    response = reader.get("proposal", sent.pk)
    assert list(faults_of_forms(response)) == []


def test_the_first_day_that_moves_by_itself_is_no_part_to_answer(amina, sent) -> None:
    changes = changes_of(sent).changes
    assert {each.key for each in changes} - set(keys_of(sent)) == {"dates"}
    page = amina.read("proposal", sent.pk)
    assert f"Changes without your answer: {len(changes) - 1}" in page
    assert "Starts on" in page or "First day" in page


def test_to_discuss_needs_words_and_stands_on_top(cast, table, amina, sent) -> None:
    key = "clause:paying"
    response = amina.post("proposal_answer", sent.pk, key=key, answer="DISCUSS")
    assert response.status_code == 200
    assert "Write what you want to talk about" in response.content.decode()
    assert not ChangeAnswer.objects.exists()

    amina.post(
        "proposal_answer", sent.pk, key=key, answer="DISCUSS", comment="Ten is short"
    )

    for seat in (amina, partner(cast, table.pk)):
        page = seat.read("proposal", sent.pk)
        assert page.index("To talk about") < page.index("Key changes")
        assert '<a href="#change-clause-paying">Paying on time</a>' in page
        assert "Ten is short" in page
    refused = amina.client.post(
        amina.url("proposal_accept", sent.pk),
        {"seen_hash": sent.text_hash},
        follow=True,
    )
    assert "Your side wants to talk about a change" in refused.content.decode()


def test_a_comment_may_name_the_principle_that_it_speaks_of(cast, table, amina) -> None:
    principles = ("We warn each other early.", "We share what we learn.")
    sent = proposed(
        gift(cast), table, lambda terms: replace(changed(terms), principles=principles)
    )
    said = {"key": "clause:paying", "answer": "DISCUSS", "comment": "Ten is short"}
    amina.post("proposal_answer", sent.pk, **said, principle="We pay late.")
    assert not ChangeAnswer.objects.exists()

    amina.post("proposal_answer", sent.pk, **said, principle=principles[0])

    for seat in (amina, partner(cast, table.pk)):
        page = seat.read("proposal", sent.pk)
        assert page.count(f"Touches our principle: {principles[0]}") == 2


def test_the_side_that_wrote_it_answers_nothing(cast, table, sent) -> None:
    seat = partner(cast, table.pk)
    page = seat.read("proposal", sent.pk)
    assert "Waiting for: Foundation" in page
    assert 'value="ACCEPT"' not in page
    answer = seat.post("proposal_answer", sent.pk, key="clause:paying", answer="ACCEPT")
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "values",
    [
        {"answer": "MAYBE"},
        {"answer": ""},
        {"key": "clause:none"},
        {"key": ""},
        {"key": "%"},
    ],
)
def test_a_forged_answer_changes_nothing(amina, sent, values) -> None:
    typed = {"key": "clause:paying", "answer": "ACCEPT", **values}
    assert amina.post("proposal_answer", sent.pk, **typed).status_code == 200
    assert not ChangeAnswer.objects.exists()


def test_accepting_needs_the_text_that_was_read(amina, sent) -> None:
    wrong = amina.post("proposal_accept", sent.pk, seen_hash="0" * 64)
    assert wrong.status_code == 409
    assert "Go to Today" in wrong.content.decode()
    amina.post("proposal_accept", sent.pk, seen_hash=sent.text_hash)
    sent.refresh_from_db()
    assert sent.state == ProposalState.ACCEPTED
    page = amina.read("proposal", sent.pk)
    assert "Accepted 23 Nov 2026" in page
    assert sent.text_hash[:12] in page


def test_staff_enter_what_the_partner_accepted_on_paper(cast, table, amina) -> None:
    ours = proposed(cast.actor("amina"), table)
    page = amina.read("proposal", ours.pk)
    assert "Nyali Trust accepted on paper: enter it" in page
    party = cast.malawi_party.pk
    forged = {"seen_hash": ours.text_hash, "party": cast.uganda_party.pk}
    assert amina.post("proposal_accept", ours.pk, **forged).status_code == 404
    mine = {"seen_hash": ours.text_hash, "party": party}
    assert (
        partner(cast, table.pk).post("proposal_accept", ours.pk, **mine).status_code
        == 404
    )
    amina.post("proposal_accept", ours.pk, **mine)
    ours.refresh_from_db()
    assert ours.state == ProposalState.ACCEPTED


def test_rounds_can_be_read_and_compared_by_both(cast, table, amina, sent) -> None:
    response = amina.post("draft_start")
    counter = Proposal.objects.latest("pk")
    assert response.url == amina.url("proposal", counter.pk)
    theirs = partner(cast, table.pk)
    assert "All rounds" not in theirs.read("proposal", sent.pk)
    counter = proposed(
        cast.actor("amina"), table, lambda terms: replace(terms, places=("Lunzu",))
    )
    for seat in (amina, theirs):
        page = seat.read("proposal", sent.pk)
        assert "All rounds" in page
        assert seat.url("proposal", counter.pk) in page
        compared = seat.read("proposal_compare", counter.pk, sent.pk)
        assert "From proposal 1 to proposal 2" in compared
        assert "Lunzu" in compared


def test_both_sign_and_the_last_page_says_what_happens_next(cast, table) -> None:
    ready(cast)
    proposal = accepted(cast, table)
    brian, head = (
        staff(cast, "brian", table.pk),
        partner(cast, table.pk, LinkPurpose.SIGN),
    )
    page = head.read("proposal_sign", proposal.pk)
    for text in ("Paying on time", "Within 10 working days.", proposal.text_hash):
        assert text in page
    typed = {"seen_hash": proposal.text_hash, "name": "Gift Banda", "role": "Director"}
    response = head.post("proposal_sign", proposal.pk, **typed)
    assert response.url == head.url("proposal", proposal.pk)
    assert "Your side has signed." in head.read("proposal_sign", proposal.pk)

    response = brian.post(
        "proposal_sign", proposal.pk, **{**typed, "name": "Brian", "role": "Manager"}
    )

    assert response.url == brian.url("proposal_signed", proposal.pk)
    for seat in (brian, head):
        page = seat.read("proposal_signed", proposal.pk)
        assert "Version 2 is valid from 23 Dec 2026" in page
        assert "What happens next" in page
        assert "Gift Banda, Director" in page


def test_only_a_link_for_signing_signs(cast, table) -> None:
    ready(cast)
    proposal = accepted(cast, table)
    seat = partner(cast, table.pk)
    assert seat.get("proposal_sign", proposal.pk).status_code == 404
    assert "gets a personal link by mail" in seat.read("proposal", proposal.pk)
    typed = {"seen_hash": proposal.text_hash, "name": "Amina", "role": "Officer"}
    assert (
        staff(cast, "amina", table.pk)
        .post("proposal_sign", proposal.pk, **typed)
        .status_code
        == 403
    )
    assert not proposal.signatures.exists()


def test_what_the_gate_misses_stands_on_the_page_and_nothing_is_signed(
    cast, table
) -> None:
    proposal = accepted(cast, table)
    brian = staff(cast, "brian", table.pk)
    assert "The plan for what must last names nothing yet." in brian.read(
        "proposal_sign", proposal.pk
    )
    typed = {"seen_hash": proposal.text_hash, "name": "Brian", "role": "Manager"}
    page = brian.post("proposal_sign", proposal.pk, **typed).content.decode()
    assert "There is a problem" in page
    assert 'value="Manager"' in page
    empty = {**typed, "name": " ", "role": ""}
    response = brian.post("proposal_sign", proposal.pk, **empty)
    assert set(response.context["form"].errors) == {"name", "role"}
    assert (
        brian.post(
            "proposal_sign", proposal.pk, **{**typed, "seen_hash": "x"}
        ).status_code
        == 409
    )
    assert not proposal.signatures.exists()


def photo() -> BytesIO:
    content = BytesIO()
    Image.new("RGB", (20, 20)).save(content, "PNG")
    content.seek(0)
    content.name = "scan.png"
    return content


def test_a_signature_on_paper_comes_with_its_scan(cast, table, amina) -> None:
    ready(cast)
    proposal = accepted(cast, table)
    sign(cast, proposal, "brian")
    typed = {
        "seen_hash": proposal.text_hash,
        "party": cast.malawi_party.pk,
        "signer": cast.gift.pk,
        "signed_on": "22 11 2026",
    }
    late = {**typed, "signed_on": "1 12 2026", "file": photo()}
    response = amina.post("proposal_paper", proposal.pk, **late)
    assert response.context["form"].errors["signed_on"]
    assert not Document.objects.exists()

    response = amina.post("proposal_paper", proposal.pk, **typed, file=photo())

    assert response.url == amina.url("proposal_signed", proposal.pk)
    scan = Document.objects.get()
    assert scan.category == DocumentCategory.SIGNED_SCAN
    assert scan.subject_id == table.pk
    assert proposal.signatures.get(side="PARTNER").document_id == scan.pk
    table.refresh_from_db()
    assert table.state == RenegotiationState.SIGNED
    assert "Signed on paper" in amina.read("proposal_signed", proposal.pk)


def test_thirty_clauses_take_the_queries_of_four(cast, table, amina) -> None:
    actor = cast.actor("amina")
    amina.client.get("/more/")
    few = _queries(amina, actor, proposed(actor, table))
    many = _queries(amina, actor, proposed(actor, table, _long))
    assert many == few
    assert max(many) <= 32


def _queries(seat, actor, proposal: Proposal) -> list[int]:
    draft = drafted(
        actor, proposal.renegotiation, lambda terms: replace(terms, title="T")
    )
    pages = (
        seat.url("proposal", proposal.pk),
        seat.url("proposal", draft.pk),
        seat.url("proposal_changes", draft.pk),
        seat.url("proposal_compare", draft.pk, proposal.pk),
        seat.url("proposal_part", draft.pk, "promises"),
    )
    counts = [queries_of(seat.client, page) for page in pages]
    draft.state = ProposalState.WITHDRAWN
    draft.save(update_fields=["state"])
    return counts


def _long(terms):
    clauses = [
        replace(terms.clauses[3], key=f"own-{n}", heading=f"Own {n}") for n in range(26)
    ]
    return replace(changed(terms), clauses=(*terms.clauses, *clauses))
