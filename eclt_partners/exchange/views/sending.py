"""Which page takes a list of partners, and which file does it begin with?"""

from functools import partial
from typing import Final, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.models import User
from eclt_partners.accounts.rules.limits import LISTS
from eclt_partners.accounts.services.tries import count_try
from eclt_partners.common.actor import Actor
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import kick
from eclt_partners.dashboards.views.attachments import attachment
from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.rules.refusals import FileRefused
from eclt_partners.exchange.choices import ListStep
from eclt_partners.exchange.forms import ListForm
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.rules.lines import NotAList
from eclt_partners.exchange.services.jobs import ask_work
from eclt_partners.exchange.services.lists import check_list, is_large, keep_list
from eclt_partners.exchange.template_file import template_file
from eclt_partners.exchange.views.doors import who_imports
from eclt_partners.exchange.words import problem_words
from partners.selectors import countries_to_register_in

RUN_TASK: Final = "exchange.tasks.run_imports"
MOST_SHOWN: Final = 10
TEMPLATE_NAME: Final = "partners-template.xlsx"


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Take a list; it is read and checked, and nothing of it is written."""
    actor = who_imports(request)
    form = ListForm(posted(request), request.FILES or None)
    kept = _kept(request, form) if form.is_valid() else None
    if kept is not None:
        return work_on(actor, kept)
    sent = PartnerImport.objects.filter(owner=actor.user_id or 0)
    light = sent.only("file_name", "state", "sent_at", "written_at", "undone_at")
    context = {"form": form, "lists": light[:MOST_SHOWN]}
    return render(request, "exchange/imports.html", context)


def work_on(actor: Actor, kept: PartnerImport) -> HttpResponse:
    """Check a list at once, or in the background when it is large; lead on."""
    now = timezone.now()
    if not is_large(kept):
        check_list(actor=actor, kept_id=kept.pk, now=now)
        return see_other("exchange:list", kept.pk)
    return in_background(actor, kept, ListStep.CHECK)


def in_background(actor: Actor, kept: PartnerImport, step: ListStep) -> HttpResponse:
    """Let a worker do a step, and lead to the page that tells how far it is."""
    job = ask_work(actor=actor, kept_id=kept.pk, step=step, now=timezone.now())
    if job is None:
        return see_other("exchange:list", kept.pk)
    transaction.on_commit(partial(kick, RUN_TASK))
    return see_other("dashboards:job", job.pk)


def see_other(name: str, key: int) -> HttpResponse:
    """Lead to a page after a POST."""
    answer = redirect(name, key)
    answer.status_code = 303
    return answer


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """Hand out an empty list with an example, in the reader's language."""
    actor = who_imports(request)
    content = template_file(
        list(countries_to_register_in(actor)),
        language=get_language(),
        email=_sender(request).email,
    )
    answer = HttpResponse(content if request.method == "GET" else b"")
    return attachment(answer, name=TEMPLATE_NAME, content_type=ContentType.XLSX)


def _kept(request: HttpRequest, form: ListForm) -> PartnerImport | None:
    """Keep the rows of a file, or say on the form why it is not read."""
    owner, now = _sender(request), timezone.now()
    count_try(LISTS, str(owner.pk), now=now)
    try:
        return keep_list(
            owner=owner, upload=form.upload, language=get_language(), now=now
        )
    except (FileRefused, NotAList) as problem:
        form.refuse({"file": problem_words(problem)})
        return None


def _sender(request: HttpRequest) -> User:
    """The account of whoever may import: nobody has such a right without one."""
    return cast("User", request.user)
