"""What was read of each partnership, so that it need not be read again?"""

from django.db import models

from partners.models import Partnership


class KeptRow(models.Model):
    """One row is all that a dashboard needs of one partnership on one day.

    It is a copy that can be thrown away. `content` is a `PartnershipRow`, packed by
    `rules.row_texts`. It is right on the day `as_of`, on the same `basis` (the country,
    its time zone and the code that read it) and as long as the audit says no more of
    the partnership than the `heard` entries that were there before it was read
    (`selectors.kept_rows`, ADR 0047). In the last hours of a day there are rows of two
    days: those of the next are read before it begins (`services.preparing`, ADR 0048).
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    as_of = models.DateField()
    basis = models.CharField(max_length=64)
    heard = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "as_of"], name="one_kept_row_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.as_of:%Y-%m-%d}"
