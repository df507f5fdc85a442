"""How does a person file a document with a partnership, open it or take it back?"""

from functools import partial

import structlog
from csp.decorators import csp_update
from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.requests import acting, link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.audit.services import Place
from eclt_partners.common.access import open_to_all
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.banners import say_done
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.dashboards.selectors.partnership import partnerships_in_scope
from eclt_partners.documents.forms import DocumentForm, WithdrawForm
from eclt_partners.documents.models import Document
from eclt_partners.documents.selectors import openable, pieces_of
from eclt_partners.documents.services import (
    Filing,
    store_document,
    withdraw_document,
)
from partners.views.doors import dead_link, present_contact
from reviews.selectors.openable_evidence import openable_evidence
from reviews.views.doors import LOOK
from reviews.views.replies import go_on

log = structlog.get_logger(__name__)
sandboxed = csp_update({"sandbox": True})


@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """Hand out a file to somebody of the foundation who may open it."""
    actor = acting(request)
    found = openable(actor, document_id) or openable_evidence(actor, document_id)
    if found is None:
        raise Http404
    return _download(request, found, actor)


@open_to_all
@require_safe
def partner_document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """Hand out a file to a person of a partner whose link reaches it."""
    link = link_of(request, now=timezone.now())
    if link is None or present_contact(link) is None:
        return dead_link(request)
    actor = actor_of_link(link)
    found = openable(actor, document_id)
    if found is None and link.purpose in LOOK:
        found = openable_evidence(actor, document_id)
    return dead_link(request) if found is None else _download(request, found, actor)


@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """File a document with a partnership."""
    actor = acting(request)
    found = get_object_or_404(partnerships_in_scope(actor), pk=partnership_id)
    place = Place(found.country_id, found.pk)
    require(actor, Action.REGISTER, country=place.country, partnership=found.pk)
    form = DocumentForm(posted(request), request.FILES or None)
    stored = attempt(
        form,
        lambda: store_document(
            actor=actor,
            now=timezone.now(),
            upload=form.upload,
            filing=Filing(
                found,
                place,
                form.cleaned_data["category"],
                form.cleaned_data["readers"],
            ),
            client_key=form.cleaned_data["idempotency_key"],
        ),
    )
    if stored is None:
        context = {"form": form, "partnership": found}
        return render(request, "dashboards/document_new.html", context)
    say_done(
        request,
        _("The document is filed: %(name)s.") % {"name": stored.name},
        url=reverse("dashboards:document_withdraw", args=[stored.pk]),
        label=_("Take it back"),
    )
    return go_on(request, _list_url(found.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def document_withdraw(request: HttpRequest, document_id: int) -> HttpResponse:
    """Take a document back, after saying what that means."""
    actor = acting(request)
    found = openable(actor, document_id)
    if found is None or found.partnership_id is None:
        raise Http404
    require(
        actor,
        Action.REGISTER,
        country=found.country_code,
        partnership=found.partnership_id,
    )
    form = WithdrawForm(posted(request))
    withdrawn = attempt(
        form,
        lambda: withdraw_document(
            actor=actor,
            now=timezone.now(),
            document=found,
            reason=form.cleaned_data["reason"],
        ),
    )
    if withdrawn is None:
        return _ask(request, form, found)
    messages.success(request, _("The document is taken back."))
    return redirect(_list_url(found.partnership_id))


def _ask(request: HttpRequest, form: WithdrawForm, found: Document) -> HttpResponse:
    context = {
        "form": form,
        "title": _("Take this document back?"),
        "consequences": [
            _("It is about: %(name)s.") % {"name": found.name},
            _("Nobody can open it any more."),
            _("It stays in the list with your reason. It cannot be brought back."),
        ],
        "action_label": _("Take it back"),
        "cancel_url": _list_url(found.partnership_id or 0),
        "is_danger": True,
    }
    return render(request, "components/confirm_page.html", context)


def _list_url(partnership_id: int) -> str:
    page = reverse("dashboards:partnership", args=[partnership_id])
    return f"{page}#documents"


def _download(request: HttpRequest, found: Document, actor: Actor) -> HttpResponseBase:
    """Answer with a file, or say that it was taken back."""
    if found.is_withdrawn:
        why = _("This document was taken back. Its reason is in the list.")
        return render(request, "410.html", {"why": why}, status=410)
    if request.method == "GET":
        log.info("document.opened", document=found.pk, actor=actor.key)
    return sandboxed(partial(_file, found))(request)


def _file(found: Document, request: HttpRequest) -> HttpResponseBase:
    """Return the file as an attachment that no browser shows in our name or keeps.

    Always the whole file, whatever part was asked for.
    """
    answer: HttpResponseBase = HttpResponse()
    if request.method == "GET":
        answer = StreamingHttpResponse(pieces_of(found))
    name = content_disposition_header(as_attachment=True, filename=found.name)
    answer.headers["Content-Type"] = found.content_type
    answer.headers["Content-Length"] = str(found.content.size)
    answer.headers["Content-Disposition"] = name or "attachment"
    answer.headers["Accept-Ranges"] = "none"
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
