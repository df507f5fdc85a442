"""Which views of countries and of partners does somebody keep?"""

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
    country_code: str | None

    @classmethod
    def of(cls, view: SavedView) -> "ViewLink":
        """Return a view as a link."""
        return cls(view.pk, view.name, view.query, view.country_id)

    @property
    def url(self) -> str:
        """The address of the page that it leads to."""
        return f"{page_url(self.country_code)}?{self.query}"

    @property
    def edit_url(self) -> str:
        """The address where it is renamed."""
        return self._own_url("view_edit")

    @property
    def delete_url(self) -> str:
        """The address where it is deleted."""
        return self._own_url("view_delete")

    def _own_url(self, page: str) -> str:
        if self.country_code is None:
            return reverse(f"dashboards:partner_{page}", args=[self.id])
        return reverse(f"dashboards:{page}", args=[self.country_code, self.id])

    @property
    def narrowing(self) -> Narrowing:
        """The filters of a country's page, for their words."""
        return narrowing_of(self.query)


def links_to(views: Iterable[SavedView]) -> list[ViewLink]:
    """Return views as links."""
    return [ViewLink.of(view) for view in views]


def page_url(code: str | None) -> str:
    """Return the address of a country's page; None: of the list of partners."""
    if code is None:
        return reverse("dashboards:partners")
    return reverse("dashboards:country", args=[code])


def saved_views(actor: Actor, code: str | None) -> QuerySet[SavedView]:
    """Return the actor's views of a country, or of the list of partners, by name."""
    return SavedView.objects.visible_to(actor).filter(country=code)


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


def _as_json(views: QuerySet[SavedView]) -> QuerySet[SavedView, Any]:
    """Return each view as what `ViewLink` takes, for use inside another query."""
    link = JSONObject(
        id=F("pk"), name=F("name"), query=F("query"), country_code=F("country_id")
    )
    return views.annotate(link=link).values("link")
