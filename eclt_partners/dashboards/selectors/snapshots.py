"""What do the stored dashboards say to somebody?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    SnapshotPage,
    SnapshotPart,
)
from eclt_partners.dashboards.rules.attention import Need
from eclt_partners.dashboards.selectors.saved_views import (
    ViewLink,
    own_view,
    with_own_view,
)

TALK_SOON = (Need.RED, Need.OVERDUE, Need.AMBER)


@dataclass(frozen=True, slots=True)
class CountryLine:
    """One country in the table of all countries; figures None = not built yet."""

    country: Country
    built_at: datetime | None
    figures: Mapping[str, Any] | None

    @property
    def counts(self) -> dict[str, int]:
        """How many partnerships have each status."""
        tiles = self.figures["tiles"] if self.figures else []
        return {tile["status"]: tile["count"] for tile in tiles}

    @property
    def attention(self) -> list[dict[str, Any]]:
        """The lines about partnerships that need a talk or whose review is late."""
        actions = self.figures["actions"] if self.figures else []
        return [action for action in actions if action["need"] in TALK_SOON]

    @property
    def view(self) -> ViewLink | None:
        """The reader's own view that Today leads to."""
        return own_view(self.country)

    @property
    def next_due_on(self) -> date | None:
        """The day of the next review."""
        day = self.figures["overview"]["next_due_on"] if self.figures else None
        return date.fromisoformat(day) if day else None


def seen_countries(actor: Actor) -> list[CountryLine]:
    """Return the countries that the actor may see as a whole, by name. Two queries."""
    scope = actor.scope(Action.SEE)
    countries = Country.objects.filter(is_active=True)
    if not scope.everywhere:
        countries = countries.filter(code__in=scope.countries)
    built = {
        snapshot.country_id: snapshot
        for snapshot in CountrySnapshot.objects.visible_to(actor).defer("marks")
    }
    countries = with_own_view(countries, actor)
    lines = [_line(country, built.get(country.code)) for country in countries]
    return sorted(lines, key=lambda line: line.country.name)


def _line(country: Country, snapshot: CountrySnapshot | None) -> CountryLine:
    if snapshot is None:
        return CountryLine(country, None, None)
    return CountryLine(country, snapshot.built_at, snapshot.figures)


def stored_page(
    country: Country, language: str, part: SnapshotPart = SnapshotPart.MAIN
) -> SnapshotPage | None:
    """Return the rendered body of a page of a country. One query."""
    return SnapshotPage.objects.filter(
        snapshot__country=country, part=part, language=language
    ).first()


def attention_lines(lines: list[CountryLine]) -> list[dict[str, Any]]:
    """Return the partnerships that need a talk or whose review is late.

    Most urgent first, as each country's own list; countries in their order.
    """
    found = [action for line in lines for action in line.attention]
    return sorted(found, key=lambda action: TALK_SOON.index(action["need"]))
