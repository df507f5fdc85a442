"""Who sits at the pages that both sides write, and at which addresses do they stand?

Both sides use the same views and templates. A `Chair` knows the one difference: the
names of the addresses and the frame around the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import update_wrapper, wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from eclt_partners.countries.clocks import tell_times_of
from partners.choices import Side
from partners.models import Contact, Partnership, PartnershipParty
from partners.services.together import own_party, require_here
from partners.views.doors import RequestView, Visitor, dead_link, home, unstored

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody at the pages of one partnership.

    Attributes:
        actor: who acts.
        partnership: with country.
        contact: the person of the partner; None for people of the foundation.
        party: the partner of that person; None for people of the foundation.
        now: the moment of the request.
    """

    actor: Actor
    partnership: Partnership
    contact: Contact | None
    party: PartnershipParty | None
    now: datetime

    @property
    def is_partner(self) -> bool:
        """True for a person of the partner."""
        return self.contact is not None

    @property
    def party_id(self) -> int | None:
        """The own party of a person of the partner; None = sees all."""
        return self.party.pk if self.party else None

    @property
    def side(self) -> Side:
        """The side the person speaks for."""
        return Side.PARTNER if self.is_partner else Side.FOUNDATION

    @property
    def today(self) -> date:
        """The day in the country of the partnership."""
        return self.partnership.country.today(now=self.now)

    @property
    def may_write(self) -> bool:
        """True for people who may write what both sides plan."""
        return self._may(Action.PLAN_TOGETHER)

    @property
    def may_look_back(self) -> bool:
        """True for people who record talks."""
        return self._may(Action.RECORD_TALK)

    def require(self, action: Action) -> None:
        """Refuse a page whose button the person may not press.

        Raises:
            NotPermitted: the person may not do this here.
        """
        require_here(self.actor, action, self.partnership)

    def url(self, page: str, *args: object) -> str:
        """Return the address of a page of the partnership for this person."""
        if self.is_partner:
            return reverse(f"partners:partner_{page}", args=args)
        return reverse(f"partners:{page}", args=[self.partnership.pk, *args])

    @property
    def home_url(self) -> str:
        """The page that leads here."""
        if self.is_partner:
            return reverse("dashboards:partner_home")
        return reverse("dashboards:partnership", args=[self.partnership.pk])

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page that both sides write gets."""
        return {
            "chair": self,
            "frame": "base_partner.html" if self.is_partner else "base.html",
            "partnership": self.partnership,
            "today": self.today,
            "home_url": self.home_url,
            "plan_url": self.url("plan"),
            "capacity_url": self.url("capacity"),
            "expectations_url": self.url("expectations"),
            "checks_url": self.url("checks"),
            "leave_url": reverse("reviews:partner_leave") if self.is_partner else "",
            **more,
        }

    def _may(self, action: Action) -> bool:
        return self.actor.may(
            action, country=self.partnership.country_id, partnership=self.partnership.pk
        )


ChairView = Callable[Concatenate[HttpRequest, Chair, P], HttpResponse]


def staff(view: ChairView[P]) -> RequestView:
    """Open a page to people of the foundation who may see the partnership."""

    @wraps(view)
    def door(
        request: HttpRequest, partnership_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        actor = acting(request)
        rows = Partnership.objects.visible_to(actor).select_related("country")
        found = get_object_or_404(rows, pk=partnership_id)
        chair = Chair(actor, found, None, None, timezone.now())
        tell_times_of(found.country)
        return unstored(view(request, chair, *args, **kwargs))

    return door


def partner(view: ChairView[P]) -> RequestView:
    """Open a page to the person whose link is for the partnership (HOME)."""

    def inside(
        request: HttpRequest, visitor: Visitor, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            party = own_party(visitor.actor, visitor.partnership)
        except NotPermitted:
            return dead_link(request)
        chair = Chair(
            visitor.actor, visitor.partnership, visitor.contact, party, visitor.now
        )
        return view(request, chair, *args, **kwargs)

    update_wrapper(inside, view)
    return home(inside)
