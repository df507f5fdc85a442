"""What do both sides expect, what did they write before, and how did it turn out?"""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.choices import Horizon, LookResult
from partners.models.partnerships import Partnership, PartnershipParty
from partners.models.revised import Revised


class Expectation(Revised, models.Model):
    """One row is what one side expects by one horizon, and what it doubts.

    A null party is the foundation. When the words change, a trigger keeps the earlier
    ones (`ExpectationWording`) and takes both confirmations back.
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

    if TYPE_CHECKING:
        wordings: models.Manager["ExpectationWording"]
        looks: models.Manager["ExpectationLook"]

    class Meta:
        ordering = ["horizon", "id"]
        constraints = [
            # Two people of one side who write at once rely on it.
            models.UniqueConstraint(
                fields=["partnership", "party", "horizon"],
                nulls_distinct=False,
                name="one_expectation_per_side_and_horizon",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.horizon}"

    @property
    def is_entered(self) -> bool:
        """True when a person of the foundation wrote what the partner said."""
        return self.party_id is not None and self.written_by.startswith("user:")

    @property
    def is_confirmed(self) -> bool:
        """True when both sides have confirmed these words."""
        return bool(self.foundation_confirmed_on and self.partner_confirmed_on)


class ExpectationWording(models.Model):
    """One row is an earlier wording of an expectation; a trigger writes it.

    Attributes:
        written_on: when these words were written.
        replaced_on: when others took their place.
    """

    expectation = models.ForeignKey(
        Expectation, on_delete=models.PROTECT, related_name="wordings"
    )
    text = models.TextField(max_length=1000)
    doubt = models.TextField(max_length=1000, blank=True)
    written_on = models.DateField()
    written_by = models.CharField(max_length=40, blank=True)
    replaced_on = models.DateField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.expectation_id} until {self.replaced_on:%Y-%m-%d}"


class ExpectationLook(models.Model):
    """One row is what a talk found had become of an expectation; never changed."""

    expectation = models.ForeignKey(
        Expectation, on_delete=models.PROTECT, related_name="looks"
    )
    result = models.CharField(_("what became of it"), max_length=10, choices=LookResult)
    note = models.TextField(_("in short"), max_length=1000, blank=True)
    looked_on = models.DateField()
    looked_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-looked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result__in=LookResult.values),
                name="expectation_look_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expectation_id}: {self.result}"
