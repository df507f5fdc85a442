"""What do agreements, plans and promises say about many partnerships on a day?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from agreements.choices import InstanceState
from agreements.models import AgreementVersion, CommitmentInstance
from agreements.rules.force import (
    EffectiveRange,
    agreement_end,
    closed_by,
    covered_until,
)
from agreements.rules.outcomes import REPORTED
from agreements.rules.promises import Keeping, promise_keeping
from agreements.selectors.holding import of_former_chapters, with_held_to
from partners.choices import Fate, OwnerSide, Side
from partners.models import Function, PillarReading
from partners.rules.handover import FunctionReading, Pillar, handover_readiness


@dataclass(frozen=True, slots=True)
class DuePromise:
    """One due date of a promise; without a party it counts for every pair."""

    owner: OwnerSide
    party_id: int | None
    state: InstanceState


def agreement_ends(partnership_ids: Collection[int]) -> dict[int, date | None]:
    """Return the latest effective end over each partnership's agreements. One query.

    In a new chapter the agreements of the one before say nothing any more.
    """
    return ends_in(versions_of(partnership_ids))


def versions_of(partnership_ids: Collection[int]) -> QuerySet[AgreementVersion, Any]:
    """Return all versions of the present chapter of each partnership.

    Partnership, agreement, which it continues, number, first and last day; an
    agreement ends with its partnership.
    """
    found = AgreementVersion.objects.filter(agreement__partnership__in=partnership_ids)
    former = of_former_chapters().filter(pk=OuterRef("pk"))
    rows = with_held_to(found).alias(is_former=Exists(former))
    return rows.filter(is_former=False).values_list(
        "agreement__partnership",
        "agreement",
        "agreement__continues",
        "number",
        "effective_from",
        "held_to",
    )


def ends_in(versions: QuerySet[AgreementVersion, Any]) -> dict[int, date | None]:
    """Return partnership id -> the latest effective end over its agreements.

    Args:
        versions: from `versions_of`.
    """
    return {key: agreement_end(rows) for key, rows in _ranges_in(versions).items()}


def gaps_in(versions: QuerySet[AgreementVersion, Any], as_of: date) -> dict[int, date]:
    """Return partnership id -> the last day before a gap between two agreements.

    Args:
        versions: from `versions_of`.
        as_of: the day of the question, on which none is in force but one is to begin.
    """
    found = {}
    for key, rows in _ranges_in(versions).items():
        end, covered = agreement_end(rows), covered_until(rows, as_of)
        if end is not None and covered is not None and covered < as_of <= end:
            found[key] = covered
    return found


def _ranges_in(
    versions: QuerySet[AgreementVersion, Any],
) -> dict[int, Collection[list[EffectiveRange]]]:
    ranges: dict[int, dict[int, list[EffectiveRange]]] = defaultdict(
        lambda: defaultdict(list)
    )
    begun: dict[int, date] = {}
    for partnership_id, agreement_id, continues, number, starts_on, ends_on in versions:
        ranges[partnership_id][agreement_id].append(
            EffectiveRange(number, starts_on, ends_on)
        )
        if continues is not None:
            begun[continues] = min(starts_on, begun.get(continues, starts_on))
    return {
        key: [
            closed_by(rows, begun.get(agreement_id))
            for agreement_id, rows in agreements.items()
        ]
        for key, agreements in ranges.items()
    }


def functions_of(partnership_ids: Collection[int], as_of: date) -> QuerySet[Function]:
    """Return what should go on, with plan and readings up to a day, newest first."""
    latest_first = PillarReading.objects.filter(read_on__lte=as_of).order_by(
        "-read_on", "-id"
    )
    return (
        Function.objects.filter(plan__partnership__in=partnership_ids)
        .select_related("plan")
        .prefetch_related(Prefetch("readings", queryset=latest_first))
    )


def indexes_in(
    functions: Iterable[Function], as_of: date
) -> dict[int, Fraction | None]:
    """Return partnership id -> handover readiness, 0 to 100.

    Args:
        functions: from `functions_of` for the same day.
        as_of: an owner who accepted later has not accepted yet.
    """
    found: dict[int, list[FunctionReading]] = defaultdict(list)
    for function in functions:
        found[function.plan.partnership_id].append(_function(function, as_of))
    return {key: handover_readiness(rows) for key, rows in found.items()}


def settled_promises(
    partnership_ids: Collection[int], as_of: date
) -> QuerySet[CommitmentInstance, Any]:
    """Return the promises that were due and settled by a day, as `due_in` reads them.

    Those of an earlier chapter are history: they say nothing of the present one. A
    report counts from the day on which the other side confirmed it, or had not objected
    for 14 days (methods E5; rule A7).
    """
    former = of_former_chapters().filter(pk=OuterRef("commitment__version"))
    return CommitmentInstance.objects.filter(
        ~Exists(former),
        ~Q(state__in=REPORTED) | Q(confirmed_on__lte=as_of),
        commitment__version__agreement__partnership__in=partnership_ids,
        due_on__lte=as_of,
    ).values_list(
        "commitment__version__agreement__partnership",
        "commitment__side",
        "commitment__party",
        "state",
    )


def due_in(
    promises: QuerySet[CommitmentInstance, Any],
) -> dict[int, list[DuePromise]]:
    """Return partnership id -> its promises, from `settled_promises`."""
    found: dict[int, list[DuePromise]] = defaultdict(list)
    for partnership_id, side, party_id, state in promises:
        found[partnership_id].append(
            DuePromise(OwnerSide(side), party_id, InstanceState(state))
        )
    return found


def keeping_of_pair(
    promises: Collection[DuePromise], party_id: int | None
) -> dict[Side, Keeping]:
    """Count the promises of one pair: the foundation's and those of one party."""
    return promise_keeping(
        (each.owner, each.state)
        for each in promises
        if each.party_id in {None, party_id}
    )


def _function(function: Function, as_of: date) -> FunctionReading:
    readings = list(function.readings.all()[:1])
    pillars = readings[0].pillars if readings else (None,) * len(Pillar)
    accepted_on = function.owner_accepted_on
    return FunctionReading(
        importance=function.importance,
        pillars=dict(zip(Pillar, pillars, strict=True)),
        owner_accepted=accepted_on is not None and accepted_on <= as_of,
        fate=Fate(function.fate),
    )
