"""How did the health of one partnership go over time, as both sides may see it?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.health_history import (
    HealthReading,
    PairHealth,
    pair_health,
)
from eclt_partners.dashboards.selectors.country_rows import score_row
from partners.models import Partnership
from reviews.choices import ReviewState
from reviews.models import ReviewScore
from reviews.rules.blind import may_see_joint
from reviews.rules.trend import Trend
from reviews.selectors.overview import ReviewsAndStanding, reviews_and_standing
from reviews.selectors.readings import reading_of, trends_in


@dataclass(frozen=True, slots=True)
class PartnershipHealth:
    """The health of a partnership over time.

    Attributes:
        pairs: with their trends, by party.
        reviewed: its reviews, and where it stands.
    """

    pairs: Sequence[tuple[PairHealth, Trend]]
    reviewed: ReviewsAndStanding

    @property
    def is_known(self) -> bool:
        """True when a review of some pair was answered by both sides."""
        return any(pair.lines for pair, _trend in self.pairs)


def partnership_health(partnership: Partnership, *, today: date) -> PartnershipHealth:
    """Return how it went, with what both sides may see and nothing else. One query.

    What one side said alone stays inside that side (methods C6, G3), whoever looks.

    Args:
        partnership: loaded in scope.
        today: the day in the country.
    """
    reviewed = reviews_and_standing(partnership, today=today)
    trends = trends_in(reviewed.scores)
    by_party: dict[int, list[HealthReading]] = defaultdict(list)
    for score in sorted(reviewed.scores, key=_order):
        by_party[score.party_id].append(_reading(score))
    return PartnershipHealth(
        pairs=[
            (pair_health(by_party[key]), trends[partnership.pk, key])
            for key in sorted(by_party)
        ],
        reviewed=reviewed,
    )


def _order(score: ReviewScore) -> tuple[date, int]:
    return (score.review.completed_on or score.review.due_on, score.review_id)


def _reading(score: ReviewScore) -> HealthReading:
    state, answered = ReviewState(score.review.state), reading_of(score).answered
    return HealthReading(
        score=score_row(score),
        is_joint=may_see_joint(state, answered),
        lessons=_lessons(score.figures["lessons"].items()),
    )


def _lessons(stored: Iterable[tuple[str, str | None]]) -> dict[int, Fraction | None]:
    return {
        int(lesson): None if index is None else Fraction(index)
        for lesson, index in sorted(stored)
    }
