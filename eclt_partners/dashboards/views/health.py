"""Is this installation alive? For machines that watch it; no detail, no names."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eclt_partners.common.access import open_to_all
from eclt_partners.common.health import broker_answers
from eclt_partners.common.pdf import pdf_works
from eclt_partners.dashboards.rules.freshness import Health, health_of, told_of
from eclt_partners.dashboards.selectors.health import look


@open_to_all
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part is well, 503 when one is late or down.

    A server that cannot make PDFs, or mails that came late, are told, but all
    else works: it is no reason to take the product away from its people.
    """
    now = timezone.now()
    parts = {"redis": Health.OK if broker_answers() else Health.DOWN}
    told = {"pdf": Health.OK if pdf_works() else Health.DOWN}
    figures = {}
    try:
        found = look(now=now)
        parts |= {"database": Health.OK, **health_of(found.signs, now=now)}
        told |= told_of(found.signs)
        figures = found.figures
    except DatabaseError:
        parts["database"] = Health.DOWN
    is_well = set(parts.values()) == {Health.OK}
    words = {name: part.value for name, part in (parts | told).items()}
    answer = {"ok": is_well, **words, "mails": figures}
    return JsonResponse(answer, status=200 if is_well else 503)
