"""What was asked for at a pause, at its end, at an early end, and at a warning?"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.documents.models import Document
from eclt_partners.lifecycle.choices import Asker, EndCategory
from eclt_partners.lifecycle.rules.pausing import LONGEST_PAUSE
from partners.models import StageChange


class WarningPass(models.Model):
    """One row is one warning of a gate that a director passed; never changed."""

    change = models.ForeignKey(
        StageChange, on_delete=models.PROTECT, related_name="passed_warnings"
    )
    code = models.CharField(max_length=2)
    warning = models.CharField(max_length=30)
    reason = models.TextField(_("why it is all right"), max_length=2000)
    passed_by = models.CharField(max_length=40)
    passed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__startswith="W"), name="only_warnings_are_passed"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="passed_warning_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.code}"


class StagePause(models.Model):
    """One row is what both sides know about one pause; never changed.

    The reason stands at the stage change.
    """

    change = models.OneToOneField(
        StageChange, on_delete=models.PROTECT, related_name="pause"
    )
    asked_by = models.CharField(_("who asks"), max_length=10, choices=Asker)
    paused_on = models.DateField()
    look_again_on = models.DateField(_("when you look again"))
    goes_on = models.TextField(_("what goes on meanwhile"), max_length=2000)
    cases_contact = models.CharField(
        _("who is there for the children's cases"), max_length=200
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by__in=Asker.values), name="pause_says_who_asks"
            ),
            # Gate G6: at most 90 days without looking again.
            models.CheckConstraint(
                condition=Q(
                    look_again_on__gt=F("paused_on"),
                    look_again_on__lte=F("paused_on")
                    + timedelta(days=LONGEST_PAUSE.days),
                ),
                name="pause_is_looked_at_within_90_days",
            ),
            models.CheckConstraint(
                condition=~Q(goes_on="") & ~Q(cases_contact=""),
                name="pause_says_what_goes_on",
            ),
        ]

    def __str__(self) -> str:
        return f"pause until {self.look_again_on:%Y-%m-%d}"


class PauseEnd(models.Model):
    """One row is what changed during a pause, in the words of both; never changed."""

    change = models.OneToOneField(
        StageChange, on_delete=models.PROTECT, related_name="pause_end"
    )
    foundation_note = models.TextField(_("foundation: what changed"), max_length=2000)
    partner_note = models.TextField(_("partner: what changed"), max_length=2000)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(foundation_note="") & ~Q(partner_note=""),
                name="both_sides_say_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"end of a pause: {self.change_id}"


class EarlyEnding(models.Model):
    """One row is how one partnership ended before its time; never changed."""

    change = models.OneToOneField(
        StageChange, on_delete=models.PROTECT, related_name="early_ending"
    )
    category = models.CharField(_("kind of reason"), max_length=12, choices=EndCategory)
    notice = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("notice")
    )
    children_plan = models.TextField(
        _("plan for children and families"), max_length=4000
    )
    talk_invited_on = models.DateField(_("both invited to a closing talk on"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=EndCategory.values),
                name="early_ending_category_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(children_plan=""), name="early_ending_has_children_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.category}"
