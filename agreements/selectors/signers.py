"""Who is asked to sign a change of some size (methods E2), and what waits for it?"""

from collections.abc import Mapping
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.choices import ProposalState, RenegotiationState, SizeClass
from agreements.models import Agreement, Proposal, Signature
from agreements.rules.size import who_signs
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.rules.permissions import ACTIONS_OF_ROLE
from eclt_partners.common.actions import Action
from partners.selectors.leading import lead_at_work

# Size of a change -> roles whose people may sign it for the foundation.
SIGNING_ROLES: Final[Mapping[str, list[str]]] = {
    size.value: sorted(
        str(role)
        for role, actions in ACTIONS_OF_ROLE.items()
        if who_signs(size).foundation in actions
    )
    for size in SizeClass
}


# Roles whose people may sign a small change though they do not lead the partnership.
STEPPING_IN: Final = sorted(
    str(role)
    for role, actions in ACTIONS_OF_ROLE.items()
    if Action.SIGN_STANDARD in actions
)


def foundation_signers(agreement: Agreement, size: SizeClass) -> list[User]:
    """Return the people who are asked to sign; two queries at most.

    The lead, if the lead may sign. Else whoever may in the country, and whoever may
    everywhere when nobody there does; an officer signs as the lead only. Without anybody the lead has to find somebody.
    """
    partnership = agreement.partnership
    lead = partnership.foundation_lead
    rows = RoleAssignment.objects.filter(
        Q(country=partnership.country_id) | Q(country__isnull=True),
        role__in=SIGNING_ROLES[size],
        user__is_active=True,
    ).select_related("user")
    found = list(rows.order_by("user__name", "user_id"))
    if lead in {row.user for row in found}:
        return [lead] if lead else []
    others = [row for row in found if row.role in STEPPING_IN]
    near = [row for row in others if row.country_id]
    # Each once, who may hold several roles.
    if signers := dict.fromkeys(row.user for row in near or others):
        return list(signers)
    present = lead_at_work(partnership)
    return [present] if present else []


def unsigned_papers(partnership_id: int, *, partner_id: int) -> QuerySet[Proposal]:
    """Return the texts that all agreed to and a partner has not signed yet."""
    signed = Signature.objects.filter(
        proposal=OuterRef("pk"), party__partner=partner_id
    )
    return Proposal.objects.filter(
        ~Exists(signed),
        state=ProposalState.ACCEPTED,
        renegotiation__state=RenegotiationState.AGREED,
        renegotiation__agreement__partnership=partnership_id,
        renegotiation__agreement__parties__partner=partner_id,
        renegotiation__agreement__parties__to_on=None,
    )
