"""Is there a line, and who may send over it?"""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.devices import owners_of
from eclt_partners.common.access import open_to_all


@open_to_all
@require_safe
def ping(request: HttpRequest) -> JsonResponse:
    """Say that the server answers, with a fresh form token (screens W3, W5).

    Returns:
        `ok` 1, `version`, `token` for the next POST, `who`: the owners of answers
        on this device that may be sent now.
    """
    said = {
        "ok": 1,
        "version": settings.BUILD,
        "token": get_token(request),
        "who": owners_of(request, now=timezone.now()),
    }
    return JsonResponse(said, headers={"Cache-Control": "no-store, private"})
