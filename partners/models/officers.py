"""Who may sign for an organisation, up to what, and from when to when?"""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actor import Actor
from partners.models.organisations import Contact, Partner

# The days from one to another, both included; without a last day they go on.
DAYS = Func(
    F("from_on"),
    F("to_on"),
    Value("[]"),
    function="DATERANGE",
    output_field=DateRangeField(),
)


class AuthorisedOfficerQuerySet(models.QuerySet["AuthorisedOfficer"]):
    """Questions to authorised officers."""

    def visible_to(self, actor: Actor) -> "AuthorisedOfficerQuerySet":
        """Return the officers of the partners that the actor may see."""
        seen = Partner.objects.visible_to(actor)
        return self.filter(contact__partner__in=seen.values("pk"))


class AuthorisedOfficer(models.Model):
    """One row is one person's authority to sign for the own organisation.

    It ends with its last day, or when the person leaves.
    """

    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        related_name="authorities",
        verbose_name=_("who"),
    )
    title = models.CharField(_("signs as"), max_length=120)
    limits = models.TextField(_("limits"), max_length=300, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("last day"), null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=40)

    objects = AuthorisedOfficerQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        verbose_name = _("authorised officer")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="officer_signs_as_something"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="officer_ends_after_the_start",
                violation_error_message=_(
                    "The last day must be the first day or later"
                ),
            ),
            ExclusionConstraint(
                name="officer_has_one_authority_a_day",
                expressions=[
                    ("contact", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This person may sign on some of these days already. Change that "
                    "entry, or choose other days"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} from {self.from_on:%Y-%m-%d}"

    @property
    def last_day(self) -> date | None:
        """The last day of the authority; a person who left signs no more."""
        days = [day for day in (self.to_on, self.contact.left_on) if day]
        return min(days, default=None)
