"""What holds for each request of a person: language, clock, age, keeping, second step?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from eclt_partners.accounts.kept_typing import forget_typing, keep_typing
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import has_to_have_second_step, second_step_of
from eclt_partners.common import languages
from eclt_partners.common.refusals import signed_out, written_in

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_KEY = "seen_at"
SEEN_EVERY = timedelta(minutes=5)
SECOND_STEP_KEY = "has_second_step"
# What somebody without a second step who has to have one can still open.
BEFORE_SECOND_STEP: Final = frozenset(
    {
        *("mfa_index", "mfa_activate_totp", "account_reauthenticate"),
        *("account_logout", "set_language", "accounts:ping"),
        *("common:help", "common:accessibility", "common:privacy", "common:worker"),
    }
)


class ReaderMiddleware:
    """Speak the reader's language: the cookie's, else the account's, or the browser's.

    An address may name another one ("?lang=fr" in a mail). Looking at it changes
    nothing; what is sent from such a page keeps its language. Times are told as the
    clock of the account does, until a page chooses a country's (`countries.clocks`).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language and say which it is."""
        language = self._language(request)
        reader = request.user
        zone = reader.time_zone if isinstance(reader, User) else None
        with translation.override(language), timezone.override(zone):
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
    """End a signed-in session after idle time or after its absolute age.

    What a form sends too late waits until its writer has signed in again.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out when the time is over; otherwise note that somebody was here."""
        if request.user.is_authenticated:
            self._limit(request)
            if request.method == "POST":
                forget_typing(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _keys: Any
    ) -> HttpResponse | None:
        """Keep what was typed in a form that came too late, and lead to the sign-in.

        Of whoever is not known any more it is given back to be copied.
        """
        if request.user.is_authenticated or not _is_a_form(request, view):
            return None
        left: int | None = getattr(request, "_left", None)
        if left is None or not keep_typing(request, person_id=left, now=timezone.now()):
            return signed_out(request) if written_in(request) else None
        messages.info(request, _("You were signed out. What you typed is kept."))
        login = resolve_url(settings.LOGIN_URL)
        return redirect(f"{login}?{urlencode({'next': reverse('accounts:kept')})}")

    def _limit(self, request: HttpRequest) -> None:
        now = timezone.now()
        idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        started, seen = request.session.get(SEEN_KEY, [now.timestamp()] * 2)
        if now.timestamp() - seen > idle.total_seconds() or (
            now.timestamp() - started > age.total_seconds()
        ):
            request._left = request.user.pk  # type: ignore[attr-defined]
            logout(request)
        elif (
            SEEN_KEY not in request.session
            or now.timestamp() - seen > SEEN_EVERY.total_seconds()
        ):
            request.session[SEEN_KEY] = [started, now.timestamp()]


def _is_a_form(request: HttpRequest, view: Any) -> bool:
    """Tell whether a person pressed a button of a page that needs a sign-in.

    Scripts keep what they send themselves; passwords and codes are kept nowhere.
    """
    match = request.resolver_match
    return (
        request.method == "POST"
        and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        and getattr(view, "login_required", True)
        and match is not None
        and match.namespace != ""
    )


class SecondStepMiddleware:
    """Lead people whose role needs the second step to it, until it is set up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; see `process_view`."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Return the way to the second step, or None when the page may be opened."""
        person, place = request.user, request.resolver_match
        if (
            not settings.SECOND_STEP_ROLES
            or not isinstance(person, User)
            or (place is not None and place.view_name in BEFORE_SECOND_STEP)
            or SECOND_STEP_KEY in request.session
            or not has_to_have_second_step(person)
        ):
            return None
        if second_step_of(person).app is None:
            return redirect("mfa_index")
        request.session[SECOND_STEP_KEY] = True
        return None
