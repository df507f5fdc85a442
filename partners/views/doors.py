"""How does a person of a partner reach a page, by a link and without an account?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.requests import link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common import languages
from eclt_partners.common.access import open_to_all
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.common.refusals import written_in
from eclt_partners.countries.models import Country
from partners.models import Contact, Partnership

P = ParamSpec("P")
RequestView = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person of a partner at the page of a partnership."""

    actor: Actor
    contact: Contact
    partnership: Partnership
    now: datetime
    language: str


HomeView = Callable[Concatenate[HttpRequest, Visitor, P], HttpResponse]


def home(view: HomeView[P]) -> RequestView:
    """Open a page of the partnership to the person whose link is for it (HOME)."""

    @wraps(view)
    def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        visitor = visitor_of(request, link_of(request, now=now), now=now)
        if visitor is None:
            return dead_link(request)
        with spoken_to(visitor.language, visitor.partnership.country):
            return unstored(view(request, visitor, *args, **kwargs), partner_side=True)

    return open_to_all(door)


def visitor_of(
    request: HttpRequest, link: PartnerLink | None, *, now: datetime
) -> Visitor | None:
    """Return who stands behind a HOME link; None for other links and people gone."""
    if link is None or link.purpose != LinkPurpose.HOME:
        return None
    people = people_of(link)
    places = Partnership.objects.select_related("country", "foundation_lead").filter(
        pk=link.partnership_id
    )
    ask_together(people, places)
    contact = next(iter(people), None)
    if contact is None:
        return None
    (partnership,) = places
    language = language_for(request, contact)
    return Visitor(actor_of_link(link), contact, partnership, now, language)


def present_contact(link: PartnerLink) -> Contact | None:
    """Return the person of a link, or None for somebody who has left."""
    return people_of(link).first()


def people_of(link: PartnerLink | None) -> QuerySet[Contact]:
    """Return the person of a link as a question: nobody without one, or who has left."""
    if link is None:
        return Contact.objects.none()
    return Contact.objects.filter(pk=link.contact_id, left_on__isnull=True)


def language_for(request: HttpRequest, contact: Contact) -> str:
    """Return the language of the address or the page, else that of the invitation."""
    chosen = languages.asked_for(request) or request.COOKIES.get(
        settings.LANGUAGE_COOKIE_NAME, ""
    )
    return chosen if chosen in dict(settings.LANGUAGES) else contact.language


@contextmanager
def spoken_to(language: str, country: Country) -> Iterator[None]:
    """Speak a person's language and tell times as the partnership's country does."""
    with translation.override(language), timezone.override(country.zone):
        yield


def dead_link(request: HttpRequest) -> HttpResponse:
    """Answer a link that does not hold: one page, no reason, the same bytes.

    What was written meanwhile is given back, so that it is not lost.
    """
    written = written_in(request)
    context = {"language_url": "", "leave_url": "", "written": written}
    page = render(request, "answer/no_link.html", context, status=404)
    return unstored(page, partner_side=True)


def unstored(response: HttpResponse, *, partner_side: bool = False) -> HttpResponse:
    """Forbid keeping a page with names or answers; hide links from search engines.

    A page for people of partners says its language, which may not be the browser's.
    """
    response["Cache-Control"] = "no-store, private"
    if partner_side:
        language = translation.get_language() or settings.LANGUAGE_CODE
        response.headers.setdefault("Content-Language", language)
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
