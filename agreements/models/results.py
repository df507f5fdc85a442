"""What did an agreement reach, and what did it spend, in one period?

A result is never changed: a correction is a further row that replaces it, and both can
be read (docs/adr/0043).
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, AgreementVersion
from eclt_partners.common.actor import Actor

LONGEST = timedelta(days=365)  # to the last day: a whole year, also a leap year
_NOTHING_COUNTED = Q(withdrawn=None, prevented=None, protected=None)
_SAYS_NOTHING = _NOTHING_COUNTED & Q(spending=None, reached={})


class PeriodResultQuerySet(models.QuerySet["PeriodResult"]):
    """Questions to results."""

    def visible_to(self, actor: Actor) -> "PeriodResultQuerySet":
        """Return the results of agreements that the actor may see."""
        return self.filter(agreement__in=Agreement.objects.visible_to(actor))

    def current(self) -> "PeriodResultQuerySet":
        """Return those that stand: neither replaced nor taken back."""
        return self.filter(period__isnull=False)


class PeriodResult(models.Model):
    """One row is what an agreement reached and spent in one period; append-only.

    Children are those newly reached in the period; None is "not counted", which is not
    zero. `reached` is, by key of a target, how much is reached in all until the last
    day. Money is in the currency of `version`, and its rate makes it comparable.
    A row that `replaces` another says why; with `is_taken_back` it only says that the
    other should not have been recorded.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="results"
    )
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="results"
    )
    from_on = models.DateField()
    to_on = models.DateField()
    withdrawn = models.PositiveIntegerField(null=True)
    prevented = models.PositiveIntegerField(null=True)
    protected = models.PositiveIntegerField(null=True)
    spending = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    reached = models.JSONField(default=dict)
    may_double_count = models.BooleanField(default=False)
    double_note = models.CharField(max_length=300, blank=True)
    evidence = models.TextField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    client_key = models.UUIDField(unique=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    reason = models.CharField(max_length=300, blank=True)
    is_taken_back = models.BooleanField(default=False)

    objects = PeriodResultQuerySet.as_manager()

    if TYPE_CHECKING:
        period: "ResultPeriod"

    class Meta:
        ordering = ["agreement", "-to_on", "-pk"]
        verbose_name = _("result")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="result_ends_after_it_starts",
                violation_error_message=_("The last day must be after the first"),
            ),
            models.CheckConstraint(
                condition=Q(to_on__lte=F("from_on") + LONGEST),
                name="result_is_of_a_year_at_most",
                violation_error_message=_("A result is for one year at most"),
            ),
            models.CheckConstraint(
                condition=Q(spending=None) | Q(spending__gte=0),
                name="result_spending_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(is_taken_back=False) & ~Q(evidence="") & ~Q(_SAYS_NOTHING)
                | Q(is_taken_back=True, replaces__isnull=False) & _SAYS_NOTHING,
                name="result_says_something_or_takes_back",
                violation_error_message=_("Enter at least one number"),
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, reason="")
                | Q(replaces__isnull=False) & ~Q(reason=""),
                name="correction_of_a_result_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(may_double_count=True) | Q(double_note=""),
                name="result_note_on_double_counting_has_its_tick",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.from_on:%Y-%m-%d} {self.to_on:%Y-%m-%d}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this result."""
        return f"{self.from_on:%Y-%m-%d}/{self.to_on:%Y-%m-%d}"


class ResultPeriod(models.Model):
    """One row is the days of one result that stands; no day counts twice.

    A projection that only the trigger on results writes; the role of the product may
    look. What was replaced or taken back has no row here.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="result_periods"
    )
    result = models.OneToOneField(
        PeriodResult, on_delete=models.PROTECT, related_name="period"
    )
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_result_a_day",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.during}"
