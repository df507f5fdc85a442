"""How does a person of a partner come in by a link, and go again?"""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from agreements.views.chairs import Chair
from agreements.views.doors import ONE_TABLE, landing_table
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.pace import even_pace
from eclt_partners.accounts.requests import link_of
from eclt_partners.accounts.rules.limits import NEW_LINKS
from eclt_partners.accounts.services import links
from eclt_partners.accounts.tries import count_here, count_wrong_link
from eclt_partners.common.access import open_to_all
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import send_soon
from partners.choices import CheckState
from partners.models import Contact, Partnership
from partners.selectors.after import check_of_link
from partners.selectors.leading import lead_at_work
from partners.views.doors import (
    dead_link,
    language_for,
    spoken_to,
    unstored,
    visitor_of,
)
from reviews.choices import ReviewState
from reviews.forms.links import NewLinkForm
from reviews.selectors.panels import is_sent_in_time
from reviews.services.home_links import send_home_link
from reviews.services.new_links import send_new_links
from reviews.views.doors import partner_seat, reach_of
from reviews.views.pages import (
    duration_text,
    review_title,
    shown_by,
    state_sentence,
    who_reads,
)
from reviews.views.seats import Seat

FIRST_PAGE = {
    LinkPurpose.REVIEW: "hub",
    LinkPurpose.CONFIRM: "result",
}
_OVER = frozenset({ReviewState.COMPLETED, ReviewState.LAPSED, ReviewState.CANCELLED})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def landing(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link is for; only the button opens the visit (rulings 18).

    Addresses that open nothing are counted; a link that holds always opens.
    """
    page = _landing(request, token)
    if page.status_code == HTTPStatus.NOT_FOUND:
        count_wrong_link(request)
    return page


def _landing(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = links.find_by_token(token, now=now)
    if link is None:
        return dead_link(request)
    if link.purpose == LinkPurpose.HOME:
        return _home_landing(request, link, token, now=now)
    if link.purpose in ONE_TABLE:
        return _table_landing(request, link, token, now=now)
    if link.purpose == LinkPurpose.AFTER_CHECK:
        return _after_landing(request, link, token, now=now)
    return _review_landing(request, link, token, now=now)


@open_to_all
def link_new(request: HttpRequest) -> HttpResponse:
    """Take a wish for a new link; the answer is the same for every address."""
    form, now = NewLinkForm(posted(request)), timezone.now()
    if request.method == "POST" and form.is_valid():
        count_here(request, NEW_LINKS, now=now)
        with even_pace():
            send_new_links(now=now, email=form.cleaned_data["email"])
            send_soon()
        return redirect("reviews:link_asked")
    context = {"form": form, "is_asked": False}
    return unstored(render(request, "answer/link_new.html", context), partner_side=True)


@open_to_all
@require_safe
def link_asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail may be on its way."""
    page = render(request, "answer/link_new.html", {"is_asked": True})
    return unstored(page, partner_side=True)


@open_to_all
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit of this browser; the link in the mail still holds."""
    now = timezone.now()
    link = link_of(request, now=now)
    if link is not None:
        links.leave(link, key=request.COOKIES[settings.PARTNER_COOKIE_NAME], now=now)
    page = unstored(render(request, "answer/left.html"), partner_side=True)
    page.delete_cookie(settings.PARTNER_COOKIE_NAME, samesite="Lax")
    return page


def _review_landing(
    request: HttpRequest, link: PartnerLink, token: str, *, now: datetime
) -> HttpResponse:
    contact, review = reach_of(link)
    if contact is None or review is None:
        return dead_link(request)
    if request.method == "POST":
        first = FIRST_PAGE[LinkPurpose(link.purpose)]
        url = reverse(f"reviews:partner_{first}", args=[review.pk])
        return _enter(request, token, url, now=now)
    seat = partner_seat(request, link, contact, review, now=now)
    with spoken_to(seat.language, review.partnership.country):
        context = _welcome(seat, link) | {
            "not_me_url": reverse("reviews:not_me", args=[token]),
            "lead": lead_at_work(review.partnership),
        }
        page = render(request, "answer/landing.html", context)
        return unstored(page, partner_side=True)


def _home_landing(
    request: HttpRequest, link: PartnerLink, token: str, *, now: datetime
) -> HttpResponse:
    visitor = visitor_of(request, link, now=now)
    if visitor is None:
        return dead_link(request)
    if request.method == "POST":
        return _enter(request, token, reverse("dashboards:partner_home"), now=now)
    context = {"visitor": visitor, "lead": lead_at_work(visitor.partnership)}
    with spoken_to(visitor.language, visitor.partnership.country):
        page = render(request, "answer/landing_home.html", context)
        return unstored(page, partner_side=True)


def _table_landing(
    request: HttpRequest, link: PartnerLink, token: str, *, now: datetime
) -> HttpResponse:
    contact, table = landing_table(link)
    if contact is None or table is None:
        return dead_link(request)
    if request.method == "POST":
        url = reverse("agreements:partner_table", args=[table.pk])
        return _enter(request, token, url, now=now)
    context = {
        "not_me_url": reverse("reviews:not_me", args=[token]),
        "contact": contact,
        "table": table,
        "agreement": table.agreement,
        "partnership": table.agreement.partnership,
        "lead": lead_at_work(table.agreement.partnership),
        "is_signing": link.purpose == LinkPurpose.SIGN,
    }
    with spoken_to(language_for(request, contact), table.agreement.partnership.country):
        page = render(request, "answer/landing_table.html", context)
        return unstored(page, partner_side=True)


def _after_landing(
    request: HttpRequest, link: PartnerLink, token: str, *, now: datetime
) -> HttpResponse:
    check = check_of_link(link)
    if check is None or check.contact is None:
        return dead_link(request)
    if request.method == "POST":
        url = reverse("lifecycle:partner_check", args=[check.pk])
        return _enter(request, token, url, now=now)
    context = {
        "not_me_url": reverse("reviews:not_me", args=[token]),
        "contact": check.contact,
        "check": check,
        "partnership": check.partnership,
        "lead": lead_at_work(check.partnership),
        "is_answered": check.state == CheckState.DONE,
    }
    with spoken_to(language_for(request, check.contact), check.partnership.country):
        page = render(request, "answer/landing_after.html", context)
        return unstored(page, partner_side=True)


def _enter(
    request: HttpRequest, token: str, url: str, *, now: datetime
) -> HttpResponse:
    """Exchange the token for a cookie and go to an address without it."""
    entered = links.exchange(token, now=now)
    if entered is None:
        return dead_link(request)
    response = redirect(url)
    response.set_cookie(
        settings.PARTNER_COOKIE_NAME,
        entered[1],
        max_age=settings.PARTNER_SESSION_SECONDS,
        path="/",
        secure=settings.COOKIES_ARE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return unstored(response, partner_side=True)


def _welcome(seat: Seat, link: PartnerLink) -> dict[str, Any]:
    is_over = seat.review.state in _OVER
    has_answered = seat.panelist is not None and is_sent_in_time(seat.panelist)
    asks = link.purpose == LinkPurpose.REVIEW and not (is_over or has_answered)
    return seat.context(
        contact=seat.contact,
        purpose=link.purpose,
        asks=asks,
        is_over=is_over,
        title=review_title(seat),
        state=state_sentence(seat),
        duration=duration_text(len(seat.questions())),
        closes_on=shown_by(seat),
        who_reads=who_reads(seat) if asks else [],
    ) | {"leave_url": ""}


@require_POST
def ask_home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Mail a person of a partner the link to the page of the partnership."""
    if seat.contact is None:
        raise NotPermitted("only people of a partner ask for this")
    _ask_home(request, seat.actor, seat.review.partnership, seat.contact, now=seat.now)
    return redirect(seat.url("done"))


@require_POST
def ask_home_at_table(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Mail somebody with a link to one table the link to the partnership."""
    if chair.contact is None:
        raise NotPermitted("only people of a partner ask for this")
    place = chair.agreement.partnership
    _ask_home(request, chair.actor, place, chair.contact, now=chair.now)
    return redirect(chair.url("table"))


def _ask_home(
    request: HttpRequest,
    actor: Actor,
    partnership: Partnership,
    contact: Contact,
    *,
    now: datetime,
) -> None:
    """Mail the link to the person who asks, or say why none goes out."""
    try:
        send_home_link(actor=actor, now=now, partnership=partnership, contact=contact)
    except InvalidInput as refusal:
        for text in refusal.problems.values():
            messages.error(request, text)
        return
    send_soon()
    messages.success(request, _("A mail with the link is on its way to you."))
