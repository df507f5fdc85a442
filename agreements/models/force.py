"""Which version holds on which day? Written by triggers, read by everybody."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from agreements.models.agreements import Agreement, AgreementVersion


class AgreementHead(models.Model):
    """One row is the newest version of one agreement: the end of its hash chain.

    Only the trigger on versions writes here; the role of the product may look.
    """

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, primary_key=True, related_name="head"
    )
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    effective_from = models.DateField()

    def __str__(self) -> str:
        return f"{self.agreement_id} at {self.number}"


class EffectiveRange(models.Model):
    """One row is the days on which one version is in force (ends are half-open).

    A projection: `rebuild_effective_ranges` in the database makes it anew from the
    versions. No day has two versions of one agreement.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="effective_ranges"
    )
    version = models.OneToOneField(
        AgreementVersion, on_delete=models.PROTECT, related_name="effective_range"
    )
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_version_in_force_a_day",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.during}"


class Anchor(models.Model):
    """One row is the state of all agreements on one night, in one hash.

    Whoever owns the database could compute every chain anew; the anchor that was
    mailed away would no longer fit (trust 2.2). Append-only.
    """

    day = models.DateField(unique=True)
    agreement_count = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.hash[:12]}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this anchor."""
        return self.hash[:12]
