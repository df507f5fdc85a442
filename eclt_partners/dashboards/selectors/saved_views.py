"""Which views of countries does somebody keep?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import SavedView
from eclt_partners.dashboards.rules.narrowing import Narrowing, narrowing_of


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A view as a link: what it is called and what it asks for."""

    id: int
    name: str
    query: str
    country_code: str

    @property
    def url(self) -> str:
        """The address of the page that it leads to."""
        page = reverse("dashboards:country", args=[self.country_code])
        return f"{page}?{self.query}"

    @property
    def narrowing(self) -> Narrowing:
        """The filters, for their words."""
        return narrowing_of(self.query)


def saved_views(actor: Actor, code: str) -> QuerySet[SavedView]:
    """Return the actor's views of a country, by name."""
    return SavedView.objects.visible_to(actor).filter(country=code)


def links_to(views: Iterable[SavedView]) -> list[ViewLink]:
    """Return views as links."""
    return [_link(view) for view in views]


def with_own_view(countries: QuerySet[Country], actor: Actor) -> QuerySet[Country]:
    """Let countries carry the actor's view that Today leads to; no further query."""
    views = SavedView.objects.visible_to(actor).filter(
        country=OuterRef("pk"), is_on_today=True
    )
    return countries.annotate(own_view=Subquery(_as_json(views)))


def own_view(country: Country) -> ViewLink | None:
    """Return the view that a country of `with_own_view` carries."""
    link = getattr(country, "own_view", None)
    return ViewLink(**link) if link else None


def _link(view: SavedView) -> ViewLink:
    return ViewLink(view.pk, view.name, view.query, view.country_id)


def _as_json(views: QuerySet[SavedView]) -> QuerySet[SavedView, Any]:
    """Return each view as what `ViewLink` takes, for use inside another query."""
    link = JSONObject(
        id=F("pk"), name=F("name"), query=F("query"), country_code=F("country_id")
    )
    return views.annotate(link=link).values("link")
