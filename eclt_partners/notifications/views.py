"""Which page lets a reader have fewer mails of a kind, without signing in?"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eclt_partners.common.access import open_to_all
from eclt_partners.notifications.leaving import ticket_of
from eclt_partners.notifications.services.topics import left_topics, set_left_topics

COME_BACK = "come_back"


# Mail programs post without a cookie (RFC 8058); the token is made for one reader and
# one topic, and all it can do is what its reader asked for.
@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show what may be left; a POST leaves it at once, or comes back."""
    ticket = ticket_of(token)
    if ticket is None:
        raise Http404
    left = left_topics(ticket.recipient_key)
    if request.method == "POST":
        wants_back = request.POST.get("then") == COME_BACK
        left = left - {ticket.topic} if wants_back else left | {ticket.topic}
        set_left_topics(ticket.recipient_key, left, now=timezone.now())
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    known = dict(settings.LANGUAGES)
    language = chosen if chosen in known else ticket.language
    context = {
        "topic": ticket.topic,
        "is_left": ticket.topic in left,
        "is_done": request.method == "POST",
    }
    with translation.override(language):
        page = render(request, "notifications/leave.html", context)
    page["Cache-Control"] = "no-store, private"
    page["X-Robots-Tag"] = "noindex, nofollow"
    return page
