"""How does somebody reach a review page: signed in, or by a partner link?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.requests import acting, link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.access import open_to_all
from eclt_partners.common.actor import Actor
from partners.models import Contact, Partnership
from reviews.models import Review
from reviews.selectors.panels import seat_of
from reviews.views.seats import Seat

P = ParamSpec("P")
SeatView = Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]
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
ANSWER = frozenset({LinkPurpose.REVIEW})
LOOK = frozenset({LinkPurpose.REVIEW, LinkPurpose.CONFIRM, LinkPurpose.HOME})
CONFIRM = frozenset({LinkPurpose.CONFIRM, LinkPurpose.HOME})
_WITH_PARTNERSHIP = ("partnership__country", "instrument", "talk")


def staff(view: SeatView[P]) -> RequestView:
    """Open a review page to people of the foundation who may see the review."""

    @wraps(view)
    def door(
        request: HttpRequest, review_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        actor = acting(request)
        visible = Review.objects.visible_to(actor).select_related(*_WITH_PARTNERSHIP)
        review = get_object_or_404(visible, pk=review_id)
        panelist = seat_of(actor, review)
        language = translation.get_language() or settings.LANGUAGE_CODE
        seat = Seat(actor, review, panelist, None, timezone.now(), language)
        return unstored(view(request, seat, *args, **kwargs))

    return door


def partner(
    view: SeatView[P], *, purposes: frozenset[LinkPurpose] = ANSWER
) -> RequestView:
    """Open a review page to the person whose browser carries a partner session.

    Everybody else gets the page of a dead link, whatever the reason (rulings 18).
    """

    @wraps(view)
    def door(
        request: HttpRequest, review_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        now = timezone.now()
        link = link_of(request, now=now)
        if link is None or link.purpose not in purposes:
            return dead_link(request)
        contact, review = reach_of(link, review_id)
        if contact is None or review is None:
            return dead_link(request)
        seat = partner_seat(request, link, contact, review, now=now)
        with spoken_to(contact, seat.language):
            return unstored(view(request, seat, *args, **kwargs), partner_side=True)

    return open_to_all(door)


def present_contact(link: PartnerLink) -> Contact | None:
    """Return the person of a link, or None for somebody who has left."""
    return Contact.objects.filter(pk=link.contact_id, left_on__isnull=True).first()


def reach_of(
    link: PartnerLink, review_id: int | None = None
) -> tuple[Contact | None, Review | None]:
    """Return the person and a review of a link; None for what it does not reach.

    A HOME link reaches every review of its partnership, the latest when none is named.
    """
    contact = present_contact(link)
    reviews = Review.objects.filter(partnership=link.partnership_id)
    if link.purpose not in LOOK:
        reviews = reviews.none()
    elif link.purpose != LinkPurpose.HOME:
        reviews = reviews.filter(pk=link.subject_id)
    if review_id is not None:
        reviews = reviews.filter(pk=review_id)
    return contact, reviews.select_related(*_WITH_PARTNERSHIP).first()


def partner_seat(
    request: HttpRequest,
    link: PartnerLink,
    contact: Contact,
    review: Review,
    *,
    now: datetime,
) -> Seat:
    """Return the seat of a person of the partner; without one unless they answer."""
    actor = actor_of_link(link)
    answers = link.purpose in ANSWER
    panelist = seat_of(actor, review) if answers else None
    language = language_for(request, contact)
    return Seat(actor, review, panelist, contact, now, language)


def home(view: HomeView[P]) -> RequestView:
    """Open a page of the partnership to the person whose link is for it (HOME)."""

    @wraps(view)
    def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        visitor = visitor_of(request, link_of(request, now=now), now=now)
        if visitor is None:
            return dead_link(request)
        with spoken_to(visitor.contact, visitor.language):
            return unstored(view(request, visitor, *args, **kwargs), partner_side=True)

    return open_to_all(door)


def visitor_of(
    request: HttpRequest, link: PartnerLink | None, *, now: datetime
) -> Visitor | None:
    """Return who stands behind a HOME link; None for other links and people gone."""
    if link is None or link.purpose != LinkPurpose.HOME:
        return None
    contact = present_contact(link)
    if contact is None:
        return None
    partnership = Partnership.objects.select_related("country", "foundation_lead").get(
        pk=link.partnership_id
    )
    language = language_for(request, contact)
    return Visitor(actor_of_link(link), contact, partnership, now, language)


def language_for(request: HttpRequest, contact: Contact) -> str:
    """Return the language chosen on the page, else that of the invitation."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else contact.language


@contextmanager
def spoken_to(contact: Contact, language: str) -> Iterator[None]:
    """Speak a person's language and tell times as the person's clock does."""
    with translation.override(language), timezone.override(contact.time_zone):
        yield


def dead_link(request: HttpRequest) -> HttpResponse:
    """Answer a link that does not hold: one page, no reason, the same bytes."""
    context = {"language_url": "", "leave_url": ""}
    page = render(request, "answer/no_link.html", context, status=404)
    return unstored(page, partner_side=True)


def unstored(response: HttpResponse, *, partner_side: bool = False) -> HttpResponse:
    """Forbid keeping a page with names or answers; hide links from search engines."""
    response["Cache-Control"] = "no-store, private"
    if partner_side:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
