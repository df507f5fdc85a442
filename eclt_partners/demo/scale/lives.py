"""How does one invented partnership live, day by day? Pure dates, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from eclt_partners.demo.scale.chapters import Chapter
from eclt_partners.demo.scale.places import Place, partner_kind
from partners.choices import PartnerKind, Stage, Status
from partners.rules.months import add_months

DAYS_A_YEAR: Final = 365
AGREED_AFTER_DAYS: Final = 75
# Ahead of a review people are asked, after it they may still answer.
ASKED_DAYS: Final = 14
LATE_DAYS: Final = 40
# Months to the next full review, by what the last one said (methods D1, roughly).
_PACE: Final = {Status.GREEN: 8, Status.AMBER: 5, Status.RED: 4, Status.GREY: 5}
_YOUNG: Final = {Stage.EXPLORING: 1, Stage.SHAPING: 2, Stage.ACTIVE: 7}
_OLD: Final = {
    Stage.ACTIVE: 68,
    Stage.TRANSITION: 10,
    Stage.PAUSED: 3,
    Stage.SUSTAINING: 7,
    Stage.CONCLUDED: 7,
    Stage.ENDED_EARLY: 3,
    Stage.NOT_PURSUED: 2,
}
ENDED: Final = frozenset({Stage.SUSTAINING, Stage.CONCLUDED, Stage.ENDED_EARLY})
AGREED: Final = ENDED | {Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED}


@dataclass(frozen=True, slots=True)
class Life:
    """One partnership, from its first day to today.

    Attributes:
        number: counts all partnerships, from 1.
        ended_on: the last day of the agreement, in a stage after it.
        agreement: first and last day of the first version, or None.
        reviews: completed full reviews, oldest first.
        due_on: when the next one is due; None after the end.
        rng: for all that is left to chance, of this partnership alone.
    """

    number: int
    place: Place
    kind: PartnerKind
    stage: Stage
    start: date
    ended_on: date | None
    agreement: tuple[date, date] | None
    reviews: Sequence[tuple[date, Chapter]]
    due_on: date | None
    rng: Random

    @property
    def code(self) -> str:
        """The code of the partnership."""
        return f"{self.place.code}-{self.number:06d}"


def invent_life(
    number: int,
    place: Place,
    stories: Sequence[Sequence[Chapter]],
    *,
    today: date,
    years: int,
    rng: Random,
) -> Life:
    """Let one partnership begin at some time within the last years.

    Args:
        number: counts all partnerships, from 1.
        place: the country.
        stories: of which its reviews tell one.
        today: the day until which it lives.
        years: how far back the first ones began.
        rng: decides everything; nobody else draws from it.
    """
    story = rng.choice(stories)
    age = rng.randint(40, years * DAYS_A_YEAR)
    start = today - timedelta(days=age)
    stage = _stage(age, rng)
    ended_on = _end(stage, start, age, rng)
    reviews, due_on = _reviews(story, start, ended_on or today, rng)
    return Life(
        number=number,
        place=place,
        kind=partner_kind(rng),
        stage=stage,
        start=start,
        ended_on=ended_on if stage in ENDED else None,
        agreement=_agreement(stage, start, ended_on or today, rng),
        reviews=reviews,
        due_on=None if ended_on else due_on,
        rng=rng,
    )


def _stage(age: int, rng: Random) -> Stage:
    odds = _YOUNG if age < 2 * AGREED_AFTER_DAYS else _OLD
    stage = rng.choices(list(odds), weights=list(odds.values()))[0]
    is_new = age <= AGREED_AFTER_DAYS and stage not in {Stage.EXPLORING, Stage.SHAPING}
    return Stage.SHAPING if is_new else stage


def _end(stage: Stage, start: date, age: int, rng: Random) -> date | None:
    """Return the day on which the work ended, or None while it goes on."""
    if stage == Stage.NOT_PURSUED:
        return start + timedelta(days=rng.randint(30, 120))
    if stage not in ENDED:
        return None
    return start + timedelta(days=rng.randint(AGREED_AFTER_DAYS + 40, age - 5))


def _agreement(
    stage: Stage, start: date, until: date, rng: Random
) -> tuple[date, date] | None:
    """Return first and last day; while work goes on few agreements have run out."""
    if stage not in AGREED:
        return None
    begins = start + timedelta(days=AGREED_AFTER_DAYS - rng.randint(0, 20))
    if stage in ENDED:
        return begins, until
    months = rng.choice((24, 36, 36, 48, 60))
    while add_months(begins, months) < until and rng.random() < 0.97:
        months += 12
    return begins, add_months(begins, months)


def _reviews(
    story: Sequence[Chapter], start: date, until: date, rng: Random
) -> tuple[list[tuple[date, Chapter]], date]:
    """Hold reviews until a day; return them and the day of the next one."""
    found: list[tuple[date, Chapter]] = []
    due_on = add_months(start, 6)
    while True:
        # Most are held in time; a few wait for weeks.
        late = rng.randint(0, 10) if rng.random() < 0.9 else rng.randint(20, 90)
        held_on = due_on + timedelta(days=late)
        if held_on >= until:
            return found, due_on
        chapter = story[min(len(found), len(story) - 1)]
        found.append((held_on, chapter))
        due_on = add_months(held_on, _PACE[chapter.status])
