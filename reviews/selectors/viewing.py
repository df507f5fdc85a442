"""What do the stored scores of a review become in the eyes of one viewer?

Blindness is decided by `reviews.rules.blind`; here its answers are applied to every
number, flag and comment, so that no page has to think of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from partners.choices import Side
from reviews.choices import AnswerMode, Audience, ReviewState
from reviews.models import Assessment
from reviews.rules.blind import (
    Viewer,
    may_see_joint,
    may_see_means,
    may_see_spread,
)
from reviews.rules.findings import Fired
from reviews.rules.ratings import numbers
from reviews.rules.spread import SpreadWord, spread
from reviews.selectors.answers import ratings_of
from reviews.selectors.panels import side_of

# One person's word may stand behind these flags: they follow the rule of the spread.
_PERSONAL_FLAGS = frozenset({"I1", "I2", "I5"})
# Says who was silent, and nothing of what was answered.
_SILENCE = "A5"
_COMMENTS = ("keep", "change", "unsaid")


@dataclass(frozen=True, slots=True)
class SideSpread:
    """How the people of one side differ on one dimension, in levels 1 to 5."""

    lowest: int
    highest: int
    word: SpreadWord


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment without its author's name.

    Attributes:
        side: from which side.
        party_id: from which party, or None for the foundation.
        about: "keep", "change" or "unsaid".
        text: as it was written.
        principle: of the agreement, which it speaks of; "" = none.
        audience: for whom its author wrote it.
        is_late: it came after closing.
    """

    side: Side
    party_id: int | None
    about: str
    text: str
    principle: str
    audience: Audience
    is_late: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """What one viewer may see of one pair foundation-party.

    Attributes:
        viewer: for whom.
        state: where the review stands.
        heard: the sides that count as answered.
        raters: how many people of each side answered.
        modes: how each side answered.
    """

    viewer: Viewer
    state: ReviewState
    heard: frozenset[Side]
    raters: Mapping[Side, int]
    modes: Mapping[Side, AnswerMode]

    @property
    def joint(self) -> bool:
        """True when index and gaps may be shown."""
        return may_see_joint(self.state, self.heard)

    def means(self, side: Side) -> bool:
        """Tell whether the means of a side may be shown."""
        return may_see_means(self.viewer, side, self.state, self.heard)

    def spread(self, side: Side) -> bool:
        """Tell whether lowest value and range of a side may be shown.

        A side that answers together has no spread (methods B5.2).
        """
        individual = self.modes.get(side) != AnswerMode.TOGETHER
        return individual and self._personal(side)

    def rules(self, fired: tuple[Fired, ...]) -> tuple[Fired, ...]:
        """Return the status rules whose reason may be shown."""
        return tuple(
            each
            for each in fired
            if self.joint
            or each.code == _SILENCE
            or (each.sides and all(map(self.means, each.sides)))
        )

    def flags(self, info: tuple[Fired, ...]) -> tuple[Fired, ...]:
        """Return the info flags that may be shown, with the sides that may."""
        shown: list[Fired] = []
        for each in info:
            if each.code not in _PERSONAL_FLAGS:
                shown += self.rules((each,))
                continue
            sides = tuple(side for side in each.sides if self._personal(side))
            if sides:
                shown.append(Fired(each.code, each.subject, sides=sides))
        return tuple(shown)

    def shown(self, number: Decimal | None, *sides: Side) -> Decimal | None:
        """Return a number of these sides, or None when it may not be shown."""
        return number if all(map(self.means, sides)) else None

    def _personal(self, side: Side) -> bool:
        return may_see_spread(
            self.viewer, side, self.raters[side], self.state, self.heard
        )


def side_spreads(
    sight: Sight, by_side: Mapping[Side, list[Assessment]]
) -> dict[Side, dict[str, SideSpread]]:
    """Return side -> dimension -> spread, as far as the viewer may see it."""
    return {
        side: _spreads(given) for side, given in by_side.items() if sight.spread(side)
    }


def visible_comments(sight: Sight, assessments: list[Assessment]) -> list[Comment]:
    """Return the comments the viewer may read, by question.

    Inside a question they stand in the order of their words, not of their authors, so
    that nobody can join the comments of one person.
    """
    found = [
        comment
        for assessment in assessments
        for comment in _comments(assessment)
        if may_read(sight, comment.side, comment.audience)
    ]
    return sorted(found, key=lambda each: (_COMMENTS.index(each.about), each.text))


def _spreads(assessments: list[Assessment]) -> dict[str, SideSpread]:
    found = {}
    for code, given in ratings_of(assessments).items():
        levels = numbers(given)
        width = spread(levels)
        if width is not None:
            found[code] = SideSpread(min(levels), max(levels), width.word)
    return found


def _comments(assessment: Assessment) -> list[Comment]:
    return [
        Comment(
            side=side_of(assessment.panelist),
            party_id=assessment.panelist.party_id,
            about=about,
            text=getattr(assessment, about),
            principle=assessment.change_principle if about == "change" else "",
            audience=Audience(getattr(assessment, f"{about}_audience")),
            is_late=assessment.is_late,
        )
        for about in _COMMENTS
        if getattr(assessment, about)
    ]


def may_read(sight: Sight, side: Side, audience: Audience) -> bool:
    """Tell whether a viewer may read what one side wrote, or open what it added.

    Args:
        sight: what the viewer may see of the pair.
        side: the side it comes from.
        audience: for whom its author meant it.
    """
    if not sight.means(side):
        return False
    if sight.viewer == Viewer.HELPER:
        return True
    return {
        Audience.BOTH: True,
        Audience.MY_SIDE: sight.viewer.speaks_for(side),
        Audience.HELPER: False,
    }[audience]
