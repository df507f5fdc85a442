"""What does one pair foundation-party see of its score?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from partners.choices import Side, Status
from partners.models import PartnershipParty
from reviews.choices import AnswerMode
from reviews.models import ReviewScore
from reviews.rules.bands import (
    Certainty,
    DimensionBand,
    GapBand,
    certainty,
    dimension_band,
    gap_band,
)
from reviews.rules.findings import Fired
from reviews.rules.instrument import DIMENSIONS, LESSONS
from reviews.rules.trend import Trend
from reviews.selectors.figures import findings_in
from reviews.selectors.viewing import SideSpread, Sight

F, P = Side.FOUNDATION, Side.PARTNER
Spreads = Mapping[Side, Mapping[str, SideSpread]]


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """One dimension of one pair; None where it is not known or not to be seen.

    Attributes:
        code: "D1" to "D10".
        foundation: mean of the foundation, 1 to 5.
        partner: mean of the partner, 1 to 5.
        joint: mean of both, each side counting half.
        gap: foundation minus partner, in steps.
        band: the word beside the joint mean.
        gap_band: the word beside the gap.
        counts: how many people of each visible side rated it.
        not_known: how many people of each visible side do not know.
        spreads: the spread of each side the viewer may see it of.
        weight: its share in the index; 1 when all count the same.
    """

    code: str
    foundation: Decimal | None
    partner: Decimal | None
    joint: Decimal | None
    gap: Decimal | None
    band: DimensionBand | None
    gap_band: GapBand | None
    counts: Mapping[Side, int]
    not_known: Mapping[Side, int]
    spreads: Mapping[Side, SideSpread]
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Corrected:
    """Since when a score has counted in place of an earlier one, and why; never by whom."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class PairResult:
    """The result of one pair foundation-party, as one viewer may see it.

    Attributes:
        party: the partner's side of the pair.
        heard: the sides that answered.
        status: by ratings alone; GREY while there is no joint result to show.
        index: health index, 0 to 100.
        index_foundation: the foundation's own.
        index_partner: the partner's own.
        gap_index: G, in steps.
        bias: B, in steps; plus = the foundation sees it better.
        coverage_pct: share of the questions that both sides rated, 0 to 100.
        change: points since the completed review before.
        certainty: how sure we are.
        trend: over all completed reviews so far; None while nothing joint is shown.
        raters: how many people of each side answered.
        modes: how each side answered.
        dimensions: those that apply, in the order of the form.
        lessons: lesson 1 to 4 -> index.
        lesson_codes: lesson 1 to 4 -> the dimensions it is made of.
        version: the instrument version that was asked.
        rules: the status rules that fired, those that may be explained to the viewer.
        info: the info flags for the viewer.
        corrected: each time an answer was corrected after the closing, oldest first.
    """

    party: PartnershipParty
    heard: frozenset[Side]
    status: Status
    index: Decimal | None
    index_foundation: Decimal | None
    index_partner: Decimal | None
    gap_index: Decimal | None
    bias: Decimal | None
    coverage_pct: Decimal
    change: Decimal | None
    certainty: Certainty
    trend: Trend | None
    raters: Mapping[Side, int]
    modes: Mapping[Side, AnswerMode]
    dimensions: tuple[DimensionResult, ...]
    lessons: Mapping[int, Decimal | None]
    lesson_codes: Mapping[int, Collection[str]]
    version: str
    rules: tuple[Fired, ...]
    info: tuple[Fired, ...]
    corrected: tuple[Corrected, ...] = ()


def pair_result(
    row: ReviewScore,
    sight: Sight,
    spreads: Spreads,
    trend: Trend | None,
    corrected: tuple[Corrected, ...] = (),
    *,
    up_to_date: bool = True,
) -> PairResult:
    """Return a stored score as far as the viewer may see it.

    Args:
        row: the score, with its party and partner.
        sight: what the viewer may see of this pair.
        spreads: side -> dimension -> spread, only those that may be seen.
        trend: over all completed reviews so far, or None.
        corrected: each time an answer was corrected after the closing.
        up_to_date: the review is not older than its interval.
    """
    figures: Mapping[str, Any] = row.figures
    coverage = Fraction(row.coverage_pct) / 100
    return PairResult(
        party=row.party,
        heard=sight.heard,
        status=Status(row.status) if sight.joint else Status.GREY,
        index=sight.shown(row.index, F, P),
        index_foundation=sight.shown(row.index_foundation, F),
        index_partner=sight.shown(row.index_partner, P),
        gap_index=sight.shown(row.gap_index, F, P),
        bias=sight.shown(row.bias, F, P),
        coverage_pct=row.coverage_pct,
        change=sight.shown(_number(figures["change"]), F, P),
        certainty=certainty(
            (row.foundation_count, row.partner_count), coverage, up_to_date=up_to_date
        ),
        trend=trend if sight.joint else None,
        raters=sight.raters,
        modes=sight.modes,
        dimensions=tuple(
            _dimension(code, figures["dimensions"][code], sight, spreads)
            for code in DIMENSIONS
            if code in figures["dimensions"]
        ),
        lessons=_lessons(figures, sight),
        lesson_codes=_lesson_codes(figures),
        version=row.instrument_code,
        rules=sight.rules(findings_in(figures["fired"])),
        info=sight.flags(findings_in(figures["info"])),
        corrected=corrected if sight.joint else (),
    )


def _lessons(figures: Mapping[str, Any], sight: Sight) -> dict[int, Decimal | None]:
    """Return lesson -> index, as far as the viewer may see it."""
    found = figures["lessons"].items()
    return {int(lesson): sight.shown(_number(index), F, P) for lesson, index in found}


def _lesson_codes(figures: Mapping[str, Any]) -> dict[int, Collection[str]]:
    """Return lesson -> its questions; older scores did not store them."""
    found = figures.get("lesson_codes", LESSONS)
    return {int(lesson): codes for lesson, codes in found.items()}


def _dimension(
    code: str, figures: Mapping[str, Any], sight: Sight, spreads: Spreads
) -> DimensionResult:
    joint = sight.shown(_number(figures["joint"]), F, P)
    gap = sight.shown(_number(figures["gap"]), F, P)
    names = {F: "foundation", P: "partner"}
    visible = {side: name for side, name in names.items() if sight.means(side)}
    return DimensionResult(
        code=code,
        foundation=sight.shown(_number(figures["foundation"]), F),
        partner=sight.shown(_number(figures["partner"]), P),
        joint=joint,
        gap=gap,
        band=None if joint is None else dimension_band(Fraction(joint)),
        gap_band=None if gap is None else gap_band(Fraction(gap)),
        counts={side: figures[f"{name}_count"] for side, name in visible.items()},
        not_known={side: figures[f"{name}_nk"] for side, name in visible.items()},
        spreads={
            side: by_code[code] for side, by_code in spreads.items() if code in by_code
        },
        weight=Decimal(figures.get("weight", 1)),
    )


def _number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
