"""How do both organisations want to grow, and how far have they come?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.choices import CapacityDomain, CapacityLevel, Side
from partners.models.partnerships import Partnership, PartnershipParty
from partners.models.revised import Revised

LEVEL = Q(level__range=(1, 5))


class CapacityGoal(Revised, models.Model):
    """One row is one field in which one organisation wants to grow (methods F1).

    A null party is the foundation. A target at or below the baseline is a goal to
    keep a strength. A trigger takes both agreements back when the goal changes.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="capacity_goals"
    )
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    domain = models.CharField(_("field"), max_length=2, choices=CapacityDomain)
    why = models.TextField(_("why it matters"), max_length=1000, blank=True)
    baseline_level = models.PositiveSmallIntegerField(
        _("level at the start"), choices=CapacityLevel
    )
    baseline_on = models.DateField(_("measured on"))
    baseline_evidence = models.TextField(
        _("how we know"), max_length=1000, blank=True, default=""
    )
    target_level = models.PositiveSmallIntegerField(
        _("level we aim for"), choices=CapacityLevel
    )
    target_on = models.DateField(_("by"))
    support = models.TextField(_("help promised"), max_length=1000, blank=True)
    foundation_agreed_on = models.DateField(null=True, blank=True)
    partner_agreed_on = models.DateField(null=True, blank=True)

    if TYPE_CHECKING:
        readings: models.Manager["CapacityReading"]
        comments: models.Manager["CapacityComment"]

    class Meta:
        ordering = ["domain", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline_level__range=(1, 5), target_level__range=(1, 5)),
                name="capacity_levels_are_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(target_on__gt=F("baseline_on")),
                name="capacity_target_is_after_baseline",
                violation_error_message=_("The target date must be after the start"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.domain}"


class CapacityReading(models.Model):
    """One row is the level of one goal on one day, with evidence; never changed."""

    goal = models.ForeignKey(
        CapacityGoal, on_delete=models.PROTECT, related_name="readings"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=CapacityLevel)
    read_on = models.DateField(_("on"))
    evidence = models.TextField(_("how we know"), max_length=1000, blank=True)
    read_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["-read_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=LEVEL, name="capacity_reading_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.level}"


class CapacityComment(models.Model):
    """One row is what one side says about a goal of an organisation; never changed."""

    goal = models.ForeignKey(
        CapacityGoal, on_delete=models.PROTECT, related_name="comments"
    )
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField(_("comment"), max_length=1000)
    written_on = models.DateField()
    written_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.side}"
