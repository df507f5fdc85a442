"""In which partnerships does nobody stand where a mail would go?"""

from dataclasses import dataclass

from django.db.models import Q

from eclt_partners.accounts.models import User
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.notifications.selectors import stopped_addresses
from partners.choices import Stage, UnreachedReason
from partners.models import Contact, Partnership, PartnershipParty

# Where nobody is reminded of anything any more.
OVER = [Stage.CONCLUDED, Stage.ENDED_EARLY, Stage.NOT_PURSUED]


@dataclass(frozen=True, slots=True)
class Unreached:
    """One place at which nobody hears of what is owed.

    Attributes:
        partnership: with its country.
        party: whose lead is missing; None = the foundation's.
        person: who is named there, if anybody.
        reason: why mail does not reach this place.
    """

    partnership: Partnership
    party: PartnershipParty | None
    person: User | Contact | None
    reason: UnreachedReason


def unreached_places(actor: Actor) -> list[Unreached]:
    """Return the places without a reader, in partnerships the actor may register in.

    Four queries, whatever the number of partnerships.
    """
    scope = actor.scope(Action.REGISTER)
    rows = (
        Partnership.objects.exclude(stage__in=OVER)
        .select_related("country", "foundation_lead")
        .order_by("code")
    )
    if not scope.everywhere:
        rows = rows.filter(
            Q(country__in=scope.countries) | Q(pk__in=scope.partnerships)
        )
    partnerships = {each.pk: each for each in rows}
    parties = list(
        PartnershipParty.objects.filter(partnership__in=partnerships, to_on=None)
        .select_related("partner", "partner_lead")
        .order_by("partnership__code", "pk")
    )
    stopped = stopped_addresses(
        [each.foundation_lead.email for each in rows if each.foundation_lead]
        + [each.partner_lead.email for each in parties if each.partner_lead]
    )
    return [
        *_of_the_foundation(list(partnerships.values()), stopped),
        *_of_partners(parties, partnerships, stopped),
    ]


def _of_the_foundation(
    partnerships: list[Partnership], stopped: set[str]
) -> list[Unreached]:
    found = []
    for partnership in partnerships:
        lead = partnership.foundation_lead
        reason = None
        if lead is None:
            reason = UnreachedReason.NOBODY
        elif not lead.is_active:
            reason = UnreachedReason.LEFT
        elif lead.email.lower() in stopped:
            reason = UnreachedReason.BOUNCED
        if reason:
            found.append(Unreached(partnership, None, lead, reason))
    return found


def _of_partners(
    parties: list[PartnershipParty],
    partnerships: dict[int, Partnership],
    stopped: set[str],
) -> list[Unreached]:
    found = []
    for party in parties:
        reason = _reason_of(party.partner_lead, stopped)
        if reason:
            place = partnerships[party.partnership_id]
            found.append(Unreached(place, party, party.partner_lead, reason))
    return found


def _reason_of(lead: Contact | None, stopped: set[str]) -> UnreachedReason | None:
    if lead is None:
        return UnreachedReason.NOBODY
    if lead.left_on:
        return UnreachedReason.LEFT
    if not lead.email:
        return UnreachedReason.NO_ADDRESS
    return UnreachedReason.BOUNCED if lead.email.lower() in stopped else None
