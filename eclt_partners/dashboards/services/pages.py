"""How do the bodies of a country's pages look in each language?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from eclt_partners.common.packing import packed
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import SnapshotPart
from eclt_partners.dashboards.narrowing_words import narrowed_sentences
from eclt_partners.dashboards.rules.narrowing import EVERYTHING, Narrowing
from eclt_partners.dashboards.selectors.lists import list_address

TEMPLATES = {
    SnapshotPart.MAIN: "dashboards/country/body.html",
    SnapshotPart.CLOSER: "dashboards/closer/body.html",
}

_DAY_KEYS = frozenset({"on", "as_of"})


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The body of one page in one language."""

    part: SnapshotPart
    language: str
    packed: bytes
    etag: str


def rendered_pages(
    figures: Mapping[str, Any], *, country: Country, built_at: datetime
) -> list[RenderedPage]:
    """Render each page of the figures once per language, in the country's time zone.

    Args:
        figures: JSON as `rules.figures.country_figures` makes it.
        country: which.
        built_at: shown as "Data of".
    """
    known = dated(figures)
    with timezone.override(country.zone):
        return [
            _page(known, country, built_at, language, part=part)
            for language, _name in settings.LANGUAGES
            for part in TEMPLATES
        ]


def rendered_page(
    figures: Mapping[str, Any],
    *,
    country: Country,
    built_at: datetime,
    language: str,
    narrowing: Narrowing,
) -> RenderedPage:
    """Render the figures of some partnerships in one language.

    Args:
        figures: JSON as `rules.figures.country_figures` makes it.
        country: which.
        built_at: shown as "Data of".
        language: its code.
        narrowing: the filters that the figures answer.
    """
    with timezone.override(country.zone):
        return _page(dated(figures), country, built_at, language, narrowing)


def _page(
    figures: Mapping[str, Any],
    country: Country,
    built_at: datetime,
    language: str,
    narrowing: Narrowing = EVERYTHING,
    part: SnapshotPart = SnapshotPart.MAIN,
) -> RenderedPage:
    # Files hold the whole country: beside a part of it they would say something else.
    home = reverse("dashboards:country", args=[country.code])
    files = home if narrowing.is_empty else ""
    with translation.override(language):
        html = render_to_string(
            TEMPLATES[part],
            {
                "figures": figures,
                "country": country,
                "built_at": built_at,
                "sentences": narrowed_sentences(
                    figures, country.name_in_sentence, narrowing
                ),
                "narrowing": narrowing,
                "since": narrowing.since(figures["as_of"]),
                "lists": list_address(country.code, narrowing),
                "files": files,
            },
        )
    body = without_indents(html)
    etag = sha256(body.encode()).hexdigest()
    return RenderedPage(part, language, packed(body), etag)


def without_indents(html: str) -> str:
    """Leave out what only the author of a template needs: indents and empty lines.

    Nothing that keeps its blanks (`pre`, `textarea`) stands on these pages.
    """
    lines = (line.strip() for line in html.splitlines())
    return "\n".join(line for line in lines if line)


def dated(value: Any, key: str = "") -> Any:
    """Turn the ISO days of figures back into dates: keys that end in `_on` or `on`."""
    if isinstance(value, Mapping):
        return {name: dated(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [dated(each) for each in value]
    if isinstance(value, str) and (key in _DAY_KEYS or key.endswith("_on")):
        return date.fromisoformat(value)
    return value
