"""Which long work is going on, and what did it make?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eclt_partners.documents.choices import OVER, ContentType, JobKind, JobState
from eclt_partners.documents.rules.names import NAME_MAX


class Job(models.Model):
    """One row is a piece of long work that somebody waits for (rulings 5).

    `asked_by_key` is the key of the actor; only that actor sees the job's page.
    `language` is the one a file is made in; "" when nothing is written. `seen_at` is
    when that actor first saw its end. What is over stays as it ended (migration 0007).
    """

    kind = models.CharField(_("what"), max_length=12, choices=JobKind)
    state = models.CharField(
        _("state"), max_length=10, choices=JobState, default=JobState.QUEUED
    )
    country_code = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, blank=True)
    asked_by_key = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=1)
    message = models.CharField(max_length=300, blank=True)
    result_url = models.CharField(max_length=300, blank=True)

    if TYPE_CHECKING:
        file: "JobFile"

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["kind", "id"],
                condition=models.Q(state=JobState.QUEUED),
                name="jobs_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_count__lte=models.F("total_count")),
                name="job_done_is_at_most_total",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="job_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OVER, finished_at__isnull=False)
                | models.Q(~models.Q(state__in=OVER), finished_at=None),
                name="job_that_is_over_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_at=None) | models.Q(state__in=OVER),
                name="job_end_is_seen_after_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this job."""
        return str(self.get_kind_display())

    @property
    def is_over(self) -> bool:
        """True once nothing more will happen to this job."""
        return self.state in OVER

    @property
    def may_be_cancelled(self) -> bool:
        """True while it waits, or has steps between which it can stop."""
        in_steps = self.state == JobState.RUNNING and self.total_count > 1
        return self.state == JobState.QUEUED or in_steps


class JobFile(models.Model):
    """One row is the file that a job made; it is deleted once `kept_until` is past.

    Only who asked for the job may open it. `data_at` is the moment of the figures in
    it: while they are the present ones, asking again gives the same file.
    """

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=NAME_MAX)
    content_type = models.CharField(max_length=80, choices=ContentType)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    data_at = models.DateTimeField()
    made_at = models.DateTimeField()
    kept_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept_until__gt=models.F("made_at")),
                name="job_file_is_kept_for_a_while",
            ),
        ]

    def __str__(self) -> str:
        return f"file of job {self.job_id}"
