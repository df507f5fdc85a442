"""Which pages show several countries beside each other?"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.overview_sentences import countries_sentence
from eclt_partners.dashboards.selectors.setup_to_do import countries_without
from eclt_partners.dashboards.selectors.snapshots import (
    CountryLine,
    attention_lines,
    countries_seen,
    country_lines,
    seen_countries,
)
from eclt_partners.dashboards.services.pages import dated
from eclt_partners.dashboards.world import country_map

LEAST_COMPARED: Final = 2
MOST_COMPARED: Final = 4
MOST_URGENT: Final = 10


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """List the countries that somebody may see, by name, with their figures."""
    actor = acting(request)
    seen, unmanaged = countries_seen(actor), _unmanaged(actor)
    ask_together(seen, unmanaged)
    lines = country_lines(seen)
    context = _table(lines) | _all_over(actor, lines, list(unmanaged))
    return render(request, "dashboards/countries.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show two to four ticked countries beside each other, by name.

    With another number the table comes back with its ticks and says what to do.
    Countries that the reader does not see count as not ticked.
    """
    lines, ticked = seen_countries(acting(request)), set(request.GET.getlist("c"))
    chosen = [line for line in lines if line.country.code in ticked]
    if LEAST_COMPARED <= len(chosen) <= MOST_COMPARED:
        context: dict[str, Any] = {
            "lines": chosen,
            "today": timezone.localdate(),
            "shown": 3,
        }
        return render(request, "dashboards/compare.html", context)
    codes = {line.country.code for line in chosen}
    context = _table(lines, ticked=codes) | {"problem": _problem(len(chosen))}
    return render(request, "dashboards/countries.html", context)


def _table(
    lines: Sequence[CountryLine], *, ticked: Collection[str] = ()
) -> dict[str, Any]:
    """Return what the table with its boxes and the map show."""
    return {
        "lines": lines,
        "ticked": ticked,
        "may_compare": len(lines) >= LEAST_COMPARED,
        "map": country_map(lines),
        "today": timezone.localdate(),
        "oldest": min((line.built_at for line in lines if line.built_at), default=None),
    }


def _all_over(
    actor: Actor, lines: Sequence[CountryLine], unmanaged: Sequence[Country]
) -> dict[str, Any]:
    """Return what is said of all countries together."""
    sees_all = _sees_all(actor)
    urgent = attention_lines(lines) if sees_all else []
    codes = {country.code for country in unmanaged}
    return {
        "sentence": countries_sentence(lines),
        "urgent": dated(urgent[:MOST_URGENT]),
        "urgent_count": sum(line.attention_count for line in lines),
        "acts": actor.may_somewhere(Action.RECORD_TALK),
        "unbuilt": [line.country for line in lines if sees_all and not line.figures],
        "unmanaged": [line.country for line in lines if line.country.code in codes],
    }


def _sees_all(actor: Actor) -> bool:
    return actor.scope(Action.SEE).everywhere


def _unmanaged(actor: Actor) -> Any:
    """Return the countries that nobody manages, for people who see all countries."""
    if _sees_all(actor):
        return countries_without(Role.MANAGER)
    return Country.objects.none()


def _problem(count: int) -> str:
    if count < LEAST_COMPARED:
        return _("Tick two to four countries, then press Compare.")
    return _(
        "You ticked %(count)d countries. Keep two to four, then press Compare."
    ) % {"count": count}
