"""What do the stored dashboards say to somebody?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    SnapshotPage,
    SnapshotPart,
)
from eclt_partners.dashboards.rules.attention import place_in_list
from eclt_partners.dashboards.rules.summary import SUMMARY_SCHEMA
from eclt_partners.dashboards.selectors.saved_views import (
    ViewLink,
    own_view,
    with_own_view,
)

NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class CountryLine:
    """One country among others.

    Attributes:
        country: which.
        built_at: when its dashboard was built, or None.
        figures: what `rules.summary` kept of it; None = not built yet.
    """

    country: Country
    built_at: datetime | None
    figures: Mapping[str, Any] | None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many partnerships have each status."""
        return self.figures["statuses"] if self.figures else NOTHING

    @property
    def opening(self) -> Mapping[str, int]:
        """The numbers of the opening sentence."""
        return self.figures["opening"] if self.figures else NOTHING

    @property
    def attention(self) -> list[dict[str, Any]]:
        """The first lines about partnerships that need a talk or whose review is late."""
        return self.figures["attention"] if self.figures else []

    @property
    def attention_count(self) -> int:
        """How many such lines there are, with those that are not kept here."""
        return self.figures["attention_count"] if self.figures else 0

    @property
    def dates(self) -> list[dict[str, Any]]:
        """The next days that matter."""
        return self.figures["dates"] if self.figures else []

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
    """Return the countries that the actor may see as a whole, by name. One query."""
    return country_lines(countries_seen(actor))


def countries_seen(actor: Actor) -> QuerySet[Country]:
    """Return the countries in use that the actor may see, with their summaries.

    The figures of whole countries stay in the database.
    """
    scope = actor.scope(Action.SEE)
    countries = Country.objects.filter(is_active=True)
    if not scope.everywhere:
        countries = countries.filter(code__in=scope.countries)
    summaries = countries.select_related("snapshot").defer(
        "snapshot__figures", "snapshot__marks"
    )
    return with_own_view(summaries, actor)


def country_lines(countries: QuerySet[Country]) -> list[CountryLine]:
    """Put countries with their summaries into the order of their names."""
    lines = [_line(country) for country in countries]
    return sorted(lines, key=lambda line: line.country.sorts_as)


def _line(country: Country) -> CountryLine:
    try:
        snapshot = country.snapshot
    except ObjectDoesNotExist:
        return CountryLine(country, None, None)
    is_readable = snapshot.summary.get("schema") == SUMMARY_SCHEMA
    figures = snapshot.summary if is_readable else None
    return CountryLine(country, snapshot.built_at, figures)


def years_ahead(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Return the reviews of the next 12 months by country code. One query.

    Nothing else of the figures is read.
    """
    rows = CountrySnapshot.objects.visible_to(actor)
    asked = rows.annotate(year=KeyTransform("year", "figures"))
    return {code: year or [] for code, year in asked.values_list("country_id", "year")}


def stored_page(
    country: Country, language: str, part: SnapshotPart = SnapshotPart.MAIN
) -> SnapshotPage | None:
    """Return the rendered body of a page of a country. One query."""
    return SnapshotPage.objects.filter(
        snapshot__country=country, part=part, language=language
    ).first()


def attention_lines(lines: Sequence[CountryLine]) -> list[dict[str, Any]]:
    """Return the partnerships that need a talk or whose review is late.

    Most urgent first, in the order of each country's own list. Of each country as many
    as its summary keeps.
    """
    found = [action for line in lines for action in line.attention]
    return sorted(found, key=place_in_list)
