"""On which pages is an accepted text signed, here or on paper?"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.choices import ProposalState
from agreements.forms.proposals import PaperSignatureForm, SignForm
from agreements.gate_words import passed_words
from agreements.models import Proposal
from agreements.rules.gate import GateLine, warning
from agreements.selectors.gates import gate_of
from agreements.selectors.proposals import (
    missing_signatures,
    newer_number,
    side_key,
    sides_of,
    terms_of,
)
from agreements.services.papers import file_paper_signature
from agreements.services.signing import sign_proposal
from agreements.views.answer_parts import my_key
from agreements.views.chairs import Chair
from agreements.views.comparison_parts import text_page
from agreements.views.papers import (
    gate_rows,
    names_at,
    paper_at,
    side_name,
    stored_size,
    warning_rows,
)
from agreements.words import newer_words
from eclt_partners.accounts.models import User
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import GateBlocked, IllegalTransition
from eclt_partners.common.forms import PlainForm
from eclt_partners.common.forms.attempts import attempt, posted
from partners.choices import Side


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Read the whole text once more, then sign it for the own side."""
    found = paper_at(chair, proposal_id, "signatures__passed_warnings")
    chair.require(Action.SIGN_SMALL)
    if found.state == ProposalState.SIGNED:
        return redirect(chair.url("proposal_signed", found.pk))
    _require_accepted(found)
    gate = gate_of(found)
    form = SignForm(
        posted(request),
        initial=_who(request, chair),
        has_warnings=_may_pass(chair) and bool(warning(gate)),
    )
    is_signed = _tried(
        form,
        lambda: (
            sign_proposal(
                actor=chair.actor,
                now=chair.now,
                proposal=found,
                seen_hash=request.POST.get("seen_hash", ""),
                **form.cleaned_data,
            ),
        ),
    )
    if is_signed:
        return _after(request, chair, found)
    context = _context(chair, found, form, gate)
    return render(request, "agreements/proposal/sign.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Enter the signature that a partner gave on paper, with its scan."""
    found = paper_at(chair, proposal_id, "signatures__passed_warnings")
    chair.require(Action.REGISTER)
    _require_accepted(found)
    form = PaperSignatureForm(
        posted(request),
        request.FILES or None,
        parties=sides_of(chair.table).parties,
    )
    is_signed = _tried(
        form,
        lambda: (
            file_paper_signature(
                actor=chair.actor,
                now=chair.now,
                proposal=found,
                seen_hash=request.POST.get("seen_hash", ""),
                upload=form.upload,
                client_key=form.cleaned_data["idempotency_key"],
                signature=form.paper,
            ),
        ),
    )
    if is_signed:
        return _after(request, chair, found)
    context = _context(chair, found, form, gate_of(found))
    return render(request, "agreements/proposal/paper.html", context)


@require_safe
def signed(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Say from when the new version holds, and what happens next."""
    found = paper_at(chair, proposal_id, "signatures__passed_warnings")
    version = chair.table.version
    if found.state != ProposalState.SIGNED or version is None:
        raise IllegalTransition(found.state, ProposalState.SIGNED)
    names = names_at(chair)
    context = chair.context(
        proposal=found,
        version=version,
        signatures=_signatures(chair, found, names),
        agreement_url=chair.agreement_url("detail") if not chair.is_partner else "",
        version_url=chair.agreement_url("version", version.number),
        proposal_url=chair.url("proposal", found.pk),
    )
    return render(request, "agreements/proposal/signed.html", context)


def _tried(form: PlainForm, change: Any) -> bool:
    """Run the signing; put a refusal and each line of a closed gate on the form."""
    try:
        return attempt(form, change) is not None
    except GateBlocked as refusal:
        for text in refusal.reasons:
            form.add_error(None, text)
        return False


def _after(request: HttpRequest, chair: Chair, found: Proposal) -> HttpResponse:
    found.refresh_from_db(fields=["state"])
    if found.state == ProposalState.SIGNED:
        return redirect(chair.url("proposal_signed", found.pk))
    messages.success(request, _("The signature is stored. The other side is told."))
    return redirect(chair.url("proposal", found.pk))


def _require_accepted(found: Proposal) -> None:
    if found.state != ProposalState.ACCEPTED:
        raise IllegalTransition(found.state, ProposalState.SIGNED)


def _who(request: HttpRequest, chair: Chair) -> dict[str, str]:
    if chair.contact is not None:
        return {"name": chair.contact.name, "role": chair.contact.job_title}
    name = request.user.name if isinstance(request.user, User) else ""
    return {"name": name, "role": ""}


def _may_pass(chair: Chair) -> bool:
    return not chair.is_partner and chair.may(Action.PASS_WARNING)


def _context(
    chair: Chair, found: Proposal, form: PlainForm, gate: Sequence[GateLine]
) -> dict[str, Any]:
    terms = terms_of(found)
    names = names_at(chair, terms)
    missing = missing_signatures(found)
    warnings, newer = warning_rows(chair, gate), newer_number(found)
    return chair.context(
        proposal=found,
        form=form,
        text=text_page(terms, names=names),
        pdf_url=chair.url("proposal_pdf", found.pk),
        size=stored_size(chair, found),
        gate=gate_rows(chair, gate),
        warnings=warnings,
        waits_for_director=bool(warnings)
        and not (chair.is_partner or _may_pass(chair)),
        signatures=_signatures(chair, found, names),
        missing=[side_name(key, names) for key in missing],
        i_signed=my_key(chair) not in missing,
        overtaken=newer_words(newer) if newer else "",
        we_signed=(Side.FOUNDATION, None) not in missing,
        proposal_url=chair.url("proposal", found.pk),
        paper_url=""
        if chair.is_partner or newer
        else chair.url("proposal_paper", found.pk),
    )


def _signatures(chair: Chair, found: Proposal, names: Any) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "side": side_name(side_key(row), names),
            "passed": [] if chair.is_partner else passed_words(row),
        }
        for row in found.signatures.all()
    ]
