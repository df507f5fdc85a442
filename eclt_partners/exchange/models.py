"""Which lists of partners did somebody send, and what became of them?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from eclt_partners.documents.models import Job
from eclt_partners.documents.rules.names import NAME_MAX
from eclt_partners.exchange.choices import ListState, ListStep


class PartnerImport(models.Model):
    """One row is a list of partners that somebody sent; only they see it.

    The file itself is not kept: `lines` holds the number and the cells of each row, and
    which of its cells do not tell what they show.
    `answers` says for a row which partner it means ("other", "partner:12", "row:3").
    `verdicts` says what would become of each row, in the words of `language`;
    `traces` what was written, so that it can be taken back. `asked_step` is what `job`
    is to do, or did last. The row is deleted some
    days after the last step.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=NAME_MAX)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    state = models.CharField(max_length=8, choices=ListState, default=ListState.SENT)
    lines = models.JSONField(default=list)
    ignored = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    verdicts = models.JSONField(default=list)
    traces = models.JSONField(default=list)
    asked_step = models.CharField(
        max_length=5, choices=ListStep, default=ListStep.CHECK
    )
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    # The entry of the audit that says so; later ones are somebody's work on the rows.
    written_entry = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ListState.values),
                name="partner_import_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(asked_step__in=ListStep.values),
                name="partner_import_step_is_known",
            ),
            # A list is written once, and nothing is told of rows before.
            models.CheckConstraint(
                condition=Q(
                    state__in=[ListState.SENT, ListState.CHECKED],
                    written_at__isnull=True,
                    traces=[],
                )
                | Q(
                    state__in=[ListState.WRITTEN, ListState.UNDONE],
                    written_at__isnull=False,
                    written_entry__isnull=False,
                ),
                name="partner_import_writes_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ListState.UNDONE, undone_at__gte=models.F("written_at")
                )
                | (~Q(state=ListState.UNDONE) & Q(undone_at__isnull=True)),
                name="partner_import_is_undone_after_it_is_written",
            ),
        ]

    def __str__(self) -> str:
        return f"list {self.pk}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this list; its name may name a person."""
        return f"list {self.pk}"
