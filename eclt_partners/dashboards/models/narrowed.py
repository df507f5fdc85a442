"""Which figures were computed for some partnerships, as filters ask for?"""

from typing import TYPE_CHECKING

from django.db import models

from eclt_partners.dashboards.models.bodies import StoredBody
from eclt_partners.dashboards.models.snapshots import CountrySnapshot


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
    # Of the product that computed it (common.release).
    release = models.CharField(max_length=64, default="")
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
    """One row is the rendered body of narrowed figures in one language.

    Two people may look at once, one of them from before a new build: so the page knows
    its own build (`of_build_at`), whatever became of the figures meanwhile.
    """

    narrowed = models.ForeignKey(
        NarrowedSnapshot, on_delete=models.CASCADE, related_name="pages"
    )
    of_build_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["narrowed", "language"], name="one_narrowed_page_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.narrowed_id} {self.language}"

    @property
    def is_present(self) -> bool:
        """True while it says what the figures of the present build say."""
        narrowed = self.narrowed
        return narrowed.is_present and self.of_build_at == narrowed.of_build_at
