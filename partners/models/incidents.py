"""Who is in danger? Read by the safeguarding lead of the country and nobody else."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from partners.choices import IncidentState, IncidentWish, Side
from partners.models.partnerships import Partnership
from partners.rules.incidents import OPEN


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Questions to incidents."""

    def visible_to(self, actor: Actor) -> "IncidentQuerySet":
        """Return the incidents of the countries whose safety is the actor's task."""
        scope = actor.scope(Action.SEE_INCIDENTS)
        if scope.everywhere:
            return self
        return self.filter(partnership__country__in=scope.countries)

    def open(self) -> "IncidentQuerySet":
        """Return incidents that are neither safe nor closed."""
        return self.filter(state__in=OPEN)


class Incident(models.Model):
    """One row is one person's concern that a child or an adult is in danger.

    It names no review, so that nobody can tell from a review who reported. What was
    seen stands in its notes. `serious_on` is set when the safeguarding lead rates it
    serious; from then on rule R5 turns the partnership red (methods C4).
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="incidents"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=IncidentState, default=IncidentState.NEW
    )
    wish = models.CharField(max_length=5, choices=IncidentWish)
    side = models.CharField(max_length=10, choices=Side)
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=40)
    contacted_at = models.DateTimeField(null=True, blank=True)
    serious_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = IncidentQuerySet.as_manager()

    if TYPE_CHECKING:
        notes: models.Manager["IncidentNote"]

    class Meta:
        ordering = ["-reported_at", "-id"]
        verbose_name = _("safety concern")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=IncidentState.values),
                name="incident_state_is_known",
            ),
            # A form that is sent twice relies on it: one new concern, not two.
            models.UniqueConstraint(
                fields=["partnership", "reported_by"],
                condition=Q(state=IncidentState.NEW),
                name="one_new_incident_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_on__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_on__isnull=False)),
                name="incident_over_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"incident {self.pk}"


class IncidentNote(models.Model):
    """One row is something written about an incident; append-only."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="notes"
    )
    text = models.TextField(_("what is known"), max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"note {self.pk}"
