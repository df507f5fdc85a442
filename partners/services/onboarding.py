"""How does a new lead begin, and how are the first steps ticked?"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput, NotPermitted, StaleObject
from partners.choices import FirstStep, Side
from partners.models import (
    Contact,
    Onboarding,
    OnboardingStep,
    Partnership,
    PartnershipParty,
)
from partners.rules.onboarding import STEPS_OF, ticks
from partners.selectors.onboarding import may_note
from partners.services.together import note, require_here, today_of


@transaction.atomic
def begin_onboarding(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    newcomer: User | Contact | None,
    party: PartnershipParty | None = None,
) -> Onboarding | None:
    """Give whoever leads a side from now on a list of first steps.

    Part of the change of a lead. The list of whoever led before ends; calling it again
    for the same person changes nothing.

    Args:
        actor: who changes the lead.
        now: the moment, aware.
        partnership: where.
        newcomer: a user for the foundation, a contact for a partner; None = nobody
            leads this side now.
        party: whose lead it is; None = the foundation's.

    Returns:
        The list of the newcomer, or None without one.

    Raises:
        NotPermitted: no right to change leads here.
    """
    require_here(actor, Action.REGISTER, partnership)
    running = Onboarding.objects.running().filter(partnership=partnership, party=party)
    before = running.select_for_update(of=("self",)).first()
    user = newcomer if isinstance(newcomer, User) else None
    contact = newcomer if isinstance(newcomer, Contact) else None
    if before and before.user == user and before.contact == contact:
        return before
    if before:
        before.ended_on = today_of(partnership, now=now)
        before.save(update_fields=["ended_on"])
        note("partners.onboarding.ended", before, partnership, actor=actor, now=now)
    if newcomer is None:
        return None
    begun = Onboarding(partnership=partnership, party=party, user=user, contact=contact)
    return _begin(begun, actor=actor, now=now)


def _begin(onboarding: Onboarding, *, actor: Actor, now: datetime) -> Onboarding:
    """Store a list with all steps of its side."""
    partnership = onboarding.partnership
    onboarding.started_on = today_of(partnership, now=now)
    onboarding.started_by = actor.key
    onboarding.save()
    side = Side.PARTNER if onboarding.party_id else Side.FOUNDATION
    OnboardingStep.objects.bulk_create(
        OnboardingStep(onboarding=onboarding, step=each) for each in STEPS_OF[side]
    )
    note("partners.onboarding.begun", onboarding, partnership, actor=actor, now=now)
    return onboarding


@transaction.atomic
def note_first_steps(
    *,
    actor: Actor,
    now: datetime,
    onboarding: Onboarding,
    done: Collection[FirstStep],
    done_on: date,
) -> Onboarding:
    """Tick first steps; a step whose tick is taken away is to be done again.

    Args:
        actor: the newcomer, or who enters what a partner's newcomer told.
        now: the moment, aware.
        onboarding: whose list.
        done: all steps that are done now.
        done_on: the day for those that are newly done; earlier days stay.

    Raises:
        NotPermitted: the list of somebody else.
        StaleObject: somebody else leads this side by now.
        InvalidInput: a day to come.
    """
    found = Onboarding.objects.select_for_update(of=("self",))
    onboarding = found.select_related("partnership__country").get(pk=onboarding.pk)
    partnership = onboarding.partnership
    if not may_note(actor, onboarding):
        raise NotPermitted("only the newcomer ticks these steps")
    if onboarding.ended_on is not None:
        raise StaleObject("somebody else leads this side now")
    if done_on > today_of(partnership, now=now):
        raise InvalidInput({"done_on": _("The day must be today or earlier")})
    rows = onboarding.steps
    before = rows.filter(done_on__isnull=False).values_list("step", flat=True)
    changed = ticks([FirstStep(each) for each in before], done)
    rows.filter(step__in=changed.done).update(done_on=done_on, done_by=actor.key)
    rows.filter(step__in=changed.undone).update(done_on=None, done_by="")
    if changed.done or changed.undone:
        facts = {"done": list(changed.done), "undone": list(changed.undone)}
        verb = "partners.onboarding.noted"
        note(verb, onboarding, partnership, actor=actor, now=now, facts=facts)
    return onboarding
