"""Which reminder of a review is owed to whom today?

The reference model of the review ladder (methods D4, rulings 8 and 22): planning is
done in SQL and tested against these functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from partners.rules.method import METHOD, Method
from reviews.choices import ReviewState
from reviews.rules.ladder import Audience, Step, is_awaited, offsets_for

SATURDAY, SUNDAY = 5, 6
SEND_AT: Final = time(9)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """On which days a country works.

    Attributes:
        weekend: free weekdays, Monday = 0.
        holidays: free dates.
    """

    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    holidays: frozenset[date] = frozenset()

    def next_from(self, day: date) -> date:
        """Return `day` or the first working day after it."""
        while day.weekday() in self.weekend or day in self.holidays:
            day += timedelta(days=1)
        return day


EVERY_DAY: Final = WorkingDays(weekend=frozenset())


def planned_on(due_on: date, offset: int, *, days: WorkingDays = EVERY_DAY) -> date:
    """Return the day a step goes out, moved to a working day."""
    return days.next_from(due_on + timedelta(days=offset))


def step_due(
    offsets: Iterable[int], due_on: date, today: date, *, days: WorkingDays = EVERY_DAY
) -> int | None:
    """Return the newest step whose day has come, or None before the first.

    Dates are compared with "not after", never with "equal": after an outage the
    newest missed step goes out, the older ones never do.

    Args:
        offsets: the rungs of the ladder, days after `due_on`.
        due_on: the day answers are due.
        today: today in the country's zone.
        days: the working days of the recipient's country.
    """
    come = (each for each in offsets if planned_on(due_on, each, days=days) <= today)
    return max(come, default=None)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person in one role, and what this person already got for a review.

    Attributes:
        audience: in which role the person gets mail.
        has_answered: the person's own answer is in.
        sent: the offsets already planned for this person in this round.
        mails: rater mails for this review so far, over all rounds.
        days: the working days of the person's country.
    """

    audience: Audience
    has_answered: bool = False
    sent: frozenset[int] = frozenset()
    mails: int = 0
    days: WorkingDays = EVERY_DAY

    def is_spared(self, method: Method) -> bool:
        """Tell whether a rater is done or was asked often enough."""
        if self.audience != Audience.RATERS:
            return False
        return self.has_answered or self.mails >= method.rater_mail_max


def step_owed(
    recipient: Recipient,
    due_on: date,
    today: date,
    *,
    state: ReviewState,
    method: Method = METHOD,
) -> Step | None:
    """Return the step one person is owed today, if any (methods D4, rulings 22).

    Args:
        recipient: the person and what was already sent.
        due_on: the day answers are due.
        today: today in the country's zone.
        state: where the review stands.
        method: the numbers.
    """
    offsets = offsets_for(recipient.audience)
    offset = step_due(offsets, due_on, today, days=recipient.days)
    if offset is None or any(offset <= each for each in recipient.sent):
        return None
    step = Step(offset, recipient.audience)
    if recipient.is_spared(method) or not is_awaited(step, state):
        return None
    return step


def send_at(day: date, zone: ZoneInfo) -> datetime:
    """Return 09:00 of a day in the recipient's zone."""
    return datetime.combine(day, SEND_AT, tzinfo=zone)
