"""Who began to lead a partnership, and what is left of their first steps?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.common.asking import ask_together
from partners.choices import FirstStep
from partners.models import Onboarding, OnboardingStep, Partnership


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The first steps of one newcomer, in order.

    Attributes:
        onboarding: with its newcomer and its party.
        steps: each with its day, or none.
        may_note: the reader may tick them.
    """

    onboarding: Onboarding
    steps: Sequence[OnboardingStep]
    may_note: bool

    @property
    def done(self) -> Sequence[FirstStep]:
        """The steps that have their day."""
        return [FirstStep(each.step) for each in self.steps if each.done_on]

    @property
    def is_done(self) -> bool:
        """True when nothing is left."""
        return len(self.done) == len(self.steps)

    @property
    def done_on(self) -> date | None:
        """The day of the last step, or None while something is left."""
        days = [each.done_on for each in self.steps if each.done_on]
        return max(days, default=None) if self.is_done else None


def first_steps_at(partnership: Partnership, actor: Actor) -> list[FirstSteps]:
    """Return the first steps of the leads of today, the foundation first. One query.

    A person of a partner sees the own ones.

    Args:
        partnership: where.
        actor: the reader; decides who may tick.
    """
    rows = first_step_rows(partnership, actor)
    ask_together(rows)
    return first_steps_in(rows, actor)


def first_step_rows(partnership: Partnership, actor: Actor) -> QuerySet[Onboarding]:
    """Return the question for the first steps of the leads of today."""
    rows = Onboarding.objects.running().filter(partnership=partnership)
    if actor.kind is ActorKind.LINK:
        rows = rows.of(actor)
    return _whole(rows.order_by(F("party").asc(nulls_first=True)))


def first_steps_in(rows: Iterable[Onboarding], actor: Actor) -> list[FirstSteps]:
    """Return the first steps from rows that were asked for."""
    return [
        FirstSteps(row, list(row.steps.all()), may_note(actor, row)) for row in rows
    ]


def first_steps_left(actor: Actor) -> QuerySet[Onboarding]:
    """Return the onboardings in which a first step of the actor is left.

    Each carries `done_count` and `step_count`; the oldest comes first.
    """
    rows = Onboarding.objects.running().of(actor).visible_to(actor)
    counted = rows.annotate(
        done_count=Count("steps__done_on"), step_count=Count("steps")
    )
    return (
        counted.filter(done_count__lt=F("step_count"))
        .select_related("partnership")
        .order_by("started_on", "pk")
    )


def may_note(actor: Actor, onboarding: Onboarding) -> bool:
    """Tell whether the actor may tick these steps.

    The newcomer does. What a person of a partner told by phone may be entered by
    somebody of the foundation who registers; the foundation's newcomer ticks alone.
    """
    place = onboarding.partnership
    country, partnership = place.country_id, place.pk
    if not actor.may(Action.SEE, country=country, partnership=partnership):
        return False
    if actor.kind is ActorKind.LINK:
        return onboarding.contact_id == actor.contact_id
    if onboarding.party_id is not None:
        return actor.may(Action.REGISTER, country=country, partnership=partnership)
    return actor.user_id is not None and onboarding.user_id == actor.user_id


def _whole(rows: QuerySet[Onboarding]) -> QuerySet[Onboarding]:
    return rows.select_related(
        "partnership", "party__partner", "user", "contact"
    ).prefetch_related("steps")
