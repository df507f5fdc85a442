"""On which page does a side look over its draft and send it?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.forms.proposals import SendForm
from agreements.models import Proposal
from agreements.selectors.proposals import base_terms, terms_of
from agreements.selectors.sizes import size_of
from agreements.services.drafting import is_stale
from agreements.services.editing import finish_draft
from agreements.views.chairs import Chair
from agreements.views.comparison_parts import comparison_page
from agreements.views.papers import draft_at, names_at, past_day_at, size_words
from eclt_partners.common.errors import GateBlocked
from eclt_partners.common.forms.attempts import attempt, posted


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Look at all changes of a draft once more, then send it."""
    draft = draft_at(chair, proposal_id)
    is_first = draft.base_version_id is None
    form = SendForm(
        posted(request),
        is_first=is_first,
        initial={"summary": draft.summary, "is_correction": draft.is_correction},
    )
    if _is_sent(request, chair, draft, form):
        messages.success(
            request, _("Your proposal is on the table. The other side is told by mail.")
        )
        return redirect(chair.url("proposal", draft.pk))
    old, new = base_terms(draft), terms_of(draft)
    page = comparison_page(
        old,
        new,
        names=names_at(chair, old, new),
        reasons=draft.reasons,
        is_first=is_first,
        is_proposal=True,
    )
    owed = set(page.weighed)
    without = (
        []
        if is_first
        else [row for row in page.rows if row.key in owed and not row.reason]
    )
    sizing, is_changed = size_of(draft), is_first or bool(owed)
    context = chair.context(
        draft=draft,
        form=form,
        page=page,
        without=without,
        is_first=is_first,
        is_stale=is_stale(draft),
        size=size_words(chair, sizing) if is_changed else None,
        **past_day_at(chair, draft, sizing),
        draft_url=chair.url("proposal", draft.pk),
    )
    return render(request, "agreements/proposal/changes.html", context)


def _is_sent(
    request: HttpRequest, chair: Chair, draft: Proposal, form: SendForm
) -> bool:
    sent = request.POST.get("revision", "")
    try:
        result = attempt(
            form,
            lambda: finish_draft(
                actor=chair.actor,
                now=chair.now,
                proposal=draft,
                revision=int(sent) if sent.isdecimal() and len(sent) < 10 else 0,
                **{"is_correction": False, **form.cleaned_data},
            ),
        )
    except GateBlocked as refusal:
        for text in refusal.reasons:
            form.add_error(None, text)
        return False
    return result is not None
