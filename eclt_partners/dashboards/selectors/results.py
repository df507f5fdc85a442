"""Which means of the latest review may somebody see?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.rules.gaps import gap_lines
from eclt_partners.dashboards.rules.geometry import dumbbell_height, dumbbell_ticks
from eclt_partners.dashboards.rules.heat import heat_cell, side_cell
from eclt_partners.dashboards.rules.rows import ScoreRow
from eclt_partners.dashboards.selectors.country_rows import score_row
from partners.choices import Side
from partners.models import Partnership
from reviews.choices import ReviewState
from reviews.models import ReviewScore
from reviews.rules.blind import Viewer, may_see_means
from reviews.rules.instrument import DIMENSIONS
from reviews.rules.rating_rules import SIDES

Cells = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class LatestResult:
    """The latest completed full review of one pair, as somebody may see it.

    Attributes:
        party: the partner's name.
        on: the day it was completed.
        joint: dimension -> cell of both sides together.
        sides: the rows of single sides that may be shown.
        block: dumbbells, or None without answers of both sides.
    """

    review_id: int
    party: str
    on: date
    joint: Cells
    sides: Sequence[tuple[Side, Cells]]
    block: Mapping[str, Any] | None
    ticks: Sequence[Mapping[str, float | int]]

    @property
    def lines(self) -> list[tuple[str, list[Mapping[str, Any]]]]:
        """Dimension -> the cell of both sides together, then those of single sides."""
        return [
            (code, [cell, *(cells[code] for _side, cells in self.sides)])
            for code, cell in self.joint.items()
        ]


def latest_results(
    actor: Actor, partnership: Partnership, scores: Iterable[ReviewScore]
) -> list[LatestResult]:
    """Return the latest result of each pair.

    Args:
        actor: the reader.
        partnership: whose.
        scores: its valid scores, with review, partnership and partner.

    Means of a side that answered alone stay inside that side (methods C6, G3).
    """
    raw = actor.may(
        Action.READ_RAW_ANSWERS,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    viewer = Viewer.HELPER if raw else Viewer.FOUNDATION
    return [_result(row, partnership, viewer) for row in _latest(scores)]


def latest_results_of_partner(
    partnership: Partnership, party_ids: Collection[int], scores: Iterable[ReviewScore]
) -> list[LatestResult]:
    """Return the latest result of the pairs a partner belongs to. No query.

    In a coalition nobody sees what another partner said.

    Args:
        partnership: whose.
        party_ids: of the partner.
        scores: its valid scores, with review, partnership and partner.
    """
    return [
        _result(row, partnership, Viewer.PARTNER)
        for row in _latest(scores)
        if row.party_id in party_ids
    ]


def _latest(scores: Iterable[ReviewScore]) -> list[ScoreRow]:
    """Return the last score of each pair, by party."""
    latest = {row.party_id: row for row in sorted(scores, key=_order)}
    return [score_row(latest[key]) for key in sorted(latest)]


def _order(score: ReviewScore) -> tuple[date, int, int]:
    review = score.review
    return (review.completed_on or review.due_on, review.pk, score.number)


def _result(row: ScoreRow, partnership: Partnership, viewer: Viewer) -> LatestResult:
    answered = frozenset(
        side for side in SIDES if any(each.of(side) for each in row.dimensions)
    )
    shown = [
        side
        for side in SIDES
        if side in answered
        and may_see_means(viewer, side, ReviewState.COMPLETED, answered)
    ]
    lines = gap_lines(row.dimensions)
    return LatestResult(
        review_id=row.review_id,
        party=row.party,
        on=row.on,
        joint={code: heat_cell(row.dimension(code)) for code in DIMENSIONS},
        sides=[(side, _side_cells(row, side)) for side in shown],
        block={
            "id": f"{partnership.pk}-{row.party_id}",
            "code": partnership.code,
            "on": row.on,
            "lines": lines,
            "height": dumbbell_height(len(lines)),
        }
        if lines
        else None,
        ticks=dumbbell_ticks(),
    )


def _side_cells(row: ScoreRow, side: Side) -> Cells:
    return {code: side_cell(row.dimension(code), side) for code in DIMENSIONS}
