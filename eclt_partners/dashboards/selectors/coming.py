"""What comes in the next weeks?"""

from dataclasses import dataclass
from datetime import date, timedelta

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.words import with_colon
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.words import DATE_WORDS
from reviews.models import Review

COMING_DAYS = 30
# More than one person helps in a year.
MOST_AHEAD = 200


@dataclass(frozen=True, slots=True)
class ComingLine:
    """One day that matters: what falls on it, for which partnership."""

    on: date
    what: str
    partnership_id: int
    name: str


def coming(actor: Actor, lines: list[CountryLine], *, today: date) -> list[ComingLine]:
    """Return what falls into the next 30 days, by day.

    From the stored dashboards of whole countries; who only sees single partnerships
    gets their reviews. At most one query.
    """
    last = today + timedelta(days=COMING_DAYS)
    found = [*_from_snapshots(lines), *reviews_ahead(actor, today=today)]
    near = [line for line in found if today <= line.on <= last]
    return sorted(near, key=lambda line: (line.on, line.name))


def next_after(
    actor: Actor, lines: list[CountryLine], *, today: date
) -> ComingLine | None:
    """Return the next thing in the calendar, however far away it is."""
    ahead = [
        line
        for line in (*_from_snapshots(lines), *reviews_ahead(actor, today=today))
        if line.on >= today
    ]
    return min(ahead, key=lambda line: (line.on, line.name), default=None)


def _from_snapshots(lines: list[CountryLine]) -> list[ComingLine]:
    return [
        ComingLine(
            on=date.fromisoformat(each["on"]),
            what=_words(each["what"], each["text"]),
            partnership_id=each["id"],
            name=each["name"],
        )
        for line in lines
        if line.figures
        for each in line.figures["calendar"]
    ]


def _words(what: str, text: str) -> str:
    words = str(DATE_WORDS[what])
    return f"{with_colon(words)} {text}" if text else words


def reviews_ahead(actor: Actor, *, today: date) -> list[ComingLine]:
    """Return planned reviews of partnerships that the actor sees singly, the next ones.

    One query.
    """
    partnerships = actor.scope(Action.SEE).partnerships
    if not partnerships:
        return []
    reviews = (
        Review.objects.unfinished()
        .filter(partnership__in=partnerships, due_on__gte=today)
        .order_by("due_on", "pk")[:MOST_AHEAD]
    )
    return [
        ComingLine(
            on=review.due_on,
            what=str(DATE_WORDS[f"review.{review.kind}"]),
            partnership_id=review.partnership_id,
            name=review.partnership.name,
        )
        for review in reviews.select_related("partnership")
    ]
