"""What must last after the end, and how ready is it?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.choices import Fate, HandoverMode
from partners.models.partnerships import Partnership
from partners.models.revised import Revised


def _pillar(field: str) -> Q:
    """Return the condition that a pillar is unknown or 0 to 4."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, 4)})


class SustainabilityPlan(Revised, models.Model):
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

    if TYPE_CHECKING:
        functions: models.Manager["Function"]

    def __str__(self) -> str:
        return f"plan of {self.partnership_id}"


class Function(Revised, models.Model):
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
    owner_person = models.CharField(
        _("person there"), max_length=200, blank=True, default=""
    )
    owner_accepted_on = models.DateField(_("owner accepted on"), null=True, blank=True)
    owner_found_by = models.DateField(_("owner to be found by"), null=True, blank=True)

    if TYPE_CHECKING:
        readings: models.Manager["PillarReading"]

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
    read_by = models.CharField(max_length=40, blank=True, default="")

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
