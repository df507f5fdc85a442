"""What did each side check of the other, and who has an interest of their own?"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.choices import CheckDirection, CheckOutcome
from partners.models.organisations import Partner
from partners.models.partnerships import Partnership, PartnershipParty


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
    recorded_by = models.CharField(max_length=40, blank=True, default="")

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

    def is_overtaken(self) -> bool:
        """Tell whether the same side checked the same organisation again later."""
        others = SafeguardingCheck.objects.filter(
            partner=self.partner_id, direction=self.direction
        )
        newer = Q(checked_on__gt=self.checked_on) | Q(
            checked_on=self.checked_on, pk__gt=self.pk
        )
        return others.filter(newer).exists()


class DueDiligenceCheck(models.Model):
    """One row is one look at whether an organisation is sound (mutual).

    Registration, references, and how money is kept. Never changed; the newest counts.
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="diligence_checks"
    )
    direction = models.CharField(
        _("who checked whom"), max_length=10, choices=CheckDirection
    )
    checked_on = models.DateField(_("checked on"))
    valid_until = models.DateField(_("valid until"))
    outcome = models.CharField(_("result"), max_length=4, choices=CheckOutcome)
    note = models.TextField(_("in short"), max_length=1000, blank=True)
    recorded_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-valid_until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("checked_on")),
                name="diligence_is_valid_after_its_day",
                violation_error_message=_(
                    "The check must be valid for at least one day"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} until {self.valid_until:%Y-%m-%d}"


class InterestStatement(models.Model):
    """One row is one side's word on conflicts of interest; never changed.

    A null party is the foundation. The newest counts. Empty words with `is_none` say
    that there is none.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="interest_statements"
    )
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    is_none = models.BooleanField()
    text = models.TextField(_("which interests"), max_length=1000, blank=True)
    stated_on = models.DateField()
    stated_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-stated_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_none=True, text="") | (Q(is_none=False) & ~Q(text="")),
                name="interests_are_none_or_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.stated_on:%Y-%m-%d}"

    @property
    def is_entered(self) -> bool:
        """True when a person of the foundation wrote what the partner said."""
        return self.party_id is not None and self.stated_by.startswith("user:")
