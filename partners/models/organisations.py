"""Who are our partners, and whom do we talk to there?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country, validate_time_zone
from partners.choices import Channel, IatiOrganisationType, PartnerKind
from partners.rules.kinds import iati_type

if TYPE_CHECKING:
    from partners.models.checks import DueDiligenceCheck, SafeguardingCheck
    from partners.models.partnerships import PartnershipParty


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Questions to partners."""

    def visible_to(self, actor: Actor) -> "PartnerQuerySet":
        """Return partners at home in, or party to a partnership in, the actor's scope."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        reach = Q(parties__partnership__country__in=scope.countries) | Q(
            parties__partnership__in=scope.partnerships
        )
        parties = self.model.objects.filter(reach).values("pk")
        return self.filter(Q(country__in=scope.countries) | Q(pk__in=parties))


class Partner(models.Model):
    """One row is an organisation the foundation works with, or may work with."""

    name = models.CharField(_("legal name"), max_length=200)
    acronym = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PartnerKind)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, verbose_name=_("country")
    )
    registration_number = models.CharField(
        _("registration number"), max_length=60, blank=True
    )
    established_year = models.PositiveSmallIntegerField(
        _("year it was founded"), null=True, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("what it does"), max_length=2000, blank=True)
    is_fictional = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartnerQuerySet.as_manager()

    if TYPE_CHECKING:
        parties: models.Manager["PartnershipParty"]
        safeguarding_checks: models.Manager["SafeguardingCheck"]
        diligence_checks: models.Manager["DueDiligenceCheck"]

    class Meta:
        ordering = ["name", "id"]
        # A deep page of the registry walks along it.
        indexes = [models.Index(fields=["name", "id"], name="partner_by_name")]
        verbose_name = _("partner")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"),
                "country",
                name="one_partner_per_name_and_country",
                violation_error_message=_(
                    "A partner with this name is already registered in this country"
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PartnerKind.values), name="partner_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(established_year__isnull=True)
                | Q(established_year__range=(1800, 2100)),
                name="partner_year_is_sensible",
                violation_error_message=_(
                    "The year it was founded must be between 1800 and 2100"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_text(self) -> str:
        """What the audit shows for this partner."""
        return self.name

    @property
    def iati_type(self) -> IatiOrganisationType:
        """Under which type reports to IATI name this partner."""
        return iati_type(PartnerKind(self.kind))


class ContactQuerySet(models.QuerySet["Contact"]):
    """Questions to contacts."""

    def reachable(self) -> "ContactQuerySet":
        """Return contacts who are still there and have an address."""
        return self.filter(left_on__isnull=True).exclude(email="")


class Contact(models.Model):
    """One row is a person at a partner; they answer through links, not accounts.

    `was_head` is of a person who stayed when they were no longer the head; who left as
    the head keeps `is_head`.
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=120)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    channel = models.CharField(
        _("best way to reach"), max_length=8, choices=Channel, default=Channel.EMAIL
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en-gb"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=50, validators=[validate_time_zone]
    )
    is_head = models.BooleanField(_("head of the organisation"), default=False)
    was_head = models.BooleanField(default=False, editable=False)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("contact")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                "partner",
                condition=Q(left_on__isnull=True) & ~Q(email=""),
                name="one_contact_per_address_and_partner",
                violation_error_message=_(
                    "This partner already has a contact with this address"
                ),
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.EMAIL) | ~Q(email="") | ~Q(phone=""),
                name="contact_can_be_reached",
                violation_error_message=_("Enter an e-mail address or a phone number"),
            ),
            models.CheckConstraint(
                condition=~Q(time_zone=""), name="contact_has_a_time_zone"
            ),
        ]

    def __str__(self) -> str:
        return self.name
