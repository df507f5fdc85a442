"""Which filters does a person keep?"""

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country

VIEW_NAME_MAX: Final = 60
# Each of 100 signs that somebody looks for can take twelve in an address.
VIEW_QUERY_MAX: Final = 1300
VIEWS_MAX: Final = 20


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions to saved views."""

    def visible_to(self, actor: Actor) -> "SavedViewQuerySet":
        """Return the actor's own views: of partners, and of countries still in scope."""
        scope = actor.scope(Action.SEE)
        own = self.filter(owner=actor.user_id)
        if scope.everywhere:
            return own
        seen = models.Q(country__in=scope.countries)
        return own.filter(seen | models.Q(country__isnull=True))


class SavedView(models.Model):
    """One row is a set of filters on a page that one person keeps under a name.

    The page is that of a country, or without a country the list of partners. Only its
    owner sees it; to share it, the address of the page is enough. The place (1 to 20)
    is what limits the number of views of one person and page.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="+", null=True
    )
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=VIEW_NAME_MAX)
    query = models.CharField(max_length=VIEW_QUERY_MAX)
    is_on_today = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    if TYPE_CHECKING:
        country_id: str | None
        owner_id: int

    class Meta:
        ordering = [Lower("name"), "id"]
        verbose_name = _("saved view")
        constraints = [
            models.UniqueConstraint(
                "owner",
                Coalesce("country", Value("")),
                Lower("name"),
                name="one_view_of_a_name",
            ),
            models.UniqueConstraint(
                fields=["owner", "country", "place"],
                nulls_distinct=False,
                name="one_view_at_a_place",
            ),
            models.UniqueConstraint(
                fields=["owner", "country"],
                condition=models.Q(is_on_today=True),
                name="one_view_opens_from_today",
            ),
            models.CheckConstraint(
                condition=models.Q(country__isnull=False) | models.Q(is_on_today=False),
                name="only_a_country_opens_from_today",
            ),
            models.CheckConstraint(
                condition=models.Q(place__range=(1, VIEWS_MAX)),
                name="view_place_is_1_to_20",
            ),
            models.CheckConstraint(
                condition=~models.Q(query="") & ~models.Q(name=""),
                name="view_has_a_name_and_filters",
            ),
        ]

    def __str__(self) -> str:
        return self.name
