"""What did agreements reach and spend, and how was that corrected?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, QuerySet

from agreements.models import Agreement, AgreementVersion, PeriodResult
from agreements.rules.numbers import reporting_amount
from agreements.rules.parts import Target
from agreements.rules.results import children_in_all
from agreements.rules.terms_reading import read_target
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together

Targets = Mapping[int, Mapping[str, Target]]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target: how much of it is reached in all until the end of the period."""

    target: Target
    reached: int


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What stands of one period, with everything that stood there before.

    Attributes:
        result: the newest row.
        earlier: what it replaced, newest first.
        targets: those that were counted.
    """

    result: PeriodResult
    earlier: Sequence[PeriodResult]
    targets: Sequence[TargetLine]

    @property
    def children(self) -> int | None:
        """All children together; None when one of the three ways was not counted."""
        row = self.result
        return children_in_all([row.withdrawn, row.prevented, row.protected])

    @property
    def reporting_amount(self) -> Decimal | None:
        """The spending in the currency of reports, at the rate of its version."""
        spent, version = self.result.spending, self.result.version
        return None if spent is None else reporting_amount(spent, version.rate)


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All results of one agreement.

    Attributes:
        standing: those that count, latest period first.
        taken_back: those that should not have been recorded.
    """

    standing: Sequence[ResultLine]
    taken_back: Sequence[ResultLine]


class ResultRows(NamedTuple):
    """What is asked for results of agreements, to be asked with others.

    Attributes:
        results: all rows, latest period first.
        versions: with their targets, oldest first.
    """

    results: QuerySet[PeriodResult]
    versions: QuerySet[AgreementVersion]


def results_in_scope(actor: Actor) -> QuerySet[PeriodResult]:
    """Return the results the actor may see, with agreement, kind and country."""
    visible = PeriodResult.objects.visible_to(actor)
    return visible.select_related(
        "agreement__partnership__country", "version", "period"
    )


def results_page(agreement: Agreement) -> ResultsPage:
    """Return everything recorded of an agreement. One query."""
    asked = result_rows([agreement.pk])
    ask_together(*asked)
    lines = lines_in(asked)
    return ResultsPage(
        standing=[line for line in lines if not line.result.is_taken_back],
        taken_back=[line for line in lines if line.result.is_taken_back],
    )


def standing_results(agreements: Iterable[Agreement]) -> list[ResultLine]:
    """Return what counts of several agreements, latest period first. One query."""
    asked = result_rows([agreement.pk for agreement in agreements])
    ask_together(*asked)
    return standing_in_all(asked)


def standing_in_all(asked: ResultRows) -> list[ResultLine]:
    """Return what counts, latest period first, from rows that were asked for."""
    lines = lines_in(asked)
    return [line for line in lines if not line.result.is_taken_back]


def result_rows(agreements: Collection[int] | QuerySet[Agreement]) -> ResultRows:
    """Return the questions for what these agreements reached, by id."""
    rows = PeriodResult.objects.filter(agreement__in=agreements)
    rows = rows.select_related("agreement", "version").order_by("-to_on", "-pk")
    rows = rows.defer("version__canonical", "version__terms")
    return ResultRows(rows, _with_targets(agreements).order_by("number"))


def lines_in(asked: ResultRows) -> list[ResultLine]:
    """Return the newest row of each period with those it replaced."""
    by_id = {row.pk: row for row in asked.results}
    replaced = {row.replaces_id for row in asked.results}
    targets = _targets_of(asked.versions)
    return [
        ResultLine(row, _before(row, by_id), _lines(row, targets))
        for row in by_id.values()
        if row.pk not in replaced
    ]


def targets_to_count(agreement: Agreement) -> list[Target]:
    """Return the targets of the newest version, in the order of its text. One query."""
    newest = _with_targets([agreement.pk]).order_by("-number").first()
    return list(map(read_target, getattr(newest, "targets", None) or ()))


def currencies_of(agreement: Agreement) -> list[str]:
    """Return the currencies of the versions; none before the first. One query."""
    found = agreement.versions.order_by("currency").values_list("currency", flat=True)
    return list(found.distinct())


def _before(row: PeriodResult, by_id: Mapping[int, PeriodResult]) -> list[PeriodResult]:
    found = []
    while row.replaces_id is not None:
        row = by_id[row.replaces_id]
        found.append(row)
    return found


def _lines(row: PeriodResult, targets: Targets) -> list[TargetLine]:
    known = targets.get(row.agreement_id, {})
    return [
        TargetLine(target, row.reached[key])
        for key, target in known.items()
        if key in row.reached
    ]


def _targets_of(versions: Iterable[AgreementVersion]) -> Targets:
    """Return agreement -> key -> target, in the words of the newest version."""
    found: dict[int, dict[str, Target]] = defaultdict(dict)
    for version in versions:
        for each in map(read_target, getattr(version, "targets", None) or ()):
            found[version.agreement_id][each.key] = each
    return found


def _with_targets(
    agreements: Collection[int] | QuerySet[Agreement],
) -> QuerySet[AgreementVersion]:
    versions = AgreementVersion.objects.filter(agreement__in=agreements)
    versions = versions.defer("canonical", "terms")
    return versions.annotate(targets=F("terms__targets"))
