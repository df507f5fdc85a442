"""What does the site say while somebody works on it?"""

from collections.abc import Callable
from datetime import UTC, timedelta
from http import HTTPStatus
from math import ceil
from typing import Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.log import log_response

from eclt_partners.common.languages import asked_for

# When the work takes longer than planned, programs ask again after this time.
PATIENCE: Final = timedelta(minutes=1)


class MaintenanceMiddleware:
    """Answer every page with until when the site is away (`MAINTENANCE_UNTIL`).

    Neither session nor database is asked: both may be away too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Leave the chain at once while nobody works on the site.

        Raises:
            MiddlewareNotUsed: no moment is set.
        """
        if settings.MAINTENANCE_UNTIL is None:
            raise MiddlewareNotUsed
        self._until = settings.MAINTENANCE_UNTIL

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say it in the reader's language, to programs in seconds."""
        left = self._until - timezone.now()
        language = asked_for(request) or translation.get_language_from_request(request)
        context = {
            "until": self._until if left > timedelta(0) else None,
            "again_url": request.get_full_path() if request.method == "GET" else "",
        }
        with translation.override(language), timezone.override(UTC):
            page = render_to_string("maintenance.html", context)
        answer = HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
        answer["Retry-After"] = str(ceil(max(left, PATIENCE).total_seconds()))
        answer["Cache-Control"] = "no-store"
        answer["Content-Language"] = language
        # What is logged once is not logged again: Django takes every 503 for an error.
        log_response(
            "Away for maintenance: %s",
            request.path,
            response=answer,
            request=request,
            level="info",
        )
        return answer
