"""What does a sustainability plan say, and how did its readiness come about?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eclt_partners.common.asking import ask_together
from partners.choices import CheckState, Fate
from partners.models import (
    AfterCheck,
    Function,
    Partnership,
    PillarReading,
    SustainabilityPlan,
)
from partners.rules.handover import (
    FunctionReading,
    HandoverBand,
    Pillar,
    handover_band,
)
from partners.rules.handover_steps import (
    FunctionSteps,
    HandoverSteps,
    function_steps,
    handover_steps,
    weakest_pillar,
)


@dataclass(frozen=True, slots=True)
class FunctionStory:
    """One function with its readings, newest first, and its readiness in steps.

    A function that stops on purpose has no steps.
    """

    function: Function
    readings: Sequence[PillarReading]
    steps: FunctionSteps | None

    @property
    def latest(self) -> PillarReading | None:
        """The newest reading."""
        return self.readings[0] if self.readings else None


@dataclass(frozen=True, slots=True)
class PlanStory:
    """The plan, its functions, and its index in steps.

    Attributes:
        band: how the index reads; None = nothing is to go on, or never assessed.
        weakest: the pillar that needs help first.
    """

    plan: SustainabilityPlan
    functions: Sequence[FunctionStory]
    steps: HandoverSteps
    band: HandoverBand | None
    weakest: Pillar | None


def plan_story(partnership: Partnership) -> PlanStory | None:
    """Return the plan of a partnership, or None. One query."""
    plans = SustainabilityPlan.objects.filter(partnership=partnership)
    functions = Function.objects.filter(plan__partnership=partnership)
    functions = functions.prefetch_related("readings")
    ask_together(plans, functions)
    return story_of(next(iter(plans), None), functions)


def is_plan_closed(partnership: Partnership) -> bool:
    """Tell whether a plan stays as it is: nothing more is asked of either side.

    A check after the end that still waits asks about the plan: who came here after the
    end may write it until then. A query only of partnerships that are settled.
    """
    if not partnership.is_settled:
        return False
    checks = AfterCheck.objects.filter(partnership=partnership)
    return not checks.filter(state=CheckState.SCHEDULED).exists()


def story_of(
    plan: SustainabilityPlan | None, functions: Iterable[Function]
) -> PlanStory | None:
    """Return the story of a plan; its functions come with their readings."""
    if plan is None:
        return None
    functions = list(functions)
    readings = [function_reading(function) for function in functions]
    steps = handover_steps(readings)
    return PlanStory(
        plan=plan,
        functions=[
            _story(function, reading)
            for function, reading in zip(functions, readings, strict=True)
        ],
        steps=steps,
        band=None if steps.index is None else handover_band(steps.index),
        weakest=weakest_pillar(readings),
    )


def function_reading(function: Function) -> FunctionReading:
    """Return one function as the readiness rules see it; readings are prefetched."""
    latest = next(iter(function.readings.all()), None)
    levels = latest.pillars if latest else (None,) * len(Pillar)
    return FunctionReading(
        importance=function.importance,
        pillars=dict(zip(Pillar, levels, strict=True)),
        owner_accepted=function.owner_accepted_on is not None,
        fate=Fate(function.fate),
    )


def _story(function: Function, reading: FunctionReading) -> FunctionStory:
    goes_on = function.fate != Fate.STOP
    return FunctionStory(
        function=function,
        readings=list(function.readings.all()),
        steps=function_steps(reading) if goes_on else None,
    )
