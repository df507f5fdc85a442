"""Who could answer a review, or confirm the record of its talk?"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.rules.permissions import ACTIONS_OF_ROLE
from eclt_partners.common.actions import Action
from partners.models import Contact, Partnership, PartnershipParty

_ANSWERING_ROLES = [
    role for role, actions in ACTIONS_OF_ROLE.items() if Action.ANSWER_REVIEW in actions
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be chosen, as a page names them."""

    pk: int
    label: str


def foundation_candidates(partnership: Partnership) -> list[Candidate]:
    """Return the people of the foundation who may answer here. One query."""
    here = Q(country=partnership.country_id) | Q(partnership_id=partnership.pk)
    everywhere = Q(country__isnull=True, partnership_id__isnull=True)
    roles = RoleAssignment.objects.filter(here | everywhere, role__in=_ANSWERING_ROLES)
    users = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return [Candidate(user.pk, user.name) for user in users.order_by("name", "pk")]


def partner_candidates(party: PartnershipParty) -> list[Candidate]:
    """Return the people of a partner who are still there. One query."""
    people = Contact.objects.filter(partner=party.partner_id, left_on__isnull=True)
    return [
        Candidate(each.pk, f"{each.name}, {each.job_title}".strip(", "))
        for each in people
    ]


def partner_speakers(partnership: Partnership) -> QuerySet[Contact]:
    """Return who may confirm for the partners: their leads and heads."""
    parties = PartnershipParty.objects.filter(partnership=partnership, to_on=None)
    return (
        Contact.objects.filter(
            Q(parties_led__in=parties) | Q(partner__parties__in=parties, is_head=True),
            left_on=None,
        )
        .select_related("partner")
        .distinct()
        .order_by("name", "pk")
    )
