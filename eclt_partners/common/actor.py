"""Who acts, what may they do, and where?

An `Actor` is a pure value. `accounts` builds it from a signed-in user, from a
partner link or from SYSTEM; every service takes one and asks `require` first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from eclt_partners.common.actions import Action
from eclt_partners.common.errors import NotPermitted

KeyT = TypeVar("KeyT", str, int)


class ActorKind(StrEnum):
    """Where an actor comes from."""

    USER = "user"
    LINK = "link"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Grant:
    """One right in one place.

    `country` None and `partnership` None mean everywhere. A grant on a
    partnership does not reach its country.
    """

    action: Action
    country: str | None = None
    partnership: int | None = None

    def covers(self, country: str | None, partnership: int | None) -> bool:
        """Tell whether this grant reaches the given place."""
        if self.partnership is not None:
            return self.partnership == partnership
        return self.country is None or self.country == country


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an actor may do one thing: everywhere, in countries, in partnerships."""

    everywhere: bool = False
    countries: frozenset[str] = frozenset()
    partnerships: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """True when the actor may do it nowhere."""
        return not (self.everywhere or self.countries or self.partnerships)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts.

    Attributes:
        kind: user, link, system or anonymous.
        key: stable key as audit stores it, for example "user:12" or "contact:7".
        role_text: codes of the roles, or of the link's purpose, at this moment.
        grants: what the actor may do and where.
        user_id: the account, for a user.
        contact_id: the partner's contact, for a link.
        partnership_id: the one partnership of a link.
    """

    kind: ActorKind
    key: str
    role_text: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)
    user_id: int | None = None
    contact_id: int | None = None
    partnership_id: int | None = None

    def may(
        self,
        action: Action,
        *,
        country: str | None = None,
        partnership: int | None = None,
    ) -> bool:
        """Tell whether the actor may do `action` at this place."""
        if self.kind is ActorKind.SYSTEM:
            return True
        return any(
            grant.action is action and grant.covers(country, partnership)
            for grant in self.grants
        )

    def may_somewhere(self, action: Action) -> bool:
        """Tell whether the actor may do `action` in at least one place."""
        return not self.scope(action).is_empty

    def scope(self, action: Action) -> Scope:
        """Return where the actor may do `action`; querysets filter by it."""
        if self.kind is ActorKind.SYSTEM:
            return Scope(everywhere=True)
        grants = [grant for grant in self.grants if grant.action is action]
        return Scope(
            everywhere=any(
                grant.country is None and grant.partnership is None for grant in grants
            ),
            countries=_present(g.country for g in grants if g.partnership is None),
            partnerships=_present(grant.partnership for grant in grants),
        )


def _present(values: Iterable[KeyT | None]) -> frozenset[KeyT]:
    return frozenset(value for value in values if value is not None)


SYSTEM = Actor(kind=ActorKind.SYSTEM, key="system")
ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, key="anonymous")


def require(
    actor: Actor,
    action: Action,
    *,
    country: str | None = None,
    partnership: int | None = None,
) -> None:
    """Refuse unless the actor may do `action` at this place.

    Args:
        actor: who acts.
        action: the right that is needed.
        country: ISO code of the place, when it has one.
        partnership: id of the partnership, when there is one.

    Raises:
        NotPermitted: no grant covers the action here.
    """
    if not actor.may(action, country=country, partnership=partnership):
        raise NotPermitted(f"{action} needs another right", action=action)
