"""What comes in the next weeks?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.words import with_colon
from eclt_partners.dashboards.rules.lateness import due_code
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.words import DATE_WORDS
from reviews.models import Review

COMING_DAYS = 30
# More than one person helps in a year.
MOST_AHEAD = 200


@dataclass(frozen=True, slots=True)
class ComingLine:
    """One day that matters: what falls on it, for which partnership.

    Attributes:
        on: the day.
        what: in words.
        partnership_id: which partnership.
        name: its name.
        today: the day where it is.
    """

    on: date
    what: str
    partnership_id: int
    name: str
    today: date

    @property
    def is_ahead(self) -> bool:
        """True while the day is not over where the partnership is."""
        return self.on >= self.today


def coming(
    lines: Sequence[CountryLine], ahead: Iterable[Review], *, now: datetime
) -> list[ComingLine]:
    """Return what falls into the next 30 days, by day.

    Args:
        lines: the countries seen as a whole; each brings the first days of its stored
            dashboard.
        ahead: from `reviews_ahead`.
        now: the moment, aware; days are counted where a partnership is.
    """
    days = timedelta(days=COMING_DAYS)
    found = _lines_ahead(lines, ahead, now)
    near = [line for line in found if line.on <= line.today + days]
    return sorted(near, key=lambda line: (line.on, line.name))


def next_after(
    lines: Sequence[CountryLine], ahead: Iterable[Review], *, now: datetime
) -> ComingLine | None:
    """Return the next thing in the calendar, however far away it is."""
    found = _lines_ahead(lines, ahead, now)
    return min(found, key=lambda line: (line.on, line.name), default=None)


def _lines_ahead(
    lines: Sequence[CountryLine], ahead: Iterable[Review], now: datetime
) -> list[ComingLine]:
    found = [*_from_snapshots(lines, now), *ahead_lines(ahead, now=now)]
    return [line for line in found if line.is_ahead]


def _from_snapshots(lines: Sequence[CountryLine], now: datetime) -> list[ComingLine]:
    return [
        ComingLine(
            on=date.fromisoformat(each["on"]),
            what=_words(each["what"], each["text"]),
            partnership_id=each["id"],
            name=each["name"],
            today=line.country.today(now=now),
        )
        for line in lines
        for each in line.dates
    ]


def _words(what: str, text: str) -> str:
    words = str(DATE_WORDS[what])
    return f"{with_colon(words)} {text}" if text else words


def reviews_ahead(actor: Actor, *, now: datetime) -> QuerySet[Review]:
    """Return planned reviews of partnerships that the actor sees singly, by day.

    Some may lie a day back: `is_ahead` knows the day where each is.
    """
    partnerships = actor.scope(Action.SEE).partnerships
    if not partnerships:
        return Review.objects.none()
    reviews = Review.objects.unfinished().filter(
        partnership__in=partnerships, due_on__gte=now.date() - timedelta(days=1)
    )
    ordered = reviews.select_related("partnership__country").order_by("due_on", "pk")
    return ordered[:MOST_AHEAD]


def ahead_lines(reviews: Iterable[Review], *, now: datetime) -> list[ComingLine]:
    """Say what falls on the day of each review."""
    return [
        ComingLine(
            on=review.due_on,
            what=str(DATE_WORDS[due_code(review.kind, review.state)]),
            partnership_id=review.partnership_id,
            name=review.partnership.name,
            today=review.partnership.country.today(now=now),
        )
        for review in reviews
    ]
