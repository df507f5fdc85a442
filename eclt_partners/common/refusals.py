"""How does a page say no? Refusals of services become pages in plain words."""

from collections.abc import Callable
from math import ceil

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from eclt_partners.common.errors import (
    DomainError,
    IllegalTransition,
    NotPermitted,
    PdfUnavailable,
    StaleObject,
    TooManyTries,
)

log = structlog.get_logger(__name__)

STATUS_OF: dict[type[DomainError], int] = {
    NotPermitted: 403,
    StaleObject: 409,
    IllegalTransition: 409,
    PdfUnavailable: 503,
}


class RefusalMiddleware:
    """Answer a refusal with its page: 403, 409, 429, or 503 when there is no PDF."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; refusals come through `process_exception`.

        Raises:
            Http404: the address holds a NUL, which no name in PostgreSQL does.
        """
        if "\0" in request.path:
            raise Http404
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Return the page of a refusal, or None for any other exception."""
        if isinstance(exception, TooManyTries):
            return too_many_tries(request, seconds=exception.seconds)
        status = STATUS_OF.get(type(exception))  # type: ignore[arg-type]
        if status is None:
            return None
        log.info("refused", status=status, reason=type(exception).__name__)
        context = {"action": getattr(exception, "action", None)}
        return render(request, f"{status}.html", context, status=status)


def too_many_tries(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Say when to try again, to people in minutes and to programs in seconds."""
    context = {"minutes": max(1, ceil(seconds / 60))}
    page = render(request, "429.html", context, status=429)
    page["Retry-After"] = str(seconds)
    page["Cache-Control"] = "no-store, private"
    page["X-Robots-Tag"] = "noindex, nofollow"
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that a form was too old, without technical words."""
    log.info("csrf.refused", reason=reason)
    context = {
        "why": _(
            "This page was open for a long time. Go back, load it again and send it "
            "once more. Your text is still in the page before this one."
        )
    }
    return render(request, "403.html", context, status=403)
