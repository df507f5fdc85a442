"""How does somebody reach a review page: signed in, or by a partner link?"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.requests import acting, link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.access import open_to_all
from eclt_partners.countries.clocks import tell_times_of
from partners.models import Contact
from partners.views.doors import (
    dead_link,
    language_for,
    present_contact,
    spoken_to,
    unstored,
)
from reviews.models import Review
from reviews.selectors.opened import opened_review, own_seat
from reviews.views.seats import Seat

P = ParamSpec("P")
SeatView = Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]
RequestView = Callable[..., HttpResponse]


ANSWER = frozenset({LinkPurpose.REVIEW})
LOOK = frozenset({LinkPurpose.REVIEW, LinkPurpose.CONFIRM, LinkPurpose.HOME})
CONFIRM = frozenset({LinkPurpose.CONFIRM, LinkPurpose.HOME})


def staff(view: SeatView[P]) -> RequestView:
    """Open a review page to people of the foundation who may see the review."""

    @wraps(view)
    def door(
        request: HttpRequest, review_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        actor = acting(request)
        review = opened_review(Review.objects.visible_to(actor).filter(pk=review_id))
        if review is None:
            raise Http404
        panelist = own_seat(actor, review)
        language = translation.get_language() or settings.LANGUAGE_CODE
        seat = Seat(actor, review, panelist, None, timezone.now(), language)
        tell_times_of(review.partnership.country)
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
        with spoken_to(seat.language, review.partnership.country):
            return unstored(view(request, seat, *args, **kwargs), partner_side=True)

    return open_to_all(door)


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
    return contact, opened_review(reviews)


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
    panelist = own_seat(actor, review) if answers else None
    language = language_for(request, contact)
    return Seat(actor, review, panelist, contact, now, language)
