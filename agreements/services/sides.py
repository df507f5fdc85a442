"""For which side does somebody speak about a promise?"""

from agreements.models import Commitment, CommitmentInstance
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, require
from eclt_partners.common.errors import NotPermitted
from partners.choices import Side
from partners.models import Contact, Partnership

_WITH_PLACE = (
    "commitment__version__agreement__partnership__country",
    "commitment__party",
)


def lock_instance(instance: CommitmentInstance) -> CommitmentInstance:
    """Return the due date as it is now, with its place; nobody else changes it."""
    rows = CommitmentInstance.objects.select_for_update(of=("self",))
    return rows.select_related(*_WITH_PLACE).get(pk=instance.pk)


def side_of(actor: Actor, instance: CommitmentInstance) -> Side:
    """Return the side for which somebody may speak here.

    Raises:
        NotPermitted: no right here, or a person of another partner of a coalition.
    """
    place = place_of(instance)
    require(
        actor,
        Action.CONFIRM_RECORD,
        country=place.country_id,
        partnership=place.pk,
    )
    if actor.kind is not ActorKind.LINK:
        return Side.FOUNDATION
    _require_party(actor, instance.commitment)
    return Side.PARTNER


def place_of(instance: CommitmentInstance) -> Partnership:
    """Return the partnership of a due date."""
    return instance.commitment.version.agreement.partnership


def _require_party(actor: Actor, commitment: Commitment) -> None:
    """Let only the partner speak whose promise it is, or who is in the agreement."""
    own = Contact.objects.filter(pk=actor.contact_id or 0).values("partner")
    parties = commitment.version.agreement.parties.filter(partner__in=own, to_on=None)
    if commitment.party_id is not None:
        parties = parties.filter(pk=commitment.party_id)
    if not parties.exists():
        raise NotPermitted("speaks for another partner")
