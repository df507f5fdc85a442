"""What became of an action that both sides agreed, and did it help?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply, says_the_same
from eclt_partners.common.errors import IllegalTransition, InvalidInput
from reviews.choices import ActionState, Helped
from reviews.models import Action
from reviews.services.steps import place_of


@transaction.atomic
def close_action(
    *,
    actor: Actor,
    now: datetime,
    action: Action,
    state: ActionState,
    helped: Helped | None = None,
) -> Action:
    """Note that an action is done, with whether it helped, or dropped by both sides.

    The same said a second time, as a button pressed twice sends it, changes nothing.

    Args:
        actor: whoever records talks here.
        now: when, aware.
        action: an open action.
        state: done or dropped.
        helped: for an action that was done.

    Raises:
        NotPermitted: the actor records no talks here.
        IllegalTransition: the action is over already.
        InvalidInput: done without saying whether it helped, or still open.
    """
    locked = (
        Action.objects.select_for_update(of=("self",))
        .select_related("review__partnership__country")
        .get(pk=action.pk)
    )
    place = locked.review.partnership
    require(actor, Right.RECORD_TALK, country=place.country_id, partnership=place.pk)
    said = {"state": state, "helped": helped or "", "closed_by": actor.key}
    if locked.state != ActionState.OPEN:
        if says_the_same(locked, said):
            return locked
        raise IllegalTransition(locked.state, state)
    _refuse_unclear(state, helped)
    apply(locked, {**said, "closed_on": place.country.today(now=now)})
    locked.save(update_fields=["state", "helped", "closed_on", "closed_by"])
    audit.record(
        "reviews.action.closed",
        actor=actor,
        subject=locked,
        now=now,
        place=place_of(locked.review),
        facts={"state": str(state), "helped": str(helped or "")},
    )
    return locked


def _refuse_unclear(state: ActionState, helped: Helped | None) -> None:
    """Refuse what does not say how an action ended."""
    if state == ActionState.OPEN:
        raise InvalidInput({"outcome": _("Choose what became of it.")})
    if (state == ActionState.DONE) != (helped is not None):
        raise InvalidInput({"outcome": _("Say whether it helped.")})
