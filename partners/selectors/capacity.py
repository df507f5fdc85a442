"""How far has each organisation come on its way from the start to the aim?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from eclt_partners.common.asking import ask_together
from partners.models import CapacityComment, CapacityGoal, CapacityReading, Partnership
from partners.rules.capacity import GoalReading, mean_gap_closed
from partners.rules.slopes import Slope, slope
from partners.selectors.sides import seen_by


@dataclass(frozen=True, slots=True)
class GoalStory:
    """One goal with its readings, newest first, its comments and its chart."""

    goal: CapacityGoal
    reading: GoalReading
    readings: Sequence[CapacityReading]
    comments: Sequence[CapacityComment]
    slope: Slope

    @property
    def latest(self) -> CapacityReading | None:
        """The newest reading."""
        return self.readings[0] if self.readings else None

    @property
    def is_entered(self) -> bool:
        """True when the foundation typed in what a partner found."""
        latest = self.latest
        is_ours = latest is not None and latest.read_by.startswith("user:")
        return is_ours and self.goal.party_id is not None


@dataclass(frozen=True, slots=True)
class Grower:
    """One organisation with its goals; `mean` is the gap closed, 0 to 100, or None."""

    name: str
    party_id: int | None
    goals: Sequence[GoalStory]
    mean: Fraction | None

    @property
    def side(self) -> str:
        """Whose side, as the components write it."""
        return "FOUNDATION" if self.party_id is None else "PARTNER"


def goals_seen(
    partnership: Partnership, party_id: int | None
) -> QuerySet[CapacityGoal]:
    """Return the goals that a reader sees: all, or the foundation's and the own."""
    goals = partnership.capacity_goals.filter(seen_by(party_id))
    return goals.select_related("party__partner")


def growers(partnership: Partnership, party_id: int | None) -> list[Grower]:
    """Return the organisations with goals, the foundation first. One query.

    Args:
        partnership: where.
        party_id: the reader's own party; None = a person of the foundation.
    """
    goals = goals_with_stories(partnership, party_id)
    ask_together(goals)
    return growers_in(goals)


def goals_with_stories(
    partnership: Partnership, party_id: int | None
) -> QuerySet[CapacityGoal]:
    """Return the goals that a reader sees, as a question, with all that is known."""
    return goals_seen(partnership, party_id).prefetch_related("readings", "comments")


def growers_in(goals: Iterable[CapacityGoal]) -> list[Grower]:
    """Return the organisations with these goals, the foundation first."""
    by_party: dict[int | None, list[GoalStory]] = {}
    for goal in goals:
        by_party.setdefault(goal.party_id, []).append(goal_story(goal))
    order = sorted(by_party, key=lambda key: key or 0)
    return [_grower(key, by_party[key]) for key in order]


def goal_story(goal: CapacityGoal) -> GoalStory:
    """Return one goal with all that is known; readings and comments are prefetched."""
    reading = goal_reading(goal)
    return GoalStory(
        goal=goal,
        reading=reading,
        readings=list(goal.readings.all()),
        comments=list(goal.comments.all()),
        slope=slope(reading.baseline, reading.current, reading.target),
    )


def goal_reading(goal: CapacityGoal) -> GoalReading:
    """Return the levels of one goal as the rules see it; readings are prefetched."""
    latest = next(iter(goal.readings.all()), None)
    current = latest.level if latest else None
    return GoalReading(goal.baseline_level, goal.target_level, current)


def _grower(party_id: int | None, goals: Iterable[GoalStory]) -> Grower:
    stories = list(goals)
    party = stories[0].goal.party
    return Grower(
        name=party.partner.name if party else "",
        party_id=party_id,
        goals=stories,
        mean=mean_gap_closed(story.reading for story in stories),
    )
