"""Which page shows the year, and which file feeds a person's own calendar?"""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.accounts.services.calendars import owner_of_feed
from eclt_partners.accounts.tries import count_wrong_link
from eclt_partners.common.access import open_to_all
from eclt_partners.dashboards.selectors.snapshots import seen_countries
from eclt_partners.dashboards.selectors.year import by_month, year_ahead
from reviews.calendars import feed_of

PAGE_SIZE = 100


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Show the reviews of the next 12 months, by month, for one country or all."""
    actor = acting(request)
    lines = seen_countries(actor)
    codes = {line.country.code for line in lines}
    asked = request.GET.get("country", "")
    chosen = asked if asked in codes else ""
    ahead = year_ahead(actor, lines, now=timezone.now(), country=chosen)
    page = Paginator(ahead, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "months": by_month(list(page.object_list)),
        "page": page,
        "query": f"country={chosen}&" if chosen else "",
        "countries": [line.country for line in lines],
        "chosen": chosen,
    }
    return render(request, "dashboards/year.html", context)


@open_to_all
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Feed a person's own reviews to a calendar; the address is the key."""
    person = owner_of_feed(token)
    if person is None:
        count_wrong_link(request)
        raise Http404
    with translation.override(person.language):
        text = feed_of(actor_of_user(person), now=timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer
