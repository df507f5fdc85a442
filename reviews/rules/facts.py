"""What must be known to say where a partnership stands?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from agreements.rules.promises import Keeping
from partners.choices import Side, Stage
from reviews.choices import ReviewState
from reviews.rules.cadence import NO_CLAUSE
from reviews.rules.events import OpenEvent
from reviews.rules.rating_rules import SIDES
from reviews.rules.readings import Reading

_AWAITING_ANSWERS = frozenset({ReviewState.SCHEDULED, ReviewState.OPEN})


@dataclass(frozen=True, slots=True)
class OpenReview:
    """The full review that is planned or under way.

    Attributes:
        due_on: the day answers are due, after snoozes.
        original_due_on: the day they were first due; never changes.
        state: where the review stands.
        answered: the sides that are complete.
        answers_due_on: the day people were asked to answer by, when the review was
            planned after `due_on`; silence counts from it (rule A5).
    """

    due_on: date
    original_due_on: date
    state: ReviewState = ReviewState.SCHEDULED
    answered: frozenset[Side] = frozenset()
    answers_due_on: date | None = None

    @property
    def awaits_answers(self) -> bool:
        """True until both sides are in or the review is closed (rulings 8)."""
        return self.state in _AWAITING_ANSWERS and bool(self.missing)

    @property
    def missing(self) -> tuple[Side, ...]:
        """The sides that have not answered."""
        return tuple(side for side in SIDES if side not in self.answered)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides the standing of one pair foundation-party.

    Attributes:
        stage: where the partnership is in its life.
        relationship_start: first day of the relationship.
        registered_on: the day it was entered here, where that was later.
        readings: completed full reviews, oldest first.
        agreement_end: latest effective end over its agreements, or None without any.
        gap_from: the last day before a gap in which no agreement is in force, while
            one is still to begin; None without such a gap.
        clause_months: longest interval between reviews that the agreement allows.
        hri: handover readiness 0 to 100, or None when never assessed.
        open_review: the full review planned or under way, if there is one.
        lapsed_on: the day the latest review lapsed, if none was completed since.
        heard_on: the day the latest review lapsed that both had answered, whether or
            not one was completed since; None without one.
        events: what happened and waits for its review.
        keeping: promises kept, per side.
        has_serious_incident: an open incident is rated serious, or a red flag on the
            integrity of the partner, or on safety there, stands.
        oldest_item_on: since when the oldest renegotiation or honest-talk item is open.
    """

    stage: Stage
    relationship_start: date
    registered_on: date | None = None
    readings: tuple[Reading, ...] = ()
    agreement_end: date | None = None
    gap_from: date | None = None
    clause_months: int = NO_CLAUSE
    hri: Fraction | None = None
    open_review: OpenReview | None = None
    lapsed_on: date | None = None
    heard_on: date | None = None
    events: tuple[OpenEvent, ...] = ()
    keeping: Mapping[Side, Keeping] = field(default_factory=dict)
    has_serious_incident: bool = False
    oldest_item_on: date | None = None

    @property
    def last(self) -> Reading | None:
        """The last completed full review."""
        return self.readings[-1] if self.readings else None

    @property
    def anchor_on(self) -> date:
        """The day the next review is counted from: the last one, or the start."""
        return self.last.on if self.last else self.relationship_start

    @property
    def has_something_open(self) -> bool:
        """True when an incident, event or item waits: the course is not steady."""
        return (
            self.has_serious_incident
            or self.oldest_item_on is not None
            or bool(self.events)
        )
