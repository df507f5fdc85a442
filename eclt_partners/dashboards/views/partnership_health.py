"""Which page shows how the health of one partnership went over time?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.dashboards.health_sentences import health_sentence
from eclt_partners.dashboards.selectors.partnership import partnerships_in_scope
from eclt_partners.dashboards.selectors.partnership_health import partnership_health
from partners.rules.method import METHOD
from reviews.rules.instrument import DIMENSIONS


@require_safe
def health_over_time(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Show what the completed reviews of each pair said, one after the other."""
    found = get_object_or_404(partnerships_in_scope(acting(request)), pk=partnership_id)
    today = found.country.today(now=timezone.now())
    page = partnership_health(found, today=today)
    context = {
        "partnership": found,
        "page": page,
        "pairs": [(pair, trend, health_sentence(pair)) for pair, trend in page.pairs],
        "borders": {"green": METHOD.h_green_min, "red": METHOD.h_red_max},
        "codes": DIMENSIONS,
        "today": today,
    }
    return render(request, "dashboards/partnership_health.html", context)
