"""What do both sides expect, how do they grow, and what must last?"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.choices import (
    CapacityDomain,
    CapacityLevel,
    CheckDirection,
    CheckOutcome,
    Fate,
    HandoverMode,
    Horizon,
)
from partners.models.organisations import Partner
from partners.models.partnerships import Partnership, PartnershipParty

LEVEL = Q(level__range=(1, 5))


def _pillar(field: str) -> Q:
    """Return the condition that a pillar is unknown or 0 to 4."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, 4)})


class Expectation(models.Model):
    """One row is what one side expects by one horizon, and what it doubts.

    A null party is the foundation.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="expectations"
    )
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    horizon = models.CharField(_("by when"), max_length=6, choices=Horizon)
    text = models.TextField(_("what we expect"), max_length=1000)
    doubt = models.TextField(_("what we are unsure about"), max_length=1000, blank=True)
    written_on = models.DateField()
    foundation_confirmed_on = models.DateField(null=True, blank=True)
    partner_confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["horizon", "id"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.horizon}"


class CapacityGoal(models.Model):
    """One row is one field in which one organisation wants to grow (methods F1).

    A null party is the foundation. A target at or below the baseline is a goal to
    keep a strength.
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
    target_level = models.PositiveSmallIntegerField(
        _("level we aim for"), choices=CapacityLevel
    )
    target_on = models.DateField(_("by"))
    support = models.TextField(_("help promised"), max_length=1000, blank=True)

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

    class Meta:
        ordering = ["-read_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=LEVEL, name="capacity_reading_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.level}"


class SustainabilityPlan(models.Model):
    """One row is what must still be true two years after the end (methods F2)."""

    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, related_name="sustainability_plan"
    )
    vision = models.TextField(_("what must last"), max_length=2000, blank=True)
    mode = models.CharField(_("how we leave"), max_length=10, choices=HandoverMode)
    handover_starts_on = models.DateField(_("handover starts on"), null=True)
    people_told = models.TextField(_("who has been told"), max_length=1000, blank=True)
    risks = models.TextField(_("risks"), max_length=2000, blank=True)
    stopped_on_purpose = models.TextField(
        _("what we will stop on purpose"), max_length=1000, blank=True
    )

    def __str__(self) -> str:
        return f"plan of {self.partnership_id}"


class Function(models.Model):
    """One row is something that should go on after the end, with its local owner."""

    plan = models.ForeignKey(
        SustainabilityPlan, on_delete=models.PROTECT, related_name="functions"
    )
    name = models.CharField(_("what"), max_length=200)
    importance = models.PositiveSmallIntegerField(_("importance, 1 to 3"))
    fate = models.CharField(
        _("at the end"), max_length=8, choices=Fate, default=Fate.CONTINUE
    )
    owner_name = models.CharField(_("local owner"), max_length=200, blank=True)
    owner_accepted_on = models.DateField(_("owner accepted on"), null=True, blank=True)
    owner_found_by = models.DateField(_("owner to be found by"), null=True, blank=True)

    class Meta:
        ordering = ["-importance", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "name"], name="one_function_per_name_and_plan"
            ),
            models.CheckConstraint(
                condition=Q(importance__range=(1, 3)),
                name="function_importance_is_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PillarReading(models.Model):
    """One row is the four pillars of one function on one day; never changed.

    Levels 0 to 4; null means not known, which counts as 0 for handover.
    """

    function = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="readings"
    )
    read_on = models.DateField(_("on"))
    resources = models.PositiveSmallIntegerField(_("resources"), null=True)
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True)
    motivation = models.PositiveSmallIntegerField(_("motivation"), null=True)
    linkages = models.PositiveSmallIntegerField(_("linkages"), null=True)
    note = models.TextField(_("how we know"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-read_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=_pillar("resources")
                & _pillar("capacity")
                & _pillar("motivation")
                & _pillar("linkages"),
                name="pillars_are_0_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function_id} {self.read_on:%Y-%m-%d}"

    @property
    def pillars(self) -> tuple[int | None, int | None, int | None, int | None]:
        """Levels in the order resources, capacity, motivation, linkages."""
        return (self.resources, self.capacity, self.motivation, self.linkages)


class SafeguardingCheck(models.Model):
    """One row is one check of how an organisation keeps children safe (mutual)."""

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="safeguarding_checks"
    )
    direction = models.CharField(
        _("who checked whom"),
        max_length=10,
        choices=CheckDirection,
        default=CheckDirection.PARTNER,
    )
    checked_on = models.DateField(_("checked on"))
    valid_until = models.DateField(_("valid until"))
    outcome = models.CharField(_("result"), max_length=4, choices=CheckOutcome)
    note = models.TextField(_("in short"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-valid_until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("checked_on")),
                name="check_is_valid_after_its_day",
                violation_error_message=_(
                    "The check must be valid for at least one day"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} until {self.valid_until:%Y-%m-%d}"
