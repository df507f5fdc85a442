"""What did one person answer?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.choices import AssessmentState, Audience, NoRating, WorkAgain
from reviews.models.instruments import Dimension
from reviews.models.reviews import Panelist

if TYPE_CHECKING:
    from reviews.models.corrections import Correction


class Assessment(models.Model):
    """One row is one person's answers to one review; locked once sent (trigger).

    `entered_by` names who typed it in when that was not the rater. `send_key` is
    the idempotency key of the sending form: a second POST shows the saved result.
    `change_principle` is the guiding principle of the agreement that the words on what to
    change speak of (methods E6). `erased_at` is set by the database when answers and comments are erased; the row
    itself stays and is counted (ADR 0017).
    """

    panelist = models.OneToOneField(
        Panelist, on_delete=models.PROTECT, related_name="assessment"
    )
    state = models.CharField(
        max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT
    )
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    send_key = models.UUIDField(null=True, blank=True, unique=True)
    is_late = models.BooleanField(default=False)
    entered_by = models.CharField(max_length=40)
    overall = models.PositiveSmallIntegerField(
        _("how healthy is this relationship today, 0 to 10"), null=True, blank=True
    )
    work_again = models.CharField(
        _("would you choose to work with this organisation again"),
        max_length=12,
        choices=WorkAgain,
        blank=True,
    )
    keep = models.TextField(_("what should we keep"), max_length=2000, blank=True)
    keep_audience = models.CharField(
        max_length=8, choices=Audience, default=Audience.BOTH
    )
    change = models.TextField(_("what should we change"), max_length=2000, blank=True)
    change_audience = models.CharField(
        max_length=8, choices=Audience, default=Audience.BOTH
    )
    change_principle = models.CharField(_("principle"), max_length=300, blank=True)
    unsaid = models.TextField(
        _("what have we not yet been able to say"), max_length=2000, blank=True
    )
    unsaid_audience = models.CharField(
        max_length=8, choices=Audience, default=Audience.HELPER
    )
    erased_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        answers: models.Manager["Answer"]
        corrections: models.Manager["Correction"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("assessment")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state=AssessmentState.DRAFT, sent_at__isnull=True)
                    | Q(state=AssessmentState.SUBMITTED, sent_at__isnull=False)
                ),
                name="assessment_is_draft_or_sent",
            ),
            models.CheckConstraint(
                condition=Q(overall__isnull=True) | Q(overall__range=(0, 10)),
                name="assessment_overall_is_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(change_principle="") | ~Q(change=""),
                name="assessment_principle_is_of_a_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this assessment: nothing of its content."""
        return ""


class Answer(models.Model):
    """One row is one person's answer to one dimension: a level 1 to 5, or why not."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="answers"
    )
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    no_rating = models.CharField(max_length=2, choices=NoRating, blank=True)
    evidence = models.TextField(
        _("what did you see or hear"), max_length=2000, blank=True
    )
    language = models.CharField(max_length=8, default="en-gb")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["dimension__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "dimension"],
                name="one_answer_per_dimension",
            ),
            models.CheckConstraint(
                condition=(
                    Q(rating__range=(1, 5), no_rating="")
                    | Q(rating__isnull=True, no_rating__in=NoRating.values)
                ),
                name="answer_is_a_level_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
