"""What follows when the person who looks after a partnership changes?

A new lead or head, on either side, brings a short review (methods D3): both sides
find out early whether they still understand each other. A new lead gets a list of
first steps.
"""

from collections.abc import Iterable
from datetime import datetime

from eclt_partners.common.actor import Actor
from partners.choices import EventKind, Side
from partners.models import Partner, Partnership, PartnershipParty
from partners.rules.stages import REVIEWED_STAGES
from partners.services.events import report_event, report_for_partner
from partners.services.onboarding import begin_onboarding


def tell_of_new_lead(
    *, actor: Actor, now: datetime, partnership: Partnership, sides: Iterable[Side]
) -> None:
    """Note for each of the sides that somebody else leads now.

    To be called in the transaction of the change. Nothing is noted where both sides
    take no stock any more.
    """
    if partnership.stage not in REVIEWED_STAGES:
        return
    for side in sides:
        report_event(
            actor=actor,
            now=now,
            partnership=partnership,
            kind=EventKind.LEADERSHIP,
            happened_on=partnership.country.today(now=now),
            side=side,
        )


def welcome_new_leads(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    parties: Iterable[PartnershipParty | None],
) -> None:
    """Give whoever leads these sides from now on a list of first steps.

    To be called in the transaction of the change. None stands for the foundation.
    """
    for party in parties:
        lead = party.partner_lead if party else partnership.foundation_lead
        begin_onboarding(
            actor=actor, now=now, partnership=partnership, newcomer=lead, party=party
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
