"""Who may come to the page of a country, and which answer does a reader have already?"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.selectors.first_look import (
    NarrowedCountry,
    narrowed_country,
)
from eclt_partners.dashboards.selectors.opened import Opened, opened_country
from eclt_partners.dashboards.selectors.saved_views import ViewLink
from eclt_partners.dashboards.views.bodies import render_body


def country_in_scope(request: HttpRequest, code: str) -> Country:
    """Load a country that the actor sees as a whole, else answer as if missing."""
    if not acting(request).may(Action.SEE, country=code):
        raise Http404
    return get_object_or_404(Country, pk=code, is_active=True)


def opened_in_scope(request: HttpRequest, code: str) -> Opened:
    """Load a country with its page and the actor's views, else answer as if missing."""
    actor = acting(request)
    if not actor.may(Action.SEE, country=code):
        raise Http404
    found = opened_country(actor, code, str(get_language()))
    if found is None:
        raise Http404
    return found


def narrowed_in_scope(request: HttpRequest, code: str, query: str) -> NarrowedCountry:
    """Load a country with what is stored for some filters, else answer as if missing."""
    actor = acting(request)
    if not actor.may(Action.SEE, country=code):
        raise Http404
    found = narrowed_country(actor, code, query, str(get_language()))
    if found is None:
        raise Http404
    return found


def answer_tag(request: HttpRequest, body: str, views: Iterable[ViewLink]) -> str:
    """Name the whole answer: body, frame, reader with views, and the form's secret.

    A message for the reader changes the page once, so such an answer has its own tag.
    It is a weak one: the page is the same, packed and unpacked.

    Args:
        request: of the reader.
        body: names the stored body; "none" when there is none.
        views: what stands above it.
    """
    parts = [
        body,
        settings.BUILD,
        acting(request).key,
        str(get_language()),
        request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        request.COOKIES.get("messages", ""),
        str(acting(request).may_somewhere(Action.REFRESH_DASHBOARD)),
        *(f"{view.id} {view.name} {view.query}" for view in views),
    ]
    return f'W/"{sha256("|".join(parts).encode()).hexdigest()}"'


def answer_unless_known(
    request: HttpRequest, template: str, context: dict[str, Any], *, etag: str | None
) -> HttpResponse:
    """Answer with a page that a reader keeps but asks about each time.

    Args:
        request: of the reader.
        template: of the page.
        context: of the template; its `page`, if there is one, is a stored body.
        etag: names the answer; who has it already gets no body. None: always a body.
    """
    answer = get_conditional_response(request, etag=etag) if etag else None
    if answer is None:
        page = context.get("page")
        answer = (
            render_body(request, template, context, page)
            if page
            else render(request, template, context)
        )
        if etag:
            answer["ETag"] = etag
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
