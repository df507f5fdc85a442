"""Did a change help? The health of a pair before it was agreed and after it began.

Before is the last full review up to the day of agreement, after the first full review
once the change is in force; until then the short pulse speaks, over the questions that
it asked. What was asked in other words is not compared (methods B2, C5, E4).
"""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from eclt_partners.dashboards.rules.records import AgreementRow, VersionRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow, iso
from partners.rules.rounding import half_up
from reviews.rules.bands import ChangeBand, change_band

# One step of an answer is 25 points of the index (methods C1).
POINTS_PER_STEP = 25
# A pair that got worse is said before one that nobody knows, and so on.
WAYS = ("worse", "unknown", "same", "better")


def health_around(
    row: PartnershipRow, agreement: AgreementRow, version: VersionRow
) -> list[dict[str, Any]]:
    """Return health before and after a change, for each pair of the agreement.

    Returns:
        Each with `party`, `before` and `after` (a whole index with status and day, or
        null), `points` (signed, or null), `way` (of `WAYS`) and `source`: where the
        points come from, "review" or "pulse", or why there are none: "no_before",
        "no_after" or "other_questions".
    """
    return [
        _pair(
            before=_last(
                [s for s in _known(row, party_id) if s.on <= version.agreed_on]
            ),
            after=_first(
                [s for s in _known(row, party_id) if s.on > version.effective_from]
            ),
            pulse=_first(
                [
                    pulse
                    for pulse in row.pulses
                    if pulse.party_id == party_id and pulse.on > version.effective_from
                ]
            ),
        )
        for party_id in agreement.party_ids
    ]


def way_of_all(ways: Collection[str]) -> str:
    """Return the way of a change over all its pairs; nothing known is "unknown"."""
    return next((way for way in WAYS if way in ways), "unknown")


def _known(row: PartnershipRow, party_id: int) -> list[ScoreRow]:
    """Return the full reviews of a pair that have a joint index."""
    scores = (score for score in row.scores if score.index is not None)
    return [score for score in scores if score.party_id == party_id]


def _first(scores: Sequence[ScoreRow]) -> ScoreRow | None:
    return scores[0] if scores else None


def _last(scores: Sequence[ScoreRow]) -> ScoreRow | None:
    return scores[-1] if scores else None


def _pair(
    *, before: ScoreRow | None, after: ScoreRow | None, pulse: ScoreRow | None
) -> dict[str, Any]:
    points, source = _points(before, after, pulse)
    known = [score for score in (before, after, pulse) if score is not None]
    then, now = _reading(before), _reading(after)
    shown = None if points is None else int(half_up(points))
    if then and now and source == "review":
        # What stands beside the two whole numbers is their difference.
        shown = now["index"] - then["index"]
    return {
        "party": known[0].party if known else "",
        "before": then,
        "after": now,
        "pulse_on": iso(pulse.on) if pulse else None,
        "points": shown,
        "way": _way(points),
        "source": source,
    }


def _reading(score: ScoreRow | None) -> dict[str, Any] | None:
    if score is None or score.index is None:
        return None
    index = int(half_up(score.index))
    return {"index": index, "status": score.status.value, "on": iso(score.on)}


def _points(
    before: ScoreRow | None, after: ScoreRow | None, pulse: ScoreRow | None
) -> tuple[Fraction | None, str]:
    if before is None or before.index is None:
        return None, "no_before"
    if after is not None and after.index is not None:
        if after.version != before.version:
            return None, "other_questions"
        return after.index - before.index, "review"
    if pulse is None:
        return None, "no_after"
    return _by_pulse(before, pulse), "pulse"


def _by_pulse(before: ScoreRow, pulse: ScoreRow) -> Fraction | None:
    """Compare the questions that the pulse asked, as points of an index."""
    if before.version != pulse.version:
        return None
    steps = []
    for now in pulse.dimensions:
        then = before.dimension(now.code)
        if then is not None and then.joint is not None and now.joint is not None:
            steps.append(now.joint - then.joint)
    if not steps:
        return None
    return POINTS_PER_STEP * sum(steps, Fraction(0)) / len(steps)


def _way(points: Fraction | None) -> str:
    if points is None:
        return "unknown"
    if change_band(points) == ChangeBand.ABOUT_THE_SAME:
        return "same"
    return "better" if points > 0 else "worse"
