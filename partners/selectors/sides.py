"""What of a partnership does a reader see: all, or the foundation's and the own part?"""

from django.db.models import Q, QuerySet

from partners.models import Partnership, PartnershipParty


def seen_by(party_id: int | None) -> Q:
    """Return the condition on rows with a party; without a party all are seen."""
    if party_id is None:
        return Q()
    return Q(party__isnull=True) | Q(party=party_id)


def parties_seen(
    partnership: Partnership, party_id: int | None
) -> list[PartnershipParty]:
    """Return the open parties that a reader sees. One query."""
    return list(party_rows(partnership, party_id))


def party_rows(
    partnership: Partnership, party_id: int | None
) -> QuerySet[PartnershipParty]:
    """Return the open parties that a reader sees, as a question, with partners."""
    parties = partnership.parties.filter(to_on=None).select_related("partner")
    if party_id is not None:
        parties = parties.filter(pk=party_id)
    return parties
