"""Which figures are stored of a country, and which filters does a person keep?"""

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import ExtractMonth, ExtractYear, Lower
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from partners.models import Partnership

VIEW_NAME_MAX: Final = 60
VIEWS_MAX: Final = 20


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
    # Few facts of each partnership (rules.marks), to compare two days.
    marks = models.JSONField(null=True)

    objects = CountrySnapshotQuerySet.as_manager()

    if TYPE_CHECKING:
        pages: models.Manager["SnapshotPage"]

    class Meta:
        ordering = ["country"]

    def __str__(self) -> str:
        return f"{self.country_id} {self.as_of:%Y-%m-%d}"


class StoredBody(models.Model):
    """One row of a child is a body of a page that was rendered in one language."""

    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    html = models.TextField()
    etag = models.CharField(max_length=64)

    class Meta:
        abstract = True

    @property
    def body(self) -> SafeString:
        """The rendered markup; only `services.pages` writes it, from a template.

        The template escaped every value when it was rendered; the database only
        forgets that it did.
        """
        return SafeString(self.html)


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


class NarrowedSnapshot(models.Model):
    """One row is the figures of some partnerships of a country, as filters ask for.

    It is a copy that can be thrown away: it belongs to one build of the dashboard
    beside it (`of_build_at`) and is computed again when it is asked for (ADR 0041).
    """

    snapshot = models.ForeignKey(
        CountrySnapshot, on_delete=models.CASCADE, related_name="narrowed"
    )
    query = models.CharField(max_length=100)
    partnership_count = models.PositiveIntegerField()
    as_of = models.DateField()
    schema = models.PositiveSmallIntegerField()
    built_at = models.DateTimeField()
    of_build_at = models.DateTimeField()
    figures = models.JSONField()

    if TYPE_CHECKING:
        pages: models.Manager["NarrowedPage"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "query"], name="one_narrowed_snapshot_per_query"
            ),
            models.CheckConstraint(
                condition=~models.Q(query=""), name="narrowed_snapshot_is_narrowed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.query}"

    @property
    def is_present(self) -> bool:
        """True while the dashboard beside it was not built again."""
        return self.of_build_at == self.snapshot.built_at


class NarrowedPage(StoredBody):
    """One row is the rendered body of narrowed figures in one language."""

    narrowed = models.ForeignKey(
        NarrowedSnapshot, on_delete=models.CASCADE, related_name="pages"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["narrowed", "language"], name="one_narrowed_page_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.narrowed_id} {self.language}"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions to saved views."""

    def visible_to(self, actor: Actor) -> "SavedViewQuerySet":
        """Return the actor's own views of countries that are still in scope."""
        scope = actor.scope(Action.SEE)
        own = self.filter(owner=actor.user_id)
        return own if scope.everywhere else own.filter(country__in=scope.countries)


class SavedView(models.Model):
    """One row is a set of filters on a country that one person keeps under a name.

    Only its owner sees it; to share it, the address of the page is enough. The place
    (1 to 20) is what limits the number of views of one person and country.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=VIEW_NAME_MAX)
    query = models.CharField(max_length=100)
    is_on_today = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    if TYPE_CHECKING:
        country_id: str
        owner_id: int

    class Meta:
        ordering = [Lower("name"), "id"]
        verbose_name = _("saved view")
        constraints = [
            models.UniqueConstraint(
                "owner", "country", Lower("name"), name="one_view_of_a_name"
            ),
            models.UniqueConstraint(
                fields=["owner", "country", "place"], name="one_view_at_a_place"
            ),
            models.UniqueConstraint(
                fields=["owner", "country"],
                condition=models.Q(is_on_today=True),
                name="one_view_opens_from_today",
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


class SnapshotPage(StoredBody):
    """One row is the rendered body of one dashboard in one language."""

    snapshot = models.ForeignKey(
        CountrySnapshot, on_delete=models.CASCADE, related_name="pages"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "language"], name="one_page_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.language}"


class MonthlySnapshot(models.Model):
    """One row is the last dashboard of one country in one month. Append-only.

    `as_of` is the day of its figures: the last day of the month, or an earlier one when
    nobody built the dashboard for a while. `schema` says which shape the figures had;
    the words as they were are in its pages, so that no later change makes them
    unreadable. Without `marks` the month cannot be compared with others.
    """

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="kept_months"
    )
    month = models.DateField()
    as_of = models.DateField(_("data of"))
    schema = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    marks = models.JSONField(null=True)
    built_at = models.DateTimeField()
    kept_at = models.DateTimeField()

    if TYPE_CHECKING:
        pages: models.Manager["MonthlyPage"]

    class Meta:
        ordering = ["country", "-month"]
        constraints = [
            # Any number of refreshers relies on it: INSERT ... ON CONFLICT DO NOTHING.
            models.UniqueConstraint(
                fields=["country", "month"], name="a_month_is_kept_once"
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="a_month_is_its_first_day"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    as_of__month=ExtractMonth("month"), as_of__year=ExtractYear("month")
                ),
                name="the_figures_are_of_their_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.month:%Y-%m}"


class MonthlyPage(StoredBody):
    """One row is the body of a kept month in one language, as it was. Append-only."""

    kept = models.ForeignKey(
        MonthlySnapshot, on_delete=models.PROTECT, related_name="pages"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kept", "language"], name="a_kept_page_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept_id} {self.language}"
