"""What does the method answer to one worked case?

One function per kind of case: it reads the arguments of the case (rulings 24) and
returns what the rules compute, rounded half up as a golden file shows it. Whatever is
wrong with a case is a `CaseError` with its place.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from agreements.rules.promises import Keeping, shows_share
from eclt_partners.demo.case_values import (
    CaseError,
    as_date,
    as_int,
    as_list,
    as_number,
    as_ratings,
    as_tuple,
    as_weights,
    one_of,
)
from partners.choices import Stage, Status
from partners.rules.handover import (
    FunctionReading,
    Pillar,
    function_readiness,
    handover_readiness,
)
from partners.rules.rounding import half_up, half_up_or_none
from partners.rules.sustained import CheckItem, sustained_score
from reviews.rules.cadence import NO_CLAUSE, interval
from reviews.rules.findings import ambers, reds
from reviews.rules.info_flags import SideAnswers, info_flags
from reviews.rules.readings import Reading, reading
from reviews.rules.scores import Score
from reviews.rules.scoring import score
from reviews.rules.spread import spread
from reviews.rules.trend import Point, trend

Case = Mapping[str, Any]
Answer = dict[str, Any]

# The day of a scored case does not matter to the rules that read its ratings.
_SOME_DAY = date(2000, 1, 1)
_PILLAR_MAX = 4
_SUSTAINED_MAX = 3


def score_answer(case: Case) -> Answer:
    """Score both sides of a review, with its status by ratings alone."""
    foundation = as_ratings(case, "foundation")
    partner = as_ratings(case, "partner")
    scored = score(foundation, partner, weights=as_weights(case))
    previous = case.get("prev_H")
    before = None if previous is None else as_number(previous, "prev_H")
    flags = info_flags(scored, SideAnswers(foundation), SideAnswers(partner))
    return {
        **_figures(scored),
        **_findings(reading(_SOME_DAY, scored, before)),
        "info": {each.text for each in flags},
        "delta": _change(scored.index, before),
    }


def _figures(scored: Score) -> Answer:
    return {
        "H": half_up_or_none(scored.index, 2),
        "H_F": half_up_or_none(scored.foundation_index, 2),
        "H_P": half_up_or_none(scored.partner_index, 2),
        "G": half_up_or_none(scored.gap_index, 2),
        "B": half_up_or_none(scored.bias, 2),
        "coverage_pct": half_up(100 * scored.coverage, 2),
        "lesson": {
            str(number): half_up_or_none(value, 2)
            for number, value in scored.lessons.items()
        },
        "gaps": {
            each.code: half_up(each.gap, 2)
            for each in scored.dimensions
            if each.gap is not None
        },
    }


def _findings(read: Reading) -> Answer:
    return {
        "rag": read.status.value,
        "red": {each.text for each in reds(read.fired)},
        "amber": {each.text for each in ambers(read.fired)},
    }


def _change(index: Fraction | None, before: Fraction | None) -> Decimal | None:
    if index is None or before is None:
        return None
    return half_up(index - before, 2)


def agreement_answer(case: Case) -> Answer:
    """Measure the agreement inside one side."""
    given = as_list(case.get("ratings"), "ratings")
    ratings = [
        as_int(each, f"ratings[{at}]", low=1, high=5) for at, each in enumerate(given)
    ]
    found = spread(ratings)
    if found is None:
        raise CaseError("ratings", "expected at least one rating")
    return {
        "n": found.count,
        "mean": half_up(found.mean, 4),
        "range": found.range,
        "AD": half_up(found.average_deviation, 4),
        "s2": half_up_or_none(found.variance, 4),
        "rwg": half_up_or_none(found.rwg, 4),
        "rstar": half_up_or_none(found.rstar, 4),
    }


def trend_answer(case: Case) -> Answer:
    """Find the slope through a few readings."""
    points = []
    for at, row in enumerate(as_list(case.get("points"), "points")):
        on, index = as_tuple(row, f"points[{at}]", 2)
        day = as_date(on, f"points[{at}][0]")
        points.append(Point(day, as_number(index, f"points[{at}][1]")))
    found = trend(points)
    return {
        "slope_per_year": half_up_or_none(found.slope, 2),
        "pairwise_sorted": [half_up(each, 2) for each in found.pairwise],
    }


def interval_answer(case: Case) -> Answer:
    """Compute the months until the next review from [stage, age, status, ...]."""
    given = as_list(case.get("args"), "args")
    defaults = [None, None, None, 0, False, NO_CLAUSE]
    filled = [*given, *defaults[len(given) :]]
    stage, age, status, drop, steady, clause = as_tuple(filled, "args", len(defaults))
    if not isinstance(steady, bool):
        raise CaseError("args[4]", f"{steady!r} is neither true nor false")
    found = interval(
        Stage(one_of(stage, "args[0]", Stage.values)),
        as_int(age, "args[1]", low=0),
        Status(one_of(status, "args[2]", Status.values)),
        drop=as_number(drop, "args[3]"),
        steady=steady,
        clause_months=as_int(clause, "args[5]", low=1),
    )
    if found is None:
        raise CaseError("args[0]", f"no reviews are planned in the stage {stage}")
    return {"raw": half_up(found.raw, 4), "months": found.months}


def handover_answer(case: Case) -> Answer:
    """Compute the readiness of each function and of the whole."""
    named = []
    for at, row in enumerate(as_list(case.get("functions"), "functions")):
        place = f"functions[{at}]"
        name, importance, levels, accepted = as_tuple(row, place, 4)
        named.append((name, _function(place, importance, levels, accepted)))
    return {
        "per_function": [
            [name, half_up(function_readiness(each), 2)] for name, each in named
        ],
        "HRI": half_up_or_none(handover_readiness(each for _, each in named), 2),
    }


def _function(
    place: str, importance: object, levels: object, accepted: object
) -> FunctionReading:
    if not isinstance(accepted, bool):
        raise CaseError(f"{place}[3]", f"{accepted!r} is neither true nor false")
    pillars = {}
    given = as_tuple(levels, f"{place}[2]", len(Pillar))
    for at, (pillar, level) in enumerate(zip(Pillar, given, strict=True)):
        pillars[pillar] = _level(level, f"{place}[2][{at}]", _PILLAR_MAX)
    return FunctionReading(
        importance=as_int(importance, f"{place}[1]", low=1, high=3),
        pillars=pillars,
        owner_accepted=accepted,
    )


def _level(value: object, place: str, highest: int) -> int | None:
    return None if value is None else as_int(value, place, low=0, high=highest)


def sustained_answer(case: Case) -> Answer:
    """Score what lasts after the end."""
    items = []
    for at, row in enumerate(as_list(case.get("items"), "items")):
        importance, value = as_tuple(row, f"items[{at}]", 2)
        items.append(
            CheckItem(
                importance=as_int(importance, f"items[{at}][0]", low=1, high=3),
                value=_level(value, f"items[{at}][1]", _SUSTAINED_MAX),
            )
        )
    found = sustained_score(items)
    return {
        "SOS": half_up_or_none(found.score, 2),
        "coverage_pct": half_up(100 * found.coverage, 2),
    }


def promises_answer(case: Case) -> Answer:
    """Compute the share of promises kept by one side."""
    field = "on_time_late_partly_notkept"
    counts = [
        as_int(each, f"{field}[{at}]", low=0)
        for at, each in enumerate(as_tuple(case.get(field), field, 4))
    ]
    kept, late, partly, not_kept = counts
    found = Keeping(kept=kept, kept_late=late, partly=partly, not_kept=not_kept)
    share: Fraction | None = found.share
    return {
        "pct": None if share is None else half_up(100 * share, 2),
        "due": found.due,
        "show_pct": shows_share(found),
    }


ANSWERS: Mapping[str, Callable[[Case], Answer]] = {
    "score": score_answer,
    "agreement": agreement_answer,
    "trend": trend_answer,
    "interval": interval_answer,
    "handover": handover_answer,
    "sustained": sustained_answer,
    "promises": promises_answer,
}
