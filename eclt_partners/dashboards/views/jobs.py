"""Which page shows how far long work is, and hands out what it made?"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.job_words import how_far, news_of
from eclt_partners.dashboards.selectors.exports import file_of
from eclt_partners.dashboards.services.job_ends import cancel_job, note_seen
from eclt_partners.dashboards.views.attachments import attachment
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job, JobFile

# Where the same work is asked for once more.
ASKED_AT: Final[Mapping[str, str]] = {
    JobKind.REFRESH: "dashboards:refresh",
    JobKind.NARROW: "dashboards:narrow",
    JobKind.REPORT: "dashboards:report",
    JobKind.WORKBOOK: "dashboards:spreadsheet",
}

UNFINISHED: Final = (JobState.FAILED, JobState.CANCELLED)


@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show how far a piece of long work is; only to the person who asked for it."""
    found = _own(request, job_id)
    found.message = gettext(found.message) if found.message else ""
    file = file_of(found) if found.state == JobState.DONE else None
    context = {
        "job": found,
        "country": Country.objects.filter(pk=found.country_code).first(),
        "file": file,
        "how_far": how_far(found),
        "news": news_of(found),
        "again_url": _again_url(found, file),
        "again_fields": parse_qsl(urlsplit(found.result_url).query),
    }
    return render(request, "dashboards/job.html", context)


def _own(request: HttpRequest, job_id: int) -> Job:
    return get_object_or_404(Job, pk=job_id, asked_by_key=acting(request).key)


@require_POST
def seen(request: HttpRequest, job_id: int) -> HttpResponse:
    """Keep that the end of the work was seen, and show it again."""
    note_seen(_own(request, job_id), now=timezone.now())
    return redirect("dashboards:job", job_id)


@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Cancel the work and say so, or that it was too late."""
    found = _own(request, job_id)
    if not cancel_job(actor=acting(request), job=found, now=timezone.now()):
        messages.info(request, gettext("It was too late to cancel this."))
    return redirect("dashboards:job", job_id)


def _again_url(job: Job, file: JobFile | None) -> str:
    """Return where work that did not finish, or lost its file, is asked for again."""
    if job.kind in {JobKind.IMPORT, JobKind.TAKE_BACK}:
        return job.result_url if job.state in UNFINISHED else ""
    is_gone = job.state == JobState.DONE and file is None and not job.result_url
    if job.kind not in ASKED_AT or not (job.state in UNFINISHED or is_gone):
        return ""
    return reverse(ASKED_AT[job.kind], args=[job.country_code])


@require_safe
def job_file(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """Hand out what a job made to who asked for it and still sees its country."""
    found = _own(request, job_id)
    file = file_of(found)
    if not acting(request).may(Action.SEE, country=found.country_code):
        raise Http404
    if file is None:
        why = gettext(found.message) if found.message else ""
        return render(request, "410.html", {"why": why}, status=410)
    content = bytes(file.content) if request.method == "GET" else b""
    return attachment(
        HttpResponse(content), name=file.name, content_type=file.content_type
    )
