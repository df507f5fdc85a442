"""How does a page say no? Refusals of services become pages in plain words."""

from collections.abc import Callable
from http import HTTPStatus
from math import ceil

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from eclt_partners.common.errors import (
    DomainError,
    IllegalTransition,
    NotPermitted,
    PdfUnavailable,
    StaleObject,
    TooManyTries,
)
from eclt_partners.common.forms.sent_texts import sent_fields, texts_among

log = structlog.get_logger(__name__)

NOT_ALLOWED = HTTPStatus.METHOD_NOT_ALLOWED
STATUS_OF: dict[type[DomainError], int] = {
    NotPermitted: 403,
    StaleObject: 409,
    IllegalTransition: 409,
    PdfUnavailable: 503,
}


class RefusalMiddleware:
    """Answer a refusal with its page: 403, 405, 409, 429, or 503 without a PDF."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; refusals come through `process_exception`.

        Raises:
            Http404: the address holds a NUL, which no name in PostgreSQL does.
        """
        if "\0" in request.path:
            raise Http404
        answer = self.get_response(request)
        if request.method == "GET" and answer.status_code == NOT_ALLOWED:
            return address_of_button(request, answer)
        return answer

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Return the page of a refusal, or None for any other exception.

        Of something missing only when a form was sent: it may have been there before.
        """
        if isinstance(exception, TooManyTries):
            return too_many_tries(request, seconds=exception.seconds)
        status = STATUS_OF.get(type(exception))  # type: ignore[arg-type]
        if isinstance(exception, Http404) and request.method == "POST":
            status = HTTPStatus.NOT_FOUND.value
        if status is None:
            return None
        written = written_in(request)
        log.info("refused", status=status, reason=type(exception).__name__)
        context = {"action": getattr(exception, "action", None), "written": written}
        page = render(request, f"{status}.html", context, status=status)
        if written:
            page["Cache-Control"] = "no-store, private"
        return page


def written_in(request: HttpRequest) -> list[str]:
    """Return the texts of a form that was sent, so that a refusal can give them back.

    Whoever lost a right, or was too late, while writing has the words nowhere else.
    """
    return texts_among(sent_fields(request.POST))


def too_many_tries(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Say when to try again, to people in minutes and to programs in seconds."""
    context = {"minutes": max(1, ceil(seconds / 60))}
    page = render(request, "429.html", context, status=429)
    page["Retry-After"] = str(seconds)
    page["Cache-Control"] = "no-store, private"
    page["X-Robots-Tag"] = "noindex, nofollow"
    return page


def address_of_button(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Lead from the address of a button to the page above it.

    Whoever presses a button without a session comes here after signing in.
    """
    context = {"back_url": _page_above(request.path)}
    answer.content = render_to_string("405.html", context, request).encode()
    answer["Content-Type"] = "text/html; charset=utf-8"
    return answer


def _page_above(path: str) -> str:
    """Return the nearest address above that shows something; "/" at last."""
    parts = path.strip("/").split("/")
    for count in range(len(parts) - 1, 0, -1):
        above = "/".join(["", *parts[:count], ""])
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that a form was too old, and give back what was written in it.

    Browsers keep no page of a signed-in person, so the page before is empty. The texts
    can be copied, not sent from here: another site may have sent them.
    """
    log.info("csrf.refused", reason=reason)
    why = _(
        "This page was open for a long time, so it was not sent. Open it again and "
        "send it once more."
    )
    return _not_sent(request, why)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Explain that nobody is signed in any more, and give back what was written."""
    why = _(
        "You are no longer signed in, so it was not sent. Sign in and send it again."
    )
    return _not_sent(request, why)


def _not_sent(request: HttpRequest, why: str) -> HttpResponse:
    context = {
        "why": why,
        "back_url": request.path,
        "written": written_in(request),
    }
    page = render(request, "403.html", context, status=403)
    page["Cache-Control"] = "no-store, private"
    return page
