"""Which rows does the page of a partnership read for a person of a partner?

Asked for once, together.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from agreements.ledger import LedgerFilters, due_dates_of_partner, filtered
from agreements.models import Agreement, CommitmentInstance
from agreements.selectors.overview import with_versions
from agreements.selectors.results import ResultRows, result_rows
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.dashboards.selectors.documents import documents_seen
from eclt_partners.documents.models import Document
from partners.choices import Side
from partners.models import (
    CapacityGoal,
    Contact,
    Event,
    Expectation,
    Function,
    Partnership,
    SafeguardingCheck,
    SustainabilityPlan,
)
from partners.selectors.checks import newest_safeguarding
from reviews.choices import ActionState, ReviewState
from reviews.models import Action, Review
from reviews.selectors.fact_rows import FactRows, fact_rows

SHOWN_REVIEWS = 5


class HomeRows(NamedTuple):
    """What the page reads; in a coalition nothing of another partner.

    Attributes:
        promises: due dates that are not settled.
        agreements: those the own partner is a party of, with versions and changes.
        open_reviews: what takes answers now.
        reviews: with something to show, newest first.
        actions: open ones of talks.
        events: what was noted and waits for its review.
        expectations: of the foundation and the own ones.
        documents: that the person may open.
        plans: what must last, if it is planned.
        functions: of the plan, with readings.
        goals: of the foundation and the own ones, with readings.
        checks: of safeguarding, in both directions.
    """

    promises: QuerySet[CommitmentInstance]
    agreements: QuerySet[Agreement]
    open_reviews: QuerySet[Review]
    reviews: QuerySet[Review]
    actions: QuerySet[Action]
    events: QuerySet[Event]
    expectations: QuerySet[Expectation]
    documents: QuerySet[Document]
    plans: QuerySet[SustainabilityPlan]
    functions: QuerySet[Function]
    goals: QuerySet[CapacityGoal]
    checks: QuerySet[SafeguardingCheck]


class Home(NamedTuple):
    """All rows of the page: its own, what was reached, and where both sides stand."""

    rows: HomeRows
    reached: ResultRows
    facts: FactRows


def home_rows(
    actor: Actor,
    partnership: Partnership,
    contact: Contact,
    party_ids: Collection[int],
    *,
    today: date,
    now: datetime,
) -> Home:
    """Return the rows of the page. One query.

    Args:
        actor: the person by link; decides which documents are listed.
        partnership: the one of the person's link.
        contact: the person.
        party_ids: the open parties of the person's partner.
        today: the day in the country.
        now: the moment, aware.
    """
    own = Q(party__isnull=True) | Q(party__in=party_ids)
    agreements = partnership.agreements.filter(parties__in=party_ids).distinct()
    functions = Function.objects.filter(plan__partnership=partnership)
    seen = due_dates_of_partner(partnership, party_ids, now=now)
    rows = HomeRows(
        promises=filtered(seen, LedgerFilters()),
        agreements=with_versions(agreements.order_by("number")),
        open_reviews=partnership.reviews.filter(state=ReviewState.OPEN),
        reviews=_reviews(partnership),
        actions=_actions(partnership),
        events=_events(partnership, contact),
        expectations=partnership.expectations.filter(own).select_related(
            "party__partner"
        ),
        documents=documents_seen(actor, partnership),
        plans=SustainabilityPlan.objects.filter(partnership=partnership),
        functions=functions.prefetch_related("readings"),
        goals=_goals(partnership, own),
        checks=newest_safeguarding([contact.partner_id]),
    )
    reached, facts = result_rows(agreements), _facts(partnership, today)
    ask_together(*rows, *reached, *facts.questions)
    return Home(rows, reached, facts)


def _facts(partnership: Partnership, today: date) -> FactRows:
    """Return where both sides stand; the scores come with their partners."""
    facts = fact_rows([partnership], today)
    scores = facts.scores.select_related("review__partnership", "party__partner")
    return replace(facts, scores=scores)


def _goals(partnership: Partnership, own: Q) -> QuerySet[CapacityGoal]:
    goals = partnership.capacity_goals.filter(own)
    return goals.select_related("party__partner").prefetch_related("readings")


def _events(partnership: Partnership, contact: Contact) -> QuerySet[Event]:
    """Return what waits for its review; in a coalition not what another partner told."""
    people = Contact.objects.filter(partner=contact.partner_id)
    own = people.values_list(
        Concat(Value("contact:"), Cast("pk", CharField()), output_field=CharField())
    )
    told = Q(side=Side.FOUNDATION) | Q(reported_by__in=own)
    return partnership.events.filter(told, closed_on=None)


def _reviews(partnership: Partnership) -> QuerySet[Review]:
    shown = [ReviewState.CLOSED, ReviewState.TALK_HELD, ReviewState.COMPLETED]
    rows = partnership.reviews.filter(state__in=shown, is_registered=False)
    return rows.order_by("-due_on", "-pk")[:SHOWN_REVIEWS]


def _actions(partnership: Partnership) -> QuerySet[Action]:
    rows = Action.objects.filter(
        review__partnership=partnership, state=ActionState.OPEN
    )
    return rows.select_related("owner_user", "owner_contact")
