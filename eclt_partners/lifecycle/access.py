"""May somebody do something at one partnership?"""

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from partners.models import Partnership


def may_at(actor: Actor, right: Action, partnership: Partnership) -> bool:
    """Tell whether the actor has a right at this partnership."""
    return actor.may(right, country=partnership.country_id, partnership=partnership.pk)


def require_at(actor: Actor, right: Action, partnership: Partnership) -> None:
    """Refuse unless the actor has a right at this partnership.

    Raises:
        NotPermitted: the right is missing.
    """
    require(actor, right, country=partnership.country_id, partnership=partnership.pk)
