"""What follows when the person who looks after a partnership changes?

A new lead or head, on either side, brings a short review (methods D3): both sides
find out early whether they still understand each other. A new lead gets a list of
first steps, and a mail that says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from eclt_partners.common.actor import Actor
from eclt_partners.notifications.services.leavers import stop_mail_of_former_lead
from partners.choices import EventKind, Side
from partners.models import Partner, Partnership, PartnershipParty
from partners.rules.stages import REVIEWED_STAGES
from partners.services.events import report_event, report_for_partner
from partners.services.lead_mails import tell_new_lead
from partners.services.onboarding import begin_onboarding


@dataclass(frozen=True, slots=True)
class NewLead:
    """Somebody else leads a side now, or nobody.

    Attributes:
        party: whose lead it is; None = the foundation's.
        before: key of the person who led this side until now; "" = nobody.
    """

    party: PartnershipParty | None
    before: str

    @property
    def had_one(self) -> bool:
        """Whether somebody led this side before."""
        return bool(self.before)


def follow_new_leads(
    *, actor: Actor, now: datetime, partnership: Partnership, leads: Iterable[NewLead]
) -> None:
    """Note for each side that somebody else leads now, and help the new leads to begin.

    To be called in the transaction of the change. What waited for the former lead is
    taken back; the new one is owed it. Nothing is noted where both sides take no stock
    any more.
    """
    sides = set()
    for new in leads:
        party = new.party
        if new.before:
            stop_mail_of_former_lead(new.before, partnership_id=partnership.pk)
        begun = begin_onboarding(
            actor=actor,
            now=now,
            partnership=partnership,
            newcomer=party.partner_lead if party else partnership.foundation_lead,
            party=party,
        )
        if begun:
            tell_new_lead(begun, actor=actor, before=new.before, now=now)
        if new.had_one:
            sides.add(Side.PARTNER if party else Side.FOUNDATION)
    if partnership.stage not in REVIEWED_STAGES:
        return
    for side in sorted(sides):
        report_event(
            actor=actor,
            now=now,
            partnership=partnership,
            kind=EventKind.LEADERSHIP,
            happened_on=partnership.country.today(now=now),
            side=side,
        )


def tell_of_new_head(*, actor: Actor, now: datetime, partner: Partner) -> None:
    """Note in every partnership of the partner that it has a new head."""
    report_for_partner(
        actor=actor,
        now=now,
        partner=partner,
        kind=EventKind.LEADERSHIP,
        side=Side.PARTNER,
    )
