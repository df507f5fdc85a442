"""Which status did a partnership have when it was last looked at?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.choices import Status
from partners.models import Partnership


class StatusLook(models.Model):
    """One row is the status of one partnership as it was last looked at.

    Only the turn to red needs it: the present status is always computed. `looked_at`
    says from when on audit entries are news.
    """

    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, related_name="status_look"
    )
    status = models.CharField(max_length=5, choices=Status)
    looked_on = models.DateField()
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["partnership"]
        verbose_name = _("status as last seen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="seen_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.status}"
