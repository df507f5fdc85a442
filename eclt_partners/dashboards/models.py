"""Which figures did Celery compute for a country, and when?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country


class CountrySnapshotQuerySet(models.QuerySet["CountrySnapshot"]):
    """Questions to snapshots."""

    def visible_to(self, actor: Actor) -> "CountrySnapshotQuerySet":
        """Return the snapshots of whole countries that the actor may see."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        return self.filter(country__in=scope.countries)


class CountrySnapshot(models.Model):
    """One row is the present dashboard of one country: figures and rendered pages.

    Opening the page reads one row and computes nothing. `audit_mark` is the newest
    audit entry when the figures were read; `audit_count` says how many entries of the
    country then lay above `audit_floor`, so that an entry that is committed late is
    noticed as well (`selectors.staleness`).
    """

    country = models.OneToOneField(
        Country, on_delete=models.CASCADE, related_name="snapshot"
    )
    as_of = models.DateField(_("data of"))
    built_at = models.DateTimeField()
    build_ms = models.PositiveIntegerField()
    schema = models.PositiveSmallIntegerField()
    audit_mark = models.BigIntegerField()
    audit_floor = models.BigIntegerField(default=0)
    audit_count = models.PositiveIntegerField(default=0)
    figures = models.JSONField()

    objects = CountrySnapshotQuerySet.as_manager()

    if TYPE_CHECKING:
        pages: models.Manager["SnapshotPage"]

    class Meta:
        ordering = ["country"]

    def __str__(self) -> str:
        return f"{self.country_id} {self.as_of:%Y-%m-%d}"


class SnapshotPage(models.Model):
    """One row is the rendered body of one dashboard in one language."""

    snapshot = models.ForeignKey(
        CountrySnapshot, on_delete=models.CASCADE, related_name="pages"
    )
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    html = models.TextField()
    etag = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "language"], name="one_page_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.language}"

    @property
    def body(self) -> SafeString:
        """The rendered markup; only `services.pages` writes it, from a template.

        The template escaped every value when it was rendered; the database only
        forgets that it did.
        """
        return SafeString(self.html)
