"""Which warnings about an organisation stand, and how did earlier ones end?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actor import Actor
from partners.choices import FlagKind, FlagLevel, FlagOutcome
from partners.models.organisations import Partner


class PartnerFlagQuerySet(models.QuerySet["PartnerFlag"]):
    """Questions to flags."""

    def visible_to(self, actor: Actor) -> "PartnerFlagQuerySet":
        """Return the flags of the partners that the actor may see."""
        seen = Partner.objects.visible_to(actor)
        return self.filter(partner__in=seen.values("pk"))

    def open(self) -> "PartnerFlagQuerySet":
        """Return the flags that nobody has lifted."""
        return self.filter(lift__isnull=True)

    def blocking_agreements(self) -> "PartnerFlagQuerySet":
        """Return the open flags with which no version comes into force (G2, B9)."""
        return self.open().filter(kind=FlagKind.INTEGRITY, level=FlagLevel.RED)


class PartnerFlag(models.Model):
    """One row is one warning about an organisation; append-only.

    It stands until a row of `FlagLift` says how it ended; both stay for ever.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(_("what it is about"), max_length=12, choices=FlagKind)
    level = models.CharField(_("how serious"), max_length=5, choices=FlagLevel)
    reason = models.TextField(_("why"), max_length=2000)
    raised_on = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=40)

    objects = PartnerFlagQuerySet.as_manager()

    if TYPE_CHECKING:
        lift: "FlagLift"

    class Meta:
        ordering = ["-raised_at", "-id"]
        verbose_name = _("flag")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FlagKind.values, level__in=FlagLevel.values),
                name="flag_kind_and_level_are_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="flag_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.kind} {self.level}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this flag: its kind, never its reason."""
        return self.kind

    @property
    def is_open(self) -> bool:
        """True while nobody has lifted it."""
        return not hasattr(self, "lift")


class FlagLift(models.Model):
    """One row says how one flag ended; append-only."""

    flag = models.OneToOneField(
        PartnerFlag, on_delete=models.PROTECT, related_name="lift"
    )
    outcome = models.CharField(_("how it ended"), max_length=9, choices=FlagOutcome)
    reason = models.TextField(_("why"), max_length=2000)
    lifted_on = models.DateField()
    lifted_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=FlagOutcome.values),
                name="flag_outcome_is_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="flag_lift_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.flag_id} {self.outcome}"
