"""On which pages is a proposal read, sent, answered, accepted and compared?"""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from agreements.choices import ChangeAnswerKind, ProposalState
from agreements.forms.proposals import AnswerForm
from agreements.models import Proposal
from agreements.rules.reasons import to_explain
from agreements.selectors.people import Names
from agreements.selectors.proposals import (
    base_terms,
    changes_of,
    latest_answers,
    missing_acceptances,
    missing_signatures,
    newer_number,
    principles_of,
    readable_proposals,
    sides_of,
    terms_of,
)
from agreements.services.accepting import accept_proposal, answer_change
from agreements.views.answer_parts import (
    Answers,
    Talk,
    acceptors,
    answerings,
    field_id,
    may_answer,
    my_key,
    parties_without,
    status_sentence,
)
from agreements.views.chairs import Chair
from agreements.views.comparison_parts import ComparisonPage, comparison_page
from agreements.views.drafts import draft_overview
from agreements.views.papers import (
    names_at,
    paper_at,
    side_name,
    stored_size,
)
from eclt_partners.common.actions import Action
from eclt_partners.common.asking import prefetch_together
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms.attempts import attempt

ON_THE_TABLE: Final = frozenset({ProposalState.PROPOSED, ProposalState.ACCEPTED})


@require_safe
def proposal(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Show a draft to its own side, and a sent proposal to everybody at the table."""
    found = paper_at(chair, proposal_id)
    if found.state == ProposalState.DRAFT:
        return draft_overview(request, chair, found)
    return _sent_page(request, chair, found)


@require_POST
def answer(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Accept one change, or ask to talk about it; go on to the next one."""
    found = paper_at(chair, proposal_id)
    chair.require(Action.PROPOSE_CHANGE)
    key = request.POST.get("key", "")[:80]
    form = AnswerForm(
        request.POST, auto_id=field_id(key), principles=principles_of(found)
    )
    said = attempt(
        form,
        lambda: answer_change(
            actor=chair.actor,
            now=chair.now,
            proposal=found,
            key=key,
            answer=ChangeAnswerKind(form.cleaned_data["answer"]),
            comment=form.cleaned_data["comment"],
            principle=form.cleaned_data.get("principle", ""),
        ),
    )
    if said is None:
        return _sent_page(request, chair, found, refused=form)
    return redirect(
        f"{chair.url('proposal', found.pk)}#{_next_anchor(chair, found, key)}"
    )


@require_POST
def accept(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Accept the whole text with the hash that the page showed."""
    found = paper_at(chair, proposal_id)
    chair.require(Action.PROPOSE_CHANGE)
    sent = request.POST.get("party", "")
    parties = {str(party.pk): party for party in sides_of(chair.table).parties}
    if sent and (chair.is_partner or sent not in parties):
        raise Http404
    try:
        accept_proposal(
            actor=chair.actor,
            now=chair.now,
            proposal=found,
            seen_hash=request.POST.get("seen_hash", ""),
            for_party=parties.get(sent),
        )
    except InvalidInput as refusal:
        for text in refusal.problems.values():
            messages.error(request, text)
    else:
        messages.success(
            request, _("The text is accepted. This is noted with its day.")
        )
    return redirect(chair.url("proposal", found.pk))


@require_safe
def compare(
    request: HttpRequest, chair: Chair, proposal_id: int, other_id: int
) -> HttpResponse:
    """Compare two rounds: what the later one changed against the earlier one."""
    pair = sorted(
        (paper_at(chair, proposal_id), paper_at(chair, other_id)),
        key=lambda each: each.round,
    )
    old, new = (terms_of(each) for each in pair)
    names = names_at(chair, old, new)
    context = chair.context(
        old=pair[0],
        new=pair[1],
        page=comparison_page(old, new, names=names, reasons=pair[1].reasons),
        back_url=chair.url("proposal", proposal_id),
    )
    return render(request, "agreements/proposal/compare.html", context)


def _sent_page(
    request: HttpRequest,
    chair: Chair,
    found: Proposal,
    *,
    refused: AnswerForm | None = None,
) -> HttpResponse:
    prefetch_together([found], "answers", "acceptances", "signatures")
    answers = latest_answers(found)
    old, new = base_terms(found), terms_of(found)
    acceptances = list(found.acceptances.all())
    people = [found.sent_by, *(row.accepted_by for row in acceptances)]
    names = names_at(chair, old, new, more=people)
    keys = to_explain(changes_of(found).changes)
    page = comparison_page(
        old,
        new,
        names=names,
        reasons=found.reasons,
        more=answerings(chair, found, keys, answers, names, refused=refused),
        is_first=found.base_version_id is None,
        is_proposal=True,
    )
    newer = newer_number(found) if found.state in ON_THE_TABLE else None
    context = chair.context(
        proposal=found,
        page=page,
        form=refused,
        size=stored_size(chair, found),
        who=names.people.get(found.sent_by, ""),
        whose=side_name((found.side, found.party_id), names),
        acceptors=acceptors(sides_of(chair.table), acceptances, names),
        **_progress(chair, found, page, answers, names, newer),
        **_deeds(chair, found, is_stale=newer is not None),
        rounds=_rounds(chair, found, names),
    )
    return render(request, "agreements/proposal/sent.html", context)


def _progress(
    chair: Chair,
    found: Proposal,
    page: ComparisonPage,
    answers: Answers,
    names: Names,
    newer: int | None,
) -> dict[str, Any]:
    """Return for whom it waits, how far the answers are, and the open points."""
    mine = answers.get(my_key(chair), {})
    answered = len([key for key in page.weighed if key in mine])
    is_agreed = found.state == ProposalState.ACCEPTED
    wanted = missing_signatures(found) if is_agreed else missing_acceptances(found)
    missing = [side_name(key, names) for key in wanted]
    rows = {row.key: row for row in page.rows}
    talks = [
        Talk(
            name=rows[key].name,
            anchor=rows[key].anchor,
            side=side_name(side, names),
            comment=said.comment,
            principle=said.principle,
        )
        for side, given in answers.items()
        for key, said in given.items()
        if said.answer == ChangeAnswerKind.DISCUSS and key in rows
    ]
    unanswered = len(page.weighed) - answered
    return {
        "status": status_sentence(chair, found, missing, unanswered, newer),
        "answered": answered,
        "all_changes": len(page.weighed),
        "talks": talks,
        "i_answer": may_answer(chair, found),
        "next_anchor": _first_open(page, mine),
    }


def _sign_url(chair: Chair, found: Proposal) -> str:
    may_sign = chair.may(Action.SIGN_SMALL)
    return chair.url("proposal_sign", found.pk) if may_sign else ""


def _deeds(chair: Chair, found: Proposal, *, is_stale: bool) -> dict[str, Any]:
    """Return what the reader may do with the proposal as a whole."""
    is_open = found.state == ProposalState.PROPOSED and not is_stale
    may = chair.may(Action.PROPOSE_CHANGE) and chair.table.is_open
    missing = missing_acceptances(found) if is_open else []
    return {
        "is_stale": is_stale,
        "may_accept": is_open and may and my_key(chair) in missing,
        "may_counter": may and found.state in ON_THE_TABLE,
        "on_paper": parties_without(chair, found) if is_open and may else [],
        "accept_url": chair.url("proposal_accept", found.pk),
        "counter_url": chair.url("draft_start"),
        "sign_url": "" if is_stale else _sign_url(chair, found),
        "reading_url": _reading_url(chair, found),
        "pdf_url": chair.url("proposal_pdf", found.pk),
    }


def _reading_url(chair: Chair, found: Proposal) -> str:
    """Return where the changes are read, printed and taken along as a PDF."""
    base = found.base_version
    if base is None:
        return ""
    return chair.agreement_url("compare_proposal", base.number, found.pk)


def _rounds(chair: Chair, found: Proposal, names: Names) -> list[dict[str, Any]]:
    """Return all rounds that the reader may read, with links to compare them."""
    rows = readable_proposals(chair.table, chair.side, chair.speaker.party_id)
    return [
        {
            "proposal": row,
            "whose": side_name((row.side, row.party_id), names),
            "is_shown": row.pk == found.pk,
            "url": chair.url("proposal", row.pk),
            "compare_url": chair.url("proposal_compare", found.pk, row.pk),
        }
        for row in rows
    ]


def _first_open(page: ComparisonPage, mine: Any) -> str:
    open_ones = {key for key in page.weighed if key not in mine}
    return next((row.anchor for row in page.rows if row.key in open_ones), "")


def _next_anchor(chair: Chair, found: Proposal, key: str) -> str:
    """Return the next change without an answer, or the head of the answers."""
    mine = latest_answers(found).get(my_key(chair), {})
    page = comparison_page(base_terms(found), terms_of(found))
    places = [row for row in page.rows if row.key in page.weighed]
    start = next((at for at, row in enumerate(places) if row.key == key), 0)
    turned = [*places[start + 1 :], *places[:start]]
    return next((row.anchor for row in turned if row.key not in mine), "whole")
