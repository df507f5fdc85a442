"""What has somebody typed about a partner that is not registered yet?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partners.models import Partnership


class Registration(models.Model):
    """One row is one person's way from a name to a partnership.

    Everything is kept as it was typed, also what is wrong, until the last press
    writes all of it at once. Then only the partnership stays, so that a second press
    finds it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    typed = models.JSONField(default=dict)
    paper = models.BinaryField(null=True)
    paper_name = models.CharField(max_length=255, blank=True)
    begun_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            # Two tabs of one person are on the same way.
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(partnership__isnull=True),
                name="one_open_registration_per_person",
            ),
            models.CheckConstraint(
                condition=Q(partnership__isnull=True)
                | Q(typed={}, paper__isnull=True, paper_name=""),
                name="registration_forgets_what_was_typed",
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"
