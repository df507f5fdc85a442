"""What else do we know about an organisation, beside its name and kind?"""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.models.organisations import Partner
from partners.profile_choices import (
    BoardKnown,
    BudgetBand,
    Connectivity,
    PolicyState,
    RiskRating,
    StaffBand,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _choice(
    label: "_StrPromise", choices: type[models.TextChoices]
) -> models.CharField:  # type: ignore[type-arg]
    """One answer of a list; "" while it is not known."""
    return models.CharField(
        label, max_length=8, choices=choices, blank=True, default=""
    )


def _day(label: "_StrPromise") -> models.DateField:  # type: ignore[type-arg]
    return models.DateField(label, null=True, blank=True)


class OrganisationProfile(models.Model):
    """One row holds the facts about one organisation that can wait.

    It is made with the first fact. An empty value means that nobody has looked yet;
    that something is not there is an answer of its own ("There is none"). Which facts
    stand together is in `partners/rules/profile.py`.
    """

    partner = models.OneToOneField(
        Partner, on_delete=models.PROTECT, related_name="profile"
    )
    former_name = models.CharField(_("former name"), max_length=200, blank=True)
    parent = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="daughters",
        verbose_name=_("part of"),
    )
    tags = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("tags"),
        default=list,
        blank=True,
    )
    registered_in = models.CharField(
        _("country of registration"), max_length=2, blank=True
    )
    registration_authority = models.CharField(
        _("registered with"), max_length=120, blank=True
    )
    registered_on = _day(_("registered on"))
    registration_expires_on = _day(_("registration ends on"))
    address = models.TextField(_("address"), max_length=300, blank=True)
    working_languages = models.CharField(
        _("working languages"), max_length=120, blank=True
    )
    connectivity = _choice(_("connection to the internet"), Connectivity)
    staff_band = _choice(_("people who work there"), StaffBand)
    budget_band = _choice(_("budget of a year"), BudgetBand)
    board_known = _choice(_("we know the board"), BoardKnown)
    safeguarding_policy = _choice(
        _("policy against sexual exploitation and abuse"), PolicyState
    )
    child_policy = _choice(_("policy to keep children safe"), PolicyState)
    fraud_policy = _choice(_("policy against fraud"), PolicyState)
    bank_checked_on = _day(_("bank account checked on"))
    last_audit_on = _day(_("last audit of the accounts"))
    sanctions_checked_on = _day(_("sanctions lists checked on"))
    risk_rating = _choice(_("risk"), RiskRating)
    risk_drivers = models.TextField(_("what drives it"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("facts about a partner")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("partner")),
                name="partner_is_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(registered_on__isnull=True)
                | Q(registration_expires_on__isnull=True)
                | Q(registration_expires_on__gt=F("registered_on")),
                name="registration_ends_after_it_began",
                violation_error_message=_(
                    "The registration must end after it was given"
                ),
            ),
            models.CheckConstraint(
                condition=Q(registered_in="") | Q(registered_in__regex=r"^[A-Z]{2}$"),
                name="country_of_registration_is_iso",
            ),
            # Somebody who reads of a risk has to be able to tell what to watch.
            models.CheckConstraint(
                condition=Q(risk_rating__in=["", RiskRating.LOW]) | ~Q(risk_drivers=""),
                name="risk_says_what_drives_it",
                violation_error_message=_("Write what drives the risk"),
            ),
        ]

    def __str__(self) -> str:
        return f"profile of {self.partner_id}"
