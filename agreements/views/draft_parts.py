"""On which pages does a side edit the parts and clauses of its draft?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.forms.terms import (
    PART_EDITORS,
    ClauseEditor,
    Editor,
    Setting,
    editor_of,
)
from agreements.models import Proposal
from agreements.rules.editing import (
    moved_clause,
    used_keys,
    with_ready_clause,
    without_clause,
)
from agreements.rules.terms import Clause, Terms
from agreements.selectors.library import library_clauses
from agreements.selectors.people import foundation_people, partner_people
from agreements.selectors.proposals import base_terms, sides_of, terms_of
from agreements.services.editing import edit_draft
from agreements.views.chairs import Chair
from agreements.views.comparison_parts import comparison_page
from agreements.views.papers import draft_at, names_at
from eclt_partners.common.errors import InvalidInput, StaleObject
from eclt_partners.common.forms.attempts import posted

STEPS = {"up": -1, "down": 1}
# Parts in which people are named.
NAMING = ("rules", "promises")


@require_http_methods(["GET", "HEAD", "POST"])
def part(
    request: HttpRequest, chair: Chair, proposal_id: int, part: str
) -> HttpResponse:
    """Edit a part: money, targets, places, promises and so on."""
    if part not in PART_EDITORS:
        raise Http404
    draft = draft_at(chair, proposal_id)
    prefixes = PART_EDITORS[part].prefixes
    setting = _setting(chair, draft, prefixes, with_people=part in NAMING)
    editor = editor_of(part, posted(request), terms_of(draft), setting)
    return _edited(request, chair, draft, editor)


@require_http_methods(["GET", "HEAD", "POST"])
def clause(
    request: HttpRequest, chair: Chair, proposal_id: int, key: str
) -> HttpResponse:
    """Edit a clause, with the reason for it on the same page."""
    draft = draft_at(chair, proposal_id)
    terms = terms_of(draft)
    found = _clause(terms, key)
    setting = _setting(chair, draft, (f"clause:{key}",))
    editor = ClauseEditor(posted(request), terms, setting, found)
    return _edited(request, chair, draft, editor)


@require_http_methods(["GET", "HEAD", "POST"])
def clause_new(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Add an own clause at the end."""
    draft = draft_at(chair, proposal_id)
    setting = _setting(chair, draft, ())
    editor = ClauseEditor(posted(request), terms_of(draft), setting)
    return _edited(request, chair, draft, editor)


@require_POST
def clause_move(
    request: HttpRequest, chair: Chair, proposal_id: int, key: str
) -> HttpResponse:
    """Move a clause up or down, or take it out."""
    draft = draft_at(chair, proposal_id)
    terms = terms_of(draft)
    _clause(terms, key)
    way = request.POST.get("way", "")
    if way == "out":
        changed = without_clause(terms, key)
    elif way in STEPS:
        changed = moved_clause(terms, key, STEPS[way])
    else:
        raise Http404
    return _changed(request, chair, draft, changed)


@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Add a ready clause."""
    draft = draft_at(chair, proposal_id)
    terms = terms_of(draft)
    there = {each.key for each in terms.clauses}
    ready = {each.key: each for each in library_clauses(terms.language)}
    usual = chair.agreement.kind.clauses
    if request.method == "POST":
        chosen = ready.get(request.POST.get("clause", ""))
        if chosen is None:
            raise Http404
        used = used_keys(base_terms(draft), terms)
        added = with_ready_clause(terms, chosen, used)
        return _changed(request, chair, draft, added)
    context = chair.context(
        draft=draft,
        rows=[
            (each, each.key in there, each.key in usual)
            for each in sorted(ready.values(), key=lambda each: each.key not in usual)
        ],
        draft_url=chair.url("proposal", draft.pk),
        new_url=chair.url("proposal_clause_new", draft.pk),
    )
    return render(request, "agreements/proposal/library.html", context)


def _edited(
    request: HttpRequest, chair: Chair, draft: Proposal, editor: Editor
) -> HttpResponse:
    """Save what was typed and go on, or show the page again."""
    typed: Terms | None = None
    if editor.is_valid():
        typed = editor.edited()
        try:
            _save(request, chair, draft, typed, editor)
        except InvalidInput as refusal:
            editor.form.refuse(refusal.problems)
        except StaleObject:
            return _page(request, chair, draft, editor, typed=typed)
        else:
            return _gone_on(request, chair, draft)
    return _page(request, chair, draft, editor)


def _save(
    request: HttpRequest, chair: Chair, draft: Proposal, typed: Terms, editor: Editor
) -> None:
    edit_draft(
        actor=chair.actor,
        now=chair.now,
        proposal=draft,
        revision=_revision(request),
        terms=typed,
        reason=editor.reason,
        of_page=editor.of_page,
    )


def _gone_on(request: HttpRequest, chair: Chair, draft: Proposal) -> HttpResponse:
    messages.success(request, _("Saved in your draft. The other side does not see it."))
    page = "proposal_changes" if "then_changes" in request.POST else "proposal"
    return redirect(chair.url(page, draft.pk))


def _page(
    request: HttpRequest,
    chair: Chair,
    draft: Proposal,
    editor: Editor,
    *,
    typed: Terms | None = None,
) -> HttpResponse:
    """Show the editor; beside what is saved when somebody was faster (409)."""
    saved = terms_of(draft)
    clash = (
        comparison_page(saved, typed, names=names_at(chair, saved, typed))
        if typed
        else None
    )
    context = chair.context(
        draft=draft,
        editor=editor,
        all_forms=editor.all_forms,
        draft_url=chair.url("proposal", draft.pk),
        clash=clash,
        move_url=_move_url(chair, draft, editor),
    )
    page = "agreements/proposal/part.html"
    return render(request, page, context, status=409 if typed else 200)


def _move_url(chair: Chair, draft: Proposal, editor: Editor) -> str:
    found = getattr(editor, "clause", None)
    return chair.url("proposal_clause_move", draft.pk, found.key) if found else ""


def _changed(
    request: HttpRequest, chair: Chair, draft: Proposal, terms: Terms
) -> HttpResponse:
    """Save a change that one button made."""
    try:
        edit_draft(
            actor=chair.actor,
            now=chair.now,
            proposal=draft,
            revision=_revision(request),
            terms=terms,
            reason="",
            of_page=("clause:",),
        )
    except InvalidInput as refusal:
        for text in refusal.problems.values():
            messages.error(request, text)
    return redirect(f"{chair.url('proposal', draft.pk)}#clauses")


def _setting(
    chair: Chair,
    draft: Proposal,
    prefixes: tuple[str, ...],
    *,
    with_people: bool = False,
) -> Setting:
    found = {
        text
        for key, text in draft.reasons.items()
        if prefixes and key.startswith(prefixes)
    }
    agreement = chair.agreement
    return Setting(
        base=base_terms(draft),
        reason=found.pop() if len(found) == 1 else "",
        is_first=draft.base_version_id is None,
        parties=sides_of(chair.table).parties,
        foundation_people=foundation_people(agreement) if with_people else (),
        partner_people=partner_people(agreement) if with_people else (),
    )


def _clause(terms: Terms, key: str) -> Clause:
    found = next((each for each in terms.clauses if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
