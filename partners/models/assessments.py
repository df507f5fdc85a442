"""What did others find when they assessed an organisation?"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actor import Actor
from partners.models.organisations import Partner
from partners.profile_choices import AssessmentKind, AssessmentRating


class OutsideAssessmentQuerySet(models.QuerySet["OutsideAssessment"]):
    """Questions to assessments by others."""

    def visible_to(self, actor: Actor) -> "OutsideAssessmentQuerySet":
        """Return the assessments of the partners that the actor may see."""
        seen = Partner.objects.visible_to(actor)
        return self.filter(partner__in=seen.values("pk"))


class OutsideAssessment(models.Model):
    """One row is one assessment of an organisation that somebody else made.

    Several may exist; of each kind the latest counts. A row that was noted by mistake
    stays, but never counts.
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="outside_assessments"
    )
    kind = models.CharField(
        _("what was assessed"), max_length=8, choices=AssessmentKind
    )
    other_kind = models.CharField(_("what else"), max_length=80, blank=True)
    assessed_by = models.CharField(_("who made the assessment"), max_length=120)
    assessed_on = models.DateField(_("made on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    rating = models.CharField(_("rating"), max_length=8, choices=AssessmentRating)
    note = models.TextField(_("in short"), max_length=1000, blank=True)
    is_mistake = models.BooleanField(_("noted by mistake"), default=False)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=40)

    objects = OutsideAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-id"]
        verbose_name = _("assessment by others")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=AssessmentKind.values, rating__in=AssessmentRating.values
                ),
                name="outside_assessment_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=AssessmentKind.OTHER) & ~Q(other_kind="")
                | ~Q(kind=AssessmentKind.OTHER) & Q(other_kind=""),
                name="outside_assessment_says_what_else",
                violation_error_message=_(
                    "Choose “Something else” and write what was assessed, or neither"
                ),
            ),
            models.CheckConstraint(
                condition=~Q(assessed_by=""), name="outside_assessment_says_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("assessed_on")),
                name="outside_assessment_ends_after_its_day",
                violation_error_message=_(
                    "The assessment must be valid for at least one day"
                ),
            ),
            models.UniqueConstraint(
                "partner",
                "kind",
                Lower("other_kind"),
                Lower("assessed_by"),
                "assessed_on",
                condition=Q(is_mistake=False),
                name="one_outside_assessment_a_day",
                violation_error_message=_("This assessment is noted already"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.title} {self.assessed_on:%Y-%m-%d}"

    @property
    def title(self) -> str:
        """What was assessed, in words."""
        return self.other_kind or str(self.get_kind_display())
