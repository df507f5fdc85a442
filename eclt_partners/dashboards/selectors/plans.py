"""How ready is the work of one partnership to be handed over?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eclt_partners.dashboards.rules.geometry import bar_length
from partners.choices import Fate
from partners.models import Function, PillarReading, SustainabilityPlan
from partners.rules.handover import (
    HandoverBand,
    function_readiness,
    handover_band,
    handover_readiness,
)
from partners.rules.rounding import half_up
from partners.selectors.plans import function_reading


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """One function: its latest pillars and its readiness, 0 to 100.

    A function that stops on purpose has no readiness.
    """

    function: Function
    pillars: PillarReading | None
    readiness: Decimal | None
    bar: float


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The plan with its readiness; None = nothing is to go on, or never assessed."""

    plan: SustainabilityPlan
    functions: Sequence[FunctionRow]
    readiness: Decimal | None
    band: HandoverBand | None


def plan_row(
    plan: SustainabilityPlan | None, functions: Iterable[Function]
) -> PlanRow | None:
    """Return a plan with its readiness; the functions come with their readings."""
    if plan is None:
        return None
    index = handover_readiness(map(function_reading, functions))
    return PlanRow(
        plan=plan,
        functions=[_function(function) for function in functions],
        readiness=None if index is None else half_up(index),
        band=None if index is None else handover_band(index),
    )


def _function(function: Function) -> FunctionRow:
    readiness = function_readiness(function_reading(function))
    goes_on = function.fate != Fate.STOP
    return FunctionRow(
        function=function,
        pillars=next(iter(function.readings.all()), None),
        readiness=half_up(readiness) if goes_on else None,
        bar=bar_length(readiness),
    )
