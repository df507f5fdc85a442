"""Which figures did Celery compute for a country, and when?"""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models.bodies import StoredBody
from partners.models import Partnership


class CountrySnapshotQuerySet(models.QuerySet["CountrySnapshot"]):
    """Questions to snapshots."""

    def visible_to(self, actor: Actor) -> "CountrySnapshotQuerySet":
        """Return the snapshots of whole countries that the actor may see."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        return self.filter(country__in=scope.countries)

    def light(self) -> "CountrySnapshotQuerySet":
        """Leave what is large in the database: for all who only ask what is stored."""
        return self.defer("figures", "marks", "summary")


class CountrySnapshot(models.Model):
    """One row is the present dashboard of one country: figures and rendered pages.

    Opening the page reads one row and computes nothing. `audit_mark` is the newest
    audit entry when the figures were read; `audit_count` says how many entries of the
    country then lay above `audit_floor`, so that an entry that is committed late is
    noticed as well, and `audit_apart` how many of them named no partnership
    (`selectors.staleness`). `summary` is the small part of `figures`
    that pages about many countries read (`rules.summary`).
    """

    country = models.OneToOneField(
        Country, on_delete=models.CASCADE, related_name="snapshot"
    )
    as_of = models.DateField(_("data of"))
    built_at = models.DateTimeField()
    build_ms = models.PositiveIntegerField()
    schema = models.PositiveSmallIntegerField()
    # Of the product that built it (common.release); "" for one from before it was kept.
    release = models.CharField(max_length=64, default="")
    audit_mark = models.BigIntegerField()
    audit_floor = models.BigIntegerField(default=0)
    audit_count = models.PositiveIntegerField(default=0)
    audit_apart = models.PositiveIntegerField(default=0)
    figures = models.JSONField()
    # Few facts of each partnership (rules.marks), to compare two days.
    marks = models.JSONField(null=True)
    summary = models.JSONField(default=dict)

    objects = CountrySnapshotQuerySet.as_manager()

    if TYPE_CHECKING:
        pages: models.Manager["SnapshotPage"]

    class Meta:
        ordering = ["country"]

    def __str__(self) -> str:
        return f"{self.country_id} {self.as_of:%Y-%m-%d}"


class SnapshotPart(models.TextChoices):
    """Which page of a country a rendered body is of."""

    MAIN = "MAIN", _("Country")
    CLOSER = "CLOSER", _("Look closer")


class SnapshotPage(StoredBody):
    """One row is the rendered body of one page of one country in one language."""

    snapshot = models.ForeignKey(
        CountrySnapshot, on_delete=models.CASCADE, related_name="pages"
    )
    part = models.CharField(
        max_length=8, choices=SnapshotPart, default=SnapshotPart.MAIN
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "part", "language"],
                name="one_page_per_part_and_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.language}"


class SnapshotLine(models.Model):
    """One row is what the lists behind a dashboard say of one partnership.

    `lists` names the lists that it stands in; `facts` has what each says, as
    `rules.lists` writes it. `digest` tells whether a new build has to write it again.
    """

    snapshot = models.ForeignKey(
        CountrySnapshot, on_delete=models.CASCADE, related_name="lines"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="+"
    )
    code = models.CharField(max_length=12)
    lists = ArrayField(models.CharField(max_length=20))
    facts = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "partnership"], name="one_line_per_partnership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.code}"
