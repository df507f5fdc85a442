"""Which calendar file does somebody get after sending?"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reviews.calendars import averages_seen, calendar_file
from reviews.rules.states import window_ends_on
from reviews.selectors.panels import first_answered_on
from reviews.views.seats import Seat


@require_safe
def next_day(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Return the day on which both sides see what both said, as a calendar file."""
    seat.own_panelist()
    day = averages_seen(
        seat.review,
        window_ends_on(seat.review.due_on, first_answered_on(seat.review)),
        url=settings.SITE_URL + seat.url("hub"),
    )
    answer = HttpResponse(
        calendar_file([day], now=seat.now), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="review.ics"'
    return answer
