"""Who reads a mail about a renegotiation, and what does every such mail say?

Never what somebody wished, noted or wrote into a clause, and never an amount.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Proposal, Renegotiation
from agreements.rules.clocks import Clock
from agreements.selectors.tables import clock_of, parties_to_name, with_moments
from agreements.table_words import waiting_words
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink, User
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.writing import Fact, ask_line
from partners.choices import Side
from partners.models import Contact
from partners.selectors.leading import lead_at_work, whom_to_ask


@dataclass(frozen=True, slots=True)
class TableMail:
    """A renegotiation, as one reader hears of it.

    Attributes:
        table: with its agreement, partnership, country and lead.
        waiting: what is waited for now; None when it is over.
        reader_name: how we greet.
        side: the reader's side.
        link_id: of the reader's link; 0 for people of the foundation.
        partner_id: where the reader works; None for people of the foundation.
    """

    table: Renegotiation
    waiting: Clock | None
    reader_name: str
    side: Side
    link_id: int
    partner_id: int | None

    @property
    def name(self) -> str:
        """The name of the partnership."""
        return self.table.agreement.partnership.name

    @property
    def papers(self) -> list[Proposal]:
        """The proposals that were sent, oldest first."""
        return [p for p in self.table.proposals.all() if p.sent_at is not None]

    @property
    def is_coalition(self) -> bool:
        """Whether more than one partner is at the table."""
        return sum(not each.to_on for each in self.table.agreement.parties.all()) > 1

    @property
    def lead(self) -> tuple[str, str]:
        """Name and address of whom to ask."""
        return whom_to_ask(self.table.agreement.partnership)

    @property
    def url(self) -> str:
        """Where to go on; for a partner without a link a mail to the lead."""
        if self.side == Side.FOUNDATION:
            page = reverse("agreements:table", args=[self.table.pk])
            return f"{settings.SITE_URL}{page}"
        return placeholder(self.link_id) if self.link_id else f"mailto:{self.lead[1]}"

    @property
    def facts(self) -> list[Fact]:
        """Which partnership, which agreement, and what is waited for until when."""
        agreement = self.table.agreement
        known = [
            Fact(_("Partnership"), self.name),
            Fact(_("Country"), str(agreement.partnership.country.name)),
            Fact(_("Agreement"), f"{agreement.number} {agreement.title}"),
        ]
        if self.waiting is not None:
            parties = parties_to_name(
                self.table, self.waiting, partner_id=self.partner_id
            )
            next_words = waiting_words(self.waiting, reader=self.side, parties=parties)
            known.append(Fact(_("What comes next"), next_words))
        return known

    @property
    def footer(self) -> list[str]:
        """Whom to ask, and why this mail came."""
        why = _("You get this mail because you speak for your side in this agreement.")
        place = self.table.agreement.partnership
        if self.side == Side.FOUNDATION and lead_at_work(place) is None:
            why = _(
                "You get this mail because nobody leads this partnership for the "
                "foundation."
            )
        return [ask_line(*self.lead), why]

    @property
    def thread(self) -> str:
        """All mails about one renegotiation stand together."""
        return f"renegotiation-{self.table.pk}"


def table_mail(table_id: int, recipient_key: str, link_id: int = 0) -> TableMail:
    """Return a renegotiation as the person behind a key hears of it."""
    tables = with_moments(
        Renegotiation.objects.select_related(
            "agreement__partnership__foundation_lead",
            "version",
            "raised_party__partner",
        )
    )
    table = tables.get(pk=table_id)
    kind, _colon, number = recipient_key.partition(":")
    people = Contact if kind == "contact" else User
    reader = people.objects.get(pk=int(number))
    return TableMail(
        table=table,
        waiting=clock_of(table),
        reader_name=reader.name,
        side=Side.PARTNER if kind == "contact" else Side.FOUNDATION,
        link_id=link_id,
        partner_id=getattr(reader, "partner_id", None),
    )


def own_link_id(table_id: int, recipient_key: str, *, now: datetime) -> int:
    """Return the link of a person of a partner to a table, or 0 when there is none."""
    kind, _colon, number = recipient_key.partition(":")
    if kind != "contact":
        return 0
    links = PartnerLink.objects.usable(now=now).filter(
        contact_id=int(number),
        subject_id=table_id,
        purpose__in=[LinkPurpose.RENEGOTIATION, LinkPurpose.SIGN],
    )
    newest = links.order_by("-id").first()
    return newest.pk if newest else 0
