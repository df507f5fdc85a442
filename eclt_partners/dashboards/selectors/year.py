"""When do we take stock in the next twelve months, country by country?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.coming import ahead_lines, reviews_ahead
from eclt_partners.dashboards.selectors.snapshots import CountryLine, years_ahead
from eclt_partners.dashboards.words import DATE_WORDS


@dataclass(frozen=True, slots=True)
class YearLine:
    """One review: its day, its partnership and its country.

    `today` is the day where it is.
    """

    on: date
    what: str
    partnership_id: int
    name: str
    country: str
    today: date


@dataclass(frozen=True, slots=True)
class Month:
    """The reviews of one month."""

    first: date
    lines: Sequence[YearLine]


def year_ahead(
    actor: Actor, lines: list[CountryLine], *, now: datetime, country: str = ""
) -> list[YearLine]:
    """Return the reviews of the next 12 months by day, from the stored dashboards.

    Who sees single partnerships only gets their planned reviews. At most two queries.

    Args:
        actor: who asks.
        lines: the countries the actor sees.
        now: the moment, aware; what is over where it is, is left out.
        country: only this one; "" for all.
    """
    years = years_ahead(actor)
    found = [
        YearLine(
            on=date.fromisoformat(each["on"]),
            what=str(DATE_WORDS[each["what"]]),
            partnership_id=each["id"],
            name=each["name"],
            country=line.country.name,
            today=line.country.today(now=now),
        )
        for line in lines
        if country in {"", line.country.code}
        for each in years.get(line.country.code, [])
    ]
    found += [
        YearLine(each.on, each.what, each.partnership_id, each.name, "", each.today)
        for each in ahead_lines(reviews_ahead(actor, now=now), now=now)
        if not country
    ]
    return sorted(
        (line for line in found if line.on >= line.today),
        key=lambda line: (line.on, line.name),
    )


def by_month(lines: Sequence[YearLine]) -> list[Month]:
    """Put lines that are in the order of their days under their months."""
    months = groupby(lines, key=lambda line: line.on.replace(day=1))
    return [Month(first, tuple(group)) for first, group in months]
