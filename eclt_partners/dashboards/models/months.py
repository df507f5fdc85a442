"""Which months of a country are kept as they were?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models.bodies import StoredBody


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
