"""Which events bring a review forward, and by when?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from partners.choices import EventKind
from partners.rules.method import METHOD, Method
from reviews.choices import ReviewKind


@dataclass(frozen=True, slots=True)
class EventRule:
    """What one kind of event asks for (one row of methods D3).

    Attributes:
        days: from the day the clock starts until the review is due.
        review: the kind of review.
        may_wait: it may be moved to day 45 after the last full review.
    """

    days: int
    review: ReviewKind
    may_wait: bool = True


EVENT_RULES: Final[Mapping[EventKind, EventRule]] = {
    EventKind.TALK_ASKED: EventRule(14, ReviewKind.TALK, may_wait=False),
    EventKind.SAFEGUARDING: EventRule(30, ReviewKind.FULL, may_wait=False),
    EventKind.INTEGRITY: EventRule(30, ReviewKind.FULL),
    EventKind.LEADERSHIP: EventRule(45, ReviewKind.PULSE),
    EventKind.BUDGET: EventRule(30, ReviewKind.PULSE),
    EventKind.BUDGET_BIG: EventRule(30, ReviewKind.PULSE),
    EventKind.AMENDMENT: EventRule(90, ReviewKind.PULSE),
    EventKind.LATE_TWICE: EventRule(30, ReviewKind.PULSE),
    EventKind.CONTEXT: EventRule(45, ReviewKind.PULSE),
    EventKind.STRATEGY: EventRule(30, ReviewKind.FULL),
    EventKind.TURNED_RED: EventRule(14, ReviewKind.TALK, may_wait=False),
}

ASK_FOR_FULL: Final = frozenset(
    kind for kind, rule in EVENT_RULES.items() if rule.review == ReviewKind.FULL
)


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """Something that happened and waits for its review.

    Attributes:
        kind: what happened.
        from_on: the day the clock starts: reported, effective (an amendment) or
            confirmed safe (safeguarding); None while safety is not confirmed.
        is_asked_for: a side asks for the review at once.
    """

    kind: EventKind
    from_on: date | None
    is_asked_for: bool = False

    @property
    def review(self) -> ReviewKind:
        """The kind of review this event asks for."""
        return EVENT_RULES[self.kind].review

    @property
    def due_on(self) -> date | None:
        """The day the review is due, or None while its clock stands still."""
        if self.from_on is None:
            return None
        return self.from_on + timedelta(days=EVENT_RULES[self.kind].days)

    @property
    def may_wait(self) -> bool:
        """False when day 45 after the last review is too late (rulings 9)."""
        return EVENT_RULES[self.kind].may_wait and not self.is_asked_for


@dataclass(frozen=True, slots=True)
class ExtraReview:
    """A pulse or a topic talk beside the full reviews.

    Attributes:
        event: why it is held.
        due_on: when it is due.
        is_merged: the full review follows within 45 days and takes its place.
    """

    event: OpenEvent
    due_on: date
    is_merged: bool

    @property
    def kind(self) -> ReviewKind:
        """Pulse or talk."""
        return self.event.review


def full_review_dates(events: Iterable[OpenEvent]) -> tuple[tuple[date, bool], ...]:
    """Return (due on, may wait) of the events that ask for a full review."""
    return tuple(
        (event.due_on, event.may_wait)
        for event in events
        if event.review == ReviewKind.FULL and event.due_on is not None
    )


def extra_reviews(
    events: Iterable[OpenEvent],
    full_on: date,
    *,
    not_before: date = date.min,
    method: Method = METHOD,
) -> tuple[ExtraReview, ...]:
    """Return the pulses and talks that events ask for, earliest first.

    They never move the full review (rulings 9).

    Args:
        events: what happened and is not yet dealt with.
        full_on: the day the next full review is due.
        not_before: the first day by which people can be asked for a pulse now.
        method: the numbers.
    """
    merge_from = full_on - timedelta(days=method.merge_days)
    found = [
        ExtraReview(
            event=event,
            due_on=event.due_on,
            is_merged=event.review == ReviewKind.PULSE
            and event.due_on <= full_on
            and merge_from <= max(event.due_on, not_before),
        )
        for event in events
        if event.review != ReviewKind.FULL and event.due_on is not None
    ]
    return tuple(sorted(found, key=lambda extra: extra.due_on))
