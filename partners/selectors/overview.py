"""What do we know about a partnership beside its agreements and reviews?"""

from collections.abc import Sequence
from dataclasses import dataclass

from eclt_partners.common.asking import ask_together
from partners.models import (
    AfterCheck,
    CapacityGoal,
    Contact,
    Event,
    Function,
    PartnerFlag,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
    SustainabilityPlan,
)
from partners.selectors.after import with_answers
from partners.selectors.checks import newest_safeguarding
from partners.selectors.expectations import SideWords, words_in_short
from partners.selectors.flags import open_flags


@dataclass(frozen=True, slots=True)
class PeopleAndPlans:
    """Who belongs to a partnership, and what both sides plan together.

    Attributes:
        parties: those of today, with partner and lead.
        contacts: who is there now, heads first.
        checks: of safeguarding, the newest of each side.
        flags: that stand on the partners.
        goals: with readings, newest first.
        plan: what must last, or None.
        functions: of the plan, with readings, newest first.
        expectations: what both sides wrote down.
        events: what was noted and waits for its review.
        after_checks: looks at what lasts, by day, with answers.
    """

    parties: Sequence[PartnershipParty]
    contacts: Sequence[Contact]
    checks: Sequence[SafeguardingCheck]
    flags: Sequence[PartnerFlag]
    goals: Sequence[CapacityGoal]
    plan: SustainabilityPlan | None
    functions: Sequence[Function]
    expectations: Sequence[SideWords]
    events: Sequence[Event]
    after_checks: Sequence[AfterCheck]


def people_and_plans(partnership: Partnership) -> PeopleAndPlans:
    """Return what the page of a partnership shows of this app. One query.

    Args:
        partnership: loaded in scope.
    """
    own = partnership.parties.filter(to_on=None)
    partners = own.values("partner")
    parties = own.select_related("partner", "partner_lead")
    contacts = Contact.objects.filter(partner__in=partners, left_on=None)
    contacts = contacts.select_related("partner").order_by("-is_head", "name")
    checks = newest_safeguarding(partners).select_related("partner")
    goals = partnership.capacity_goals.select_related("party__partner")
    goals = goals.prefetch_related("readings")
    plans = SustainabilityPlan.objects.filter(partnership=partnership)
    functions = Function.objects.filter(plan__partnership=partnership)
    functions = functions.prefetch_related("readings")
    expectations = partnership.expectations.select_related("party__partner")
    events = partnership.events.filter(closed_on=None)
    flags = open_flags(partners)
    looks = with_answers(AfterCheck.objects.filter(partnership=partnership))
    looks = looks.select_related("contact", "report")
    ask_together(
        *(parties, contacts, checks, goals, plans, functions),
        *(expectations, events, flags, looks),
    )
    return PeopleAndPlans(
        parties=list(parties),
        contacts=list(contacts),
        checks=list(checks),
        flags=list(flags),
        goals=list(goals),
        plan=next(iter(plans), None),
        functions=list(functions),
        expectations=words_in_short(expectations),
        events=list(events),
        after_checks=list(looks),
    )
