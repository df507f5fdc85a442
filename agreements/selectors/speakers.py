"""For which side does somebody speak at the table of an agreement?"""

from dataclasses import dataclass

from django.db.models import Q

from agreements.models import Agreement, Renegotiation
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.common.errors import NotPermitted
from partners.choices import Side
from partners.models import Contact, PartnershipParty


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody at the table.

    Attributes:
        actor: who acts.
        side: whose voice it is.
        party: which partner; None for the foundation.
        is_entered: a person of the foundation enters what the partner said.
    """

    actor: Actor
    side: Side
    party: PartnershipParty | None = None
    is_entered: bool = False

    @property
    def party_id(self) -> int | None:
        """The party's id; None for the foundation."""
        return self.party.pk if self.party else None


def speaker_of(
    actor: Actor, agreement: Agreement, *, for_party: PartnershipParty | None = None
) -> Speaker:
    """Return for whom the actor speaks in this agreement.

    Args:
        actor: a person of the foundation, or of a partner by a link.
        agreement: the deal.
        for_party: the partner whose words a person of the foundation enters.

    Raises:
        NotPermitted: a person of a partner that is no party, or a party of another
            agreement.
    """
    parties = agreement.parties.filter(to_on=None)
    if actor.kind is ActorKind.LINK:
        partners = Contact.objects.filter(pk=actor.contact_id or 0, left_on=None)
        party = parties.filter(partner__in=partners.values("partner")).first()
        if party is None:
            raise NotPermitted("this partner is no party of the agreement")
        return Speaker(actor, Side.PARTNER, party)
    if for_party is None:
        return Speaker(actor, Side.FOUNDATION)
    if not parties.filter(pk=for_party.pk).exists():
        raise NotPermitted("this partner is no party of the agreement")
    return Speaker(actor, Side.PARTNER, for_party, is_entered=True)


def is_lead(speaker: Speaker, agreement: Agreement) -> bool:
    """Tell whether somebody leads their side, or is the head of the partner."""
    if speaker.party is None:
        lead = agreement.partnership.foundation_lead_id
        return lead is not None and lead == speaker.actor.user_id
    return (
        Contact.objects.filter(pk=speaker.actor.contact_id or 0, left_on=None)
        .filter(
            Q(parties_led=speaker.party)
            | Q(partner=speaker.party.partner_id, is_head=True)
        )
        .exists()
    )


def is_head(speaker: Speaker) -> bool:
    """Tell whether somebody is the head of the partner."""
    return speaker.party is not None and (
        Contact.objects.filter(
            pk=speaker.actor.contact_id or 0, left_on=None, is_head=True
        ).exists()
    )


def leads_to_tell(renegotiation: Renegotiation) -> list[Contact]:
    """Return the people of all partners of the agreement who hear of each turn."""
    parties = renegotiation.agreement.parties.filter(to_on=None)
    return list(
        Contact.objects.reachable()
        .filter(
            Q(parties_led__in=parties) | Q(partner__parties__in=parties, is_head=True)
        )
        .distinct()
    )
