"""In which partnerships does nobody stand where a mail would go?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import works_there
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.notifications.selectors import (
    every_stopped_address,
    stopped_addresses,
)
from partners.choices import Stage, UnreachedReason
from partners.models import Contact, Partnership, PartnershipParty

LEAD_AND_COUNTRY = ("foundation_lead", "country")
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

    Two queries, whatever the number of partnerships; only such places are read.
    """
    places = _places(actor)
    rows, parties = _without_lead(places), _without_partner_lead(places)
    ask_together(rows, parties)
    stopped = stopped_addresses(
        [each.foundation_lead.email for each in rows if each.foundation_lead]
        + [each.partner_lead.email for each in parties if each.partner_lead]
    )
    return [*_of_the_foundation(rows, stopped), *_of_partners(parties, stopped)]


def led_by_leavers(actor: Actor) -> QuerySet[Partnership]:
    """Return where who leads for the foundation does not work there any more.

    In partnerships for which the actor may name another lead.
    """
    gone = Q(foundation_lead__is_active=False) | ~works_there(*LEAD_AND_COUNTRY)
    places = _places(actor).filter(gone, foundation_lead__isnull=False)
    return places.order_by("code")


def _places(actor: Actor) -> QuerySet[Partnership]:
    """Return the partnerships that go on in which the actor may name leads."""
    scope = actor.scope(Action.REGISTER)
    places = Partnership.objects.exclude(stage__in=OVER)
    if scope.everywhere:
        return places
    return places.filter(Q(country__in=scope.countries) | Q(pk__in=scope.partnerships))


def _without_lead(places: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Return where no mail reaches the lead of the foundation, by code."""
    rows = places.alias(address=Lower("foundation_lead__email"))
    rows = rows.annotate(is_lead_there=works_there(*LEAD_AND_COUNTRY)).filter(
        Q(foundation_lead=None)
        | Q(foundation_lead__is_active=False)
        | Q(is_lead_there=False)
        | Q(address__in=every_stopped_address())
    )
    return rows.select_related("country", "foundation_lead").order_by("code")


def _without_partner_lead(places: QuerySet[Partnership]) -> QuerySet[PartnershipParty]:
    """Return the sides of partners whose lead no mail reaches, by code."""
    rows = PartnershipParty.objects.filter(partnership__in=places, to_on=None)
    rows = rows.alias(address=Lower("partner_lead__email")).filter(
        Q(partner_lead=None)
        | Q(partner_lead__left_on__isnull=False)
        | Q(partner_lead__email="")
        | Q(address__in=every_stopped_address())
    )
    return rows.select_related(
        "partnership__country", "partner", "partner_lead"
    ).order_by("partnership__code", "pk")


def _of_the_foundation(
    partnerships: Iterable[Partnership], stopped: set[str]
) -> list[Unreached]:
    found = []
    for partnership in partnerships:
        lead = partnership.foundation_lead
        reason = None
        if lead is None:
            reason = UnreachedReason.NOBODY
        elif not lead.is_active:
            reason = UnreachedReason.LEFT
        elif not partnership.is_lead_there:  # type: ignore[attr-defined]
            reason = UnreachedReason.ELSEWHERE
        elif lead.email.lower() in stopped:
            reason = UnreachedReason.BOUNCED
        if reason:
            found.append(Unreached(partnership, None, lead, reason))
    return found


def _of_partners(
    parties: Iterable[PartnershipParty], stopped: set[str]
) -> list[Unreached]:
    found = []
    for party in parties:
        reason = _reason_of(party.partner_lead, stopped)
        if reason:
            found.append(
                Unreached(party.partnership, party, party.partner_lead, reason)
            )
    return found


def _reason_of(lead: Contact | None, stopped: set[str]) -> UnreachedReason | None:
    if lead is None:
        return UnreachedReason.NOBODY
    if lead.left_on:
        return UnreachedReason.LEFT
    if not lead.email:
        return UnreachedReason.NO_ADDRESS
    return UnreachedReason.BOUNCED if lead.email.lower() in stopped else None
