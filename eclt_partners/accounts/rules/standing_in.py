"""What must somebody be able to do to stand in for another person?

Whoever stands in gets the mails of a role; so it takes the right those mails ask for,
in the same places. Nothing is lent: the stand-in acts with the own rights.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from eclt_partners.accounts.choices import Role
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, Grant

# Reports of dangers are never read by somebody else, and auditors and administrators
# are owed nothing by mail.
NEEDED: Final[Mapping[str, Action]] = {
    Role.OFFICER: Action.SCHEDULE_REVIEW,
    Role.MANAGER: Action.CANCEL_REVIEW,
    Role.DIRECTOR: Action.PASS_WARNING,
    Role.FACILITATOR: Action.RECORD_TALK,
}


class RoleSomewhere(Protocol):
    """One role in one place."""

    role: str
    country_id: str | None
    partnership_id: int | None


def needed_of(roles: Iterable[RoleSomewhere]) -> frozenset[Grant]:
    """Return what a stand-in must be able to do.

    Args:
        roles: of the person who is away.
    """
    return frozenset(
        Grant(NEEDED[each.role], each.country_id, each.partnership_id)
        for each in roles
        if each.role in NEEDED
    )


def may_stand_in(actor: Actor, needed: Iterable[Grant]) -> bool:
    """Tell whether somebody can do all that is needed, each in its place."""
    return all(
        actor.may(each.action, country=each.country, partnership=each.partnership)
        for each in needed
    )
