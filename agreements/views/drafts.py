"""On which pages does a side begin, look over, move and put away its draft?"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agreements.forms.terms import PART_EDITORS
from agreements.models import Proposal
from agreements.rules.comparison import Comparison
from agreements.rules.reasons import to_explain
from agreements.rules.terms import Clause
from agreements.rules.three_way import Conflict
from agreements.selectors.gates import gate_of
from agreements.selectors.people import Names
from agreements.selectors.proposals import changes_of
from agreements.selectors.sizes import size_of
from agreements.services.drafting import (
    discard_draft,
    is_stale,
    rebase_draft,
    start_draft,
)
from agreements.views.chairs import Chair
from agreements.views.comparison_lines import Context, facts_of
from agreements.views.papers import (
    draft_at,
    gate_rows,
    names_at,
    past_day_at,
    size_words,
    warning_rows,
)
from eclt_partners.common.words import with_colon


@require_POST
def draft_start(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Begin a draft of the own side, or go on with the one that is there."""
    draft = start_draft(actor=chair.actor, now=chair.now, renegotiation=chair.table)
    return redirect(chair.url("proposal", draft.pk))


def draft_overview(request: HttpRequest, chair: Chair, draft: Proposal) -> HttpResponse:
    """Show a draft to its own side: its parts, what changed, what is missing."""
    changes = changes_of(draft)
    head = chair.agreement.versions.order_by("-number").first()
    gate, sizing = gate_of(draft), size_of(draft)
    is_first = draft.base_version_id is None
    is_changed = is_first or bool(to_explain(changes.changes))
    context = chair.context(
        draft=draft,
        parts=_parts(chair, draft, changes),
        clauses=_clauses(chair, draft, changes),
        sentence=_sentence(draft, changes),
        size=size_words(chair, sizing) if is_changed else None,
        **past_day_at(chair, draft, sizing),
        gate=gate_rows(chair, gate, draft),
        warnings=warning_rows(chair, gate, draft),
        newer=head if is_stale(draft) else None,
        is_first=is_first,
        urls=_urls(chair, draft),
    )
    return render(request, "agreements/proposal/draft.html", context)


@require_POST
def draft_rebase(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Move a draft onto the newest version; show what people have to decide."""
    draft = draft_at(chair, proposal_id)
    moved = rebase_draft(actor=chair.actor, now=chair.now, proposal=draft)
    if not moved.conflicts:
        messages.success(request, _("Your draft builds on the newest version now."))
        return redirect(chair.url("proposal", draft.pk))
    names = names_at(chair, moved.terms)
    rows = [
        _conflict_row(each, names, moved.terms.currency) for each in moved.conflicts
    ]
    context = chair.context(rows=rows, draft_url=chair.url("proposal", draft.pk))
    return render(request, "agreements/proposal/rebased.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_discard(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Put a draft away, after a page that says what this means."""
    draft = draft_at(chair, proposal_id)
    if request.method == "POST":
        discard_draft(actor=chair.actor, now=chair.now, proposal=draft)
        messages.success(request, _("The draft is put away."))
        return redirect(chair.url("table"))
    context = chair.context(
        title=_("Put this draft away?"),
        consequences=[
            _("Nobody goes on writing it. Your side can begin a new one."),
            _("The other side never sees it."),
            _("It stays in the history."),
        ],
        action_label=_("Put the draft away"),
        cancel_url=chair.url("proposal", draft.pk),
        is_danger=True,
    )
    return render(request, "agreements/proposal/confirm.html", context)


# A first text begins with the title, the days and a language.
_PREFILLED = "frame"


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part in the list of parts: its name, its page, how often it changed."""

    title: str
    url: str
    changed: int
    without: int
    is_prefilled: bool


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause in the list, with its place and what became of it."""

    clause: Clause
    url: str
    move_url: str
    kind: str
    without: bool


def _parts(chair: Chair, draft: Proposal, changes: Comparison) -> list[PartLine]:
    keys = to_explain(changes.changes)
    lines = []
    for part, editor in PART_EDITORS.items():
        found = [key for key in keys if key.startswith(editor.prefixes)]
        url = chair.url("proposal_part", draft.pk, part)
        missing = sum(_lacks_reason(draft, key) for key in found)
        title, is_prefilled = str(editor.title), part == _PREFILLED
        lines.append(PartLine(title, url, len(found), missing, is_prefilled))
    return lines


def _clauses(chair: Chair, draft: Proposal, changes: Comparison) -> list[ClauseLine]:
    lines = []
    for change in changes.clauses:
        clause = change.new or change.old
        if clause is None:
            continue
        args = (draft.pk, clause.key)
        lines.append(
            ClauseLine(
                clause=clause,
                url=chair.url("proposal_clause", *args),
                move_url=chair.url("proposal_clause_move", *args),
                kind=change.kind,
                without=change.kind != "same" and _lacks_reason(draft, change.key),
            )
        )
    return lines


def _lacks_reason(draft: Proposal, key: str) -> bool:
    is_first = draft.base_version_id is None
    return not is_first and not draft.reasons.get(key, "").strip()


def _sentence(draft: Proposal, changes: Comparison) -> str:
    keys = to_explain(changes.changes)
    if draft.base_version_id is None:
        return _written(len(keys))
    if not keys:
        return _("Nothing is changed yet.")
    without = sum(_lacks_reason(draft, key) for key in keys)
    if not without:
        return _("Changes so far: %(count)d.") % {"count": len(keys)}
    return _("Changes so far: %(count)d, without a reason: %(without)d.") % {
        "count": len(keys),
        "without": without,
    }


def _written(count: int) -> str:
    """Say how far the text is that nothing came before."""
    if not count:
        return _("Nothing is written yet.")
    text = ngettext(
        "%(count)d point is written.", "%(count)d points are written.", count
    )
    return text % {"count": count}


def _urls(chair: Chair, draft: Proposal) -> dict[str, str]:
    pages = ("changes", "rebase", "discard", "clause_new", "library")
    return {page: chair.url(f"proposal_{page}", draft.pk) for page in pages}


def _conflict_row(conflict: Conflict, names: Names, currency: str) -> dict[str, Any]:
    context = Context(names, currency, currency)
    texts = [
        _said(value, context)
        for value in (conflict.base, conflict.theirs, conflict.ours)
    ]
    return {"key": conflict.key, "base": texts[0], "theirs": texts[1], "ours": texts[2]}


def _said(value: object, context: Context) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    facts = facts_of(value, context, context.old_currency)
    return "\n".join(
        f"{with_colon(label)} {text}" if label else text
        for label, text in facts.items()
    )
