"""Which language does the reader get, when does a session end, who may keep a page?"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from eclt_partners.accounts.models import User
from eclt_partners.common import languages

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_KEY = "seen_at"
SEEN_EVERY = timedelta(minutes=5)


class LanguageMiddleware:
    """Choose the language: the cookie's, else the account's, else the browser's.

    An address may name another one ("?lang=fr" in a mail). Looking at it changes
    nothing; what is sent from such a page keeps its language.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language and say which it is."""
        language = self._language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if request.method == "POST" and languages.asked_for(request):
            languages.keep(response, language)
        return response

    def _language(self, request: HttpRequest) -> str:
        asked_for = languages.asked_for(request)
        if asked_for:
            return asked_for
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if isinstance(request.user, User) and not chosen:
            return request.user.language
        return translation.get_language_from_request(request)


class NotKeptMiddleware:
    """Tell browsers and proxies to keep no page of a signed-in person.

    On a shared computer the next person would read it with the back button (ASVS
    14.3.2). A page that says itself how it may be kept is left as it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; nobody keeps it unless the page said otherwise."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class SessionLimitMiddleware:
    """End a signed-in session after idle time or after its absolute age."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out when the time is over; otherwise note that somebody was here."""
        if request.user.is_authenticated:
            self._limit(request)
        return self.get_response(request)

    def _limit(self, request: HttpRequest) -> None:
        now = timezone.now()
        idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        started, seen = request.session.get(SEEN_KEY, [now.timestamp()] * 2)
        if now.timestamp() - seen > idle.total_seconds() or (
            now.timestamp() - started > age.total_seconds()
        ):
            logout(request)
        elif (
            SEEN_KEY not in request.session
            or now.timestamp() - seen > SEEN_EVERY.total_seconds()
        ):
            request.session[SEEN_KEY] = [started, now.timestamp()]
