"""How does somebody reach a page of an agreement: signed in, or by a partner link?"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation

from agreements.models import Agreement, Renegotiation
from agreements.selectors import agreements_in_scope
from agreements.selectors.speakers import speaker_of
from agreements.views.chairs import Chair
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.requests import acting, link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.access import open_to_all
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.common.errors import NotPermitted
from eclt_partners.countries.clocks import tell_times_of
from partners.models import Contact
from partners.views.doors import (
    dead_link,
    language_for,
    people_of,
    present_contact,
    spoken_to,
    unstored,
)

P = ParamSpec("P")
ChairView = Callable[Concatenate[HttpRequest, Chair, P], HttpResponse]
RequestView = Callable[..., HttpResponse]

# A link to the partnership shows every table; a link to one table shows that one.
ONE_TABLE = frozenset({LinkPurpose.RENEGOTIATION, LinkPurpose.SIGN})
LOOK = ONE_TABLE | {LinkPurpose.HOME}
_PLACE = ("agreement__partnership__country", "agreement__partnership__foundation_lead")


def staff_table(view: ChairView[P]) -> RequestView:
    """Open a page of a renegotiation to people of the foundation who may see it."""

    @wraps(view)
    def door(
        request: HttpRequest, table_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        actor = acting(request)
        visible = Renegotiation.objects.visible_to(actor).select_related(*_PLACE)
        table = get_object_or_404(visible, pk=table_id)
        chair = _staff_chair(actor, table.agreement, table)
        return unstored(view(request, chair, *args, **kwargs))

    return door


def staff_agreement(view: ChairView[P]) -> RequestView:
    """Open a page of an agreement to people of the foundation who may see it."""

    @wraps(view)
    def door(
        request: HttpRequest, agreement_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        actor = acting(request)
        agreement = get_object_or_404(agreements_in_scope(actor), pk=agreement_id)
        chair = _staff_chair(actor, agreement, None)
        return unstored(view(request, chair, *args, **kwargs))

    return door


def partner_table(
    view: ChairView[P], *, purposes: frozenset[LinkPurpose] = LOOK
) -> RequestView:
    """Open a page of a renegotiation to the person whose link reaches it.

    Everybody else gets the page of a dead link, whatever the reason (rulings 18).
    """

    @wraps(view)
    def door(
        request: HttpRequest, table_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        link = link_of(request, now=timezone.now())
        tables, people = _reach(link, purposes).filter(pk=table_id), people_of(link)
        ask_together(tables, people)
        found, contact = next(iter(tables), None), next(iter(people), None)
        agreement = found.agreement if found else None
        chair = _partner_chair(request, link, contact, agreement, found)
        if chair is None or chair.contact is None:
            return dead_link(request)
        with spoken_to(chair.language, chair.agreement.partnership.country):
            return unstored(view(request, chair, *args, **kwargs), partner_side=True)

    return open_to_all(door)


def partner_agreement(
    view: ChairView[P], *, purposes: frozenset[LinkPurpose] = LOOK
) -> RequestView:
    """Open a page of an agreement to the person whose link reaches it."""

    @wraps(view)
    def door(
        request: HttpRequest, agreement_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        link = link_of(request, now=timezone.now())
        agreements = _agreements_of(link, agreement_id, purposes)
        people = people_of(link)
        ask_together(agreements, people)
        agreement, contact = next(iter(agreements), None), next(iter(people), None)
        chair = _partner_chair(request, link, contact, agreement, None)
        if chair is None or chair.contact is None:
            return dead_link(request)
        with spoken_to(chair.language, chair.agreement.partnership.country):
            return unstored(view(request, chair, *args, **kwargs), partner_side=True)

    return open_to_all(door)


def landing_table(link: PartnerLink) -> tuple[Contact | None, Renegotiation | None]:
    """Return the person and the table of a link to one table, or None for each."""
    return present_contact(link), _reach(link, ONE_TABLE).first()


def _staff_chair(
    actor: Actor, agreement: Agreement, table: Renegotiation | None
) -> Chair:
    language = translation.get_language() or settings.LANGUAGE_CODE
    speaker = speaker_of(actor, agreement)
    tell_times_of(agreement.partnership.country)
    return Chair(agreement, table, speaker, None, timezone.now(), language)


def _partner_chair(
    request: HttpRequest,
    link: PartnerLink | None,
    contact: Contact | None,
    agreement: Agreement | None,
    table: Renegotiation | None,
) -> Chair | None:
    """Return the chair of a person of a partner; None when theirs is no party."""
    if link is None or contact is None or agreement is None:
        return None
    try:
        speaker = speaker_of(actor_of_link(link), agreement)
    except NotPermitted:
        return None
    language = language_for(request, contact)
    return Chair(agreement, table, speaker, contact, timezone.now(), language)


def _reach(
    link: PartnerLink | None, purposes: frozenset[LinkPurpose]
) -> QuerySet[Renegotiation]:
    tables = Renegotiation.objects.select_related(*_PLACE)
    if link is None or link.purpose not in purposes:
        return tables.none()
    tables = tables.filter(agreement__partnership=link.partnership_id)
    if link.purpose in ONE_TABLE:
        tables = tables.filter(pk=link.subject_id)
    return tables


def _agreements_of(
    link: PartnerLink | None, agreement_id: int, purposes: frozenset[LinkPurpose]
) -> QuerySet[Agreement]:
    if link is None or link.purpose not in purposes:
        return Agreement.objects.none()
    agreements = Agreement.objects.select_related(
        "partnership__country", "partnership__foundation_lead"
    ).filter(pk=agreement_id, partnership=link.partnership_id)
    if link.purpose in ONE_TABLE:
        agreements = agreements.filter(renegotiations=link.subject_id)
    return agreements
