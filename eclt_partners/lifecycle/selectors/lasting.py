"""What lasted in all partnerships that ended, and what do they teach us?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import today_in
from eclt_partners.lifecycle.rules.lasting import (
    Found,
    Measure,
    TwelveMonths,
    measure,
    strongest,
    twelve_months,
    weakest,
)
from eclt_partners.lifecycle.selectors.checks import (
    outcome_of,
    score_text,
)
from partners.choices import CheckState
from partners.models import AfterCheck, AfterCheckItem
from partners.rules.sustained import (
    SustainedBand,
    Weights,
    sustained_band,
    weighed_score,
)
from partners.selectors.after import with_answers

MEASURED = 12


@dataclass(frozen=True, slots=True)
class LastingFilters:
    """What somebody wants to see; empty = everything."""

    country: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class LastingRow:
    """What one check found.

    Attributes:
        score: as a plain figure; None = not enough known.
        strongest: what lasts best; None when nothing is known.
        weakest: what lasts least; None when all is alike.
        differently: what the partner says we should have done differently.
    """

    check: AfterCheck
    score: str | None
    band: SustainedBand | None
    strongest: Found | None
    weakest: Found | None
    differently: str


def checks_seen(actor: Actor, filters: LastingFilters) -> QuerySet[AfterCheck]:
    """Return the checks in the actor's scope that the filters leave."""
    checks = AfterCheck.objects.visible_to(actor)
    if filters.country:
        checks = checks.filter(partnership__country=filters.country)
    if filters.year:
        checks = checks.filter(ended_on__year=filters.year)
    return checks


def places_and_years(actor: Actor) -> tuple[list[Country], list[int]]:
    """Return where and in which years something ended. One query."""
    seen = AfterCheck.objects.visible_to(actor).order_by()
    countries = Country.objects.filter(pk__in=seen.values("partnership__country"))
    years = seen.values_list("ended_on__year", flat=True).distinct()
    ask_together(countries, years)
    return list(countries), sorted(years, reverse=True)


def held_newest_first(checks: QuerySet[AfterCheck]) -> QuerySet[AfterCheck]:
    """Return the checks that were held, the newest first, with their answers."""
    held = checks.filter(state=CheckState.DONE).order_by("-settled_on", "-pk")
    return with_answers(held.select_related("partnership__country"))


def lasting_rows(checks: Iterable[AfterCheck]) -> list[LastingRow]:
    """Return a row for each check; no query for checks with their answers."""
    return [_row(check) for check in checks]


def portfolio_measure(checks: QuerySet[AfterCheck], *, now: datetime) -> Measure:
    """Count the checks 12 months after the last end of each partnership. One query.

    The database adds up what each check found; what that means the rules say, once
    for all checks that found the same.

    Args:
        checks: in scope and filtered.
        now: the moment, aware; each country has its own day.
    """
    year_on = checks.filter(month=MEASURED).order_by(
        "partnership_id", "-ended_on", "-pk"
    )
    newest = AfterCheck.objects.filter(
        pk__in=year_on.distinct("partnership_id").values("pk")
    )
    today = today_in("partnership__country", now=now)
    alike = (
        newest.order_by()
        .annotate(is_late=Q(due_on__lt=today), weights=Subquery(_weights()))
        .values_list("state", "is_late", "weights")
        .annotate(count=Count("pk"))
    )
    stand: Counter[TwelveMonths] = Counter()
    for state, is_late, weights, count in alike:
        stand[_twelve(state, is_late=is_late, weights=weights)] += count
    return measure(stand.elements())


def _weights() -> QuerySet[AfterCheckItem, dict[str, int | None]]:
    """Add up, for a check outside, the fields of `Weights`, with null for zero."""
    importance = "function__importance"
    known = Q(value__isnull=False)
    weights = JSONObject(
        importance=Sum(importance),
        known=Sum(importance, filter=known),
        reached=Sum(F(importance) * F("value"), filter=known),
    )
    counted = AfterCheckItem.objects.filter(
        check_of=OuterRef("pk"), is_stopped_on_purpose=False
    )
    return counted.order_by().values("check_of").values_list(weights)


def _twelve(
    state: str, *, is_late: bool, weights: Mapping[str, int | None] | None
) -> TwelveMonths:
    added = Weights(**{name: found or 0 for name, found in (weights or {}).items()})
    return twelve_months(
        is_open=state == CheckState.SCHEDULED,
        is_late=is_late,
        score=weighed_score(added).score if state == CheckState.DONE else None,
    )


def _row(check: AfterCheck) -> LastingRow:
    outcome, found = outcome_of(check), _found(check)
    report = getattr(check, "report", None)
    return LastingRow(
        check=check,
        score=score_text(outcome),
        band=None if outcome.score is None else sustained_band(outcome.score),
        strongest=strongest(found),
        weakest=weakest(found),
        differently=report.differently if report else "",
    )


def _found(check: AfterCheck) -> Sequence[Found]:
    return [
        Found(item.function.name, item.function.importance, item.value, item.has_grown)
        for item in check.items.all()
    ]
