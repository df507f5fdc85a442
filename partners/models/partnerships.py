"""What is the relationship, with whom, where, and how did it move?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from partners.choices import Stage
from partners.models.organisations import Contact, Partner
from partners.rules.stages import NEXT, REVIEWED_STAGES, has_ended, is_settled


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Questions to partnerships."""

    def visible_to(self, actor: Actor) -> "PartnershipQuerySet":
        """Return the partnerships the actor may see (wall: docs/adr/0006)."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        return self.filter(
            Q(country__in=scope.countries) | Q(pk__in=scope.partnerships)
        )

    def reviewed_regularly(self) -> "PartnershipQuerySet":
        """Return partnerships in a stage with regular reviews (methods D1)."""
        return self.filter(stage__in=REVIEWED_STAGES)


class Partnership(models.Model):
    """One row is the foundation's relationship with one or more partners in a country.

    It outlives its agreements. Age, overlays and status are derived, not stored.
    `clause_months` is the interval that the take-stock clause allows at most.
    `registered_on` is the day it was entered, where that was after its start; what was
    to be done before is not owed (docs/adr/0054).
    """

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z]{2}-\d{2,6}$", _("Write the code like MW-01"))
        ],
    )
    name = models.CharField(_("name"), max_length=200)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, verbose_name=_("country")
    )
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage, default=Stage.EXPLORING
    )
    stage_before_pause = models.CharField(
        max_length=12, choices=Stage, blank=True, default=""
    )
    relationship_start = models.DateField(_("we have known each other since"))
    registered_on = models.DateField(null=True, editable=False)
    clause_months = models.PositiveSmallIntegerField(
        _("months between reviews at most"), default=12
    )
    foundation_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships_led",
        verbose_name=_("lead of the foundation"),
    )
    note = models.TextField(_("in short"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartnershipQuerySet.as_manager()

    if TYPE_CHECKING:
        parties: models.Manager["PartnershipParty"]

    class Meta:
        ordering = ["code"]
        verbose_name = _("partnership")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="partnership_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(clause_months__range=(2, 12)),
                name="partnership_clause_is_2_to_12_months",
                violation_error_message=_(
                    "Months between reviews must be between 2 and 12"
                ),
            ),
            # The only way back from a pause is the stage before it (methods A2).
            models.CheckConstraint(
                condition=(
                    Q(stage=Stage.PAUSED)
                    & Q(stage_before_pause__in=[Stage.ACTIVE, Stage.TRANSITION])
                )
                | (~Q(stage=Stage.PAUSED) & Q(stage_before_pause="")),
                name="partnership_remembers_stage_before_pause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def has_ended(self) -> bool:
        """True when it is over: only checks after the end go on."""
        return has_ended(self.stage)

    @property
    def is_settled(self) -> bool:
        """True when nothing more is asked of either side."""
        return is_settled(self.stage)

    @property
    def may_begin_anew(self) -> bool:
        """True when it has ended and both sides may begin a new chapter."""
        return self.has_ended and Stage.SHAPING in NEXT[Stage(self.stage)]

    @property
    def audit_text(self) -> str:
        """What the audit shows for this partnership."""
        return f"{self.code} {self.name}"


class PartnershipParty(models.Model):
    """One row makes one partner a party to one partnership; coalitions have several."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="parties"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="parties"
    )
    partner_lead = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parties_led",
        verbose_name=_("lead of the partner"),
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("party")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "partner"],
                condition=Q(to_on__isnull=True),
                name="one_open_party_per_partner",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="party_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} in {self.partnership_id}"


class StageChange(models.Model):
    """One row is one move of a partnership between stages; never changed."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="stage_changes"
    )
    from_stage = models.CharField(max_length=12, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage)
    changed_at = models.DateTimeField()
    changed_on = models.DateField()
    changed_by = models.CharField(max_length=40)
    reason = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-changed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_stage=F("to_stage")), name="stage_change_moves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id}: {self.from_stage} to {self.to_stage}"
