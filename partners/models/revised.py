"""How does a change notice that somebody else was faster?"""

from django.db import models


class Revised(models.Model):
    """One row counts its changes; a form carries the count it was opened with."""

    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def stamp(self) -> str:
        """What a form remembers of the row."""
        return f"{self.pk}.{self.revision}"
