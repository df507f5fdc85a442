"""Who sits at the pages of an agreement, and at which addresses do they stand?

Both sides use the same views and templates. A `Chair` knows the one difference: the
names of the addresses and the frame around the page.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from agreements.models import Agreement, Renegotiation
from agreements.selectors.speakers import Speaker
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from partners.choices import Side
from partners.models import Contact

STAFF = ""
PARTNER = "partner_"


def begin_again_url(agreement: Agreement) -> str:
    """Return where a new agreement is begun that takes the place of this one."""
    page = reverse("agreements:begin", args=[agreement.partnership_id])
    return f"{page}?again={agreement.pk}"


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody at the pages of one agreement, or of one renegotiation of it.

    Attributes:
        agreement: the deal, with its partnership and country.
        renegotiation: the one that is looked at; None on pages of the agreement.
        speaker: for whom the person speaks.
        contact: the person of the partner; None for people of the foundation.
        now: the moment of the request.
        language: of the reader.
    """

    agreement: Agreement
    renegotiation: Renegotiation | None
    speaker: Speaker
    contact: Contact | None
    now: datetime
    language: str

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self.speaker.actor

    @property
    def is_partner(self) -> bool:
        """True for a person of the partner."""
        return self.contact is not None

    @property
    def side(self) -> Side:
        """The side the person speaks for."""
        return self.speaker.side

    @property
    def today(self) -> date:
        """The day in the country of the partnership."""
        return self.agreement.partnership.country.today(now=self.now)

    @property
    def frame(self) -> str:
        """The template around the page."""
        return "base_partner.html" if self.is_partner else "base.html"

    @property
    def table(self) -> Renegotiation:
        """The renegotiation of the page.

        Raises:
            LookupError: the page is not about one.
        """
        if self.renegotiation is None:
            raise LookupError("this page is not about a renegotiation")
        return self.renegotiation

    def may(self, action: Action) -> bool:
        """Tell whether the person may do something at this partnership."""
        partnership = self.agreement.partnership
        return self.actor.may(
            action, country=partnership.country_id, partnership=partnership.pk
        )

    def require(self, action: Action) -> None:
        """Refuse a page whose button the person may not press.

        Raises:
            NotPermitted: the person may not do this here.
        """
        if not self.may(action):
            raise NotPermitted(f"{action} needs another right", action=action)

    def url(self, page: str, *args: object) -> str:
        """Return the address of a page of the renegotiation for this person."""
        return reverse(f"agreements:{self._prefix}{page}", args=[self.table.pk, *args])

    def agreement_url(self, page: str, *args: object) -> str:
        """Return the address of a page of the agreement for this person."""
        return reverse(
            f"agreements:{self._prefix}{page}", args=[self.agreement.pk, *args]
        )

    def url_or_none(self, page: str, *args: object) -> str | None:
        """Return the address of a page that this product may not have, or None."""
        try:
            return self.url(page, *args)
        except NoReverseMatch:
            return None

    @property
    def home_url(self) -> str:
        """Where the person came from: the partnership, or "" for a link to one table."""
        if not self.may(Action.SEE):
            return ""
        if self.is_partner:
            return reverse("dashboards:partner_home")
        return reverse("dashboards:partnership", args=[self.agreement.partnership_id])

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page of an agreement gets."""
        return {
            "chair": self,
            "frame": self.frame,
            "agreement": self.agreement,
            "partnership": self.agreement.partnership,
            "renegotiation": self.renegotiation,
            "today": self.today,
            "table_url": self.url("table") if self.renegotiation else "",
            "leave_url": reverse("reviews:partner_leave") if self.is_partner else "",
            "ask_home_url": self._ask_home_url(),
            **more,
        }

    def _ask_home_url(self) -> str:
        """Where a person with a link to one table asks for that to the partnership."""
        if self.renegotiation is None or not self.is_partner or self.home_url:
            return ""
        return reverse("reviews:partner_table_home", args=[self.renegotiation.pk])

    @property
    def _prefix(self) -> str:
        return PARTNER if self.is_partner else STAFF
