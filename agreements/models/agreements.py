"""What did both sides agree, in which version, and what did they promise?"""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.choices import (
    ClauseKind,
    CommitmentKind,
    InstanceState,
    SizeClass,
    VersionKind,
    VersionOrigin,
)
from agreements.models.conditions import ISO_CURRENCY, NUMBER_IN_ANY_CASE
from agreements.models.kinds import AgreementKind
from agreements.models.promise_columns import (
    PROMISE_INDEXES,
    OutcomeTerms,
    PromiseTerms,
)
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from partners.choices import OwnerSide
from partners.models import Partnership, PartnershipParty


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions to agreements."""

    def visible_to(self, actor: Actor) -> "AgreementQuerySet":
        """Return the agreements of partnerships that the actor may see."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        return self.filter(
            Q(partnership__country__in=scope.countries)
            | Q(partnership__in=scope.partnerships)
        )


class Agreement(models.Model):
    """One row is one deal of a partnership; what was agreed stands in its versions.

    The number stays the same for ever, as it was written; versions stand beside it.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="agreements"
    )
    parties = models.ManyToManyField(PartnershipParty, related_name="agreements")
    number = models.CharField(_("number"), max_length=24, unique=True)
    kind = models.ForeignKey(
        AgreementKind,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("kind"),
    )
    title = models.CharField(_("title"), max_length=200)
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True
    )
    # Policy, systems or data work alone is not divided by children (methods G, 12).
    serves_children = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = AgreementQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: models.Manager["AgreementVersion"]

    class Meta:
        ordering = ["number"]
        verbose_name = _("agreement")
        constraints = [NUMBER_IN_ANY_CASE]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this agreement."""
        return self.number


class AgreementVersion(models.Model):
    """One row is one signed state of an agreement; append-only in the database.

    `canonical` is the text that is hashed: the terms, who signed when, and what the
    version is. A trigger checks that it says what the columns say, and chains `hash`
    to the version before (docs/adr/0023). Whether a version is in force on a day is
    derived from the dates, never stored.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=VersionKind)
    origin = models.CharField(max_length=12, choices=VersionOrigin)
    effective_from = models.DateField(_("from"))
    effective_to = models.DateField(_("to"))
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, validators=[ISO_CURRENCY])
    reporting_amount = models.DecimalField(
        _("amount for reports"), max_digits=16, decimal_places=2
    )
    reporting_currency = models.CharField(max_length=3, validators=[ISO_CURRENCY])
    rate = models.DecimalField(_("rate used"), max_digits=18, decimal_places=6)
    rate_on = models.DateField(_("date of the rate"))
    summary = models.CharField(_("what changed"), max_length=600, blank=True)
    size_class = models.CharField(max_length=10, choices=SizeClass, blank=True)
    health_index = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    canonical = models.TextField()
    terms = models.JSONField()
    # Both are written by the trigger, whatever is sent.
    prev_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, unique=True, default="")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    if TYPE_CHECKING:
        commitments: models.Manager["Commitment"]
        clauses: models.Manager["Clause"]

    class Meta:
        ordering = ["agreement", "-number"]
        verbose_name = _("version")
        indexes = [models.Index(fields=["effective_to"], name="versions_by_end")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="one_version_per_number"
            ),
            models.UniqueConstraint(
                fields=["agreement", "effective_from"],
                name="one_version_per_first_day",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__gt=F("effective_from")),
                name="version_ends_after_it_starts",
                violation_error_message=_("The end must be after the start"),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="version_numbers_start_at_1"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, reporting_amount__gte=0, rate__gt=0),
                name="version_money_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    currency__regex=r"^[A-Z]{3}$",
                    reporting_currency__regex=r"^[A-Z]{3}$",
                ),
                name="version_currencies_are_iso",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} version {self.number}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this version."""
        return f"version {self.number}"

    def is_in_force(self, *, on: date) -> bool:
        """Tell whether `on` lies in this version's own dates (ends included)."""
        return self.effective_from <= on <= self.effective_to


class Clause(models.Model):
    """One row is one clause of one version; append-only, and never added later.

    A trigger refuses a clause that the version's canonical text does not hold.
    """

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="clauses"
    )
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=ClauseKind)
    heading = models.CharField(max_length=200)
    text = models.TextField()
    is_locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="one_clause_per_key_and_version"
            ),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="one_clause_per_position_and_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.key}"


class Commitment(PromiseTerms):
    """One row is a promise of one side, as it stands in one version; append-only.

    A null party with side PARTNER means the only partner of the partnership.
    """

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="commitments"
    )
    code = models.CharField(_("code"), max_length=12)
    side = models.CharField(_("who promises"), max_length=10, choices=OwnerSide)
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    kind = models.CharField(_("what kind"), max_length=12, choices=CommitmentKind)
    text = models.CharField(_("promise"), max_length=500)
    due_on = models.DateField(_("by"), null=True, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=60, blank=True)
    amount = models.DecimalField(
        _("amount"),
        null=True,
        blank=True,
        default=None,
        max_digits=16,
        decimal_places=2,
    )
    currency = models.CharField(max_length=3, blank=True, validators=[ISO_CURRENCY])

    class Meta:
        ordering = ["code"]
        verbose_name = _("promise")
        constraints = [
            *PromiseTerms.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"], name="one_commitment_per_code_and_version"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="")
                | Q(amount__gte=Decimal(0), currency__regex=r"^[A-Z]{3}$"),
                name="commitment_amount_has_its_currency",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | ~Q(rhythm="") | ~Q(rhythm_kind=""),
                name="commitment_has_a_date_or_a_rhythm",
                violation_error_message=_("Enter a date or a rhythm"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:40]}"


class CommitmentInstance(OutcomeTerms):
    """One row is one due date of a promise, and what became of it (methods E5).

    One side reports, the other confirms (`agreements.rules.steps`).
    """

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="instances"
    )
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=InstanceState,
        default=InstanceState.NOT_DUE,
    )
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.CharField(max_length=40, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    evidence = models.TextField(_("how we know"), max_length=1000, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            *OutcomeTerms.Meta.constraints,
            models.UniqueConstraint(
                fields=["commitment", "due_on"], name="one_instance_per_due_day"
            ),
        ]
        indexes = PROMISE_INDEXES

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.due_on:%Y-%m-%d}"
