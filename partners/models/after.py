"""What lasts after the end of an agreement, and who told us?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from partners.choices import CheckState, HowKnown
from partners.models.organisations import Contact
from partners.models.partnerships import Partnership
from partners.models.plans import Function

MONTHS = (6, 12, 24)


class AfterCheckQuerySet(models.QuerySet["AfterCheck"]):
    """Questions to checks after the end."""

    def visible_to(self, actor: Actor) -> "AfterCheckQuerySet":
        """Return the checks of partnerships that the actor may see (docs/adr/0006)."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        return self.filter(
            Q(partnership__country__in=scope.countries)
            | Q(partnership__in=scope.partnerships)
        )

    def open(self) -> "AfterCheckQuerySet":
        """Return the checks that are neither done nor waived."""
        return self.filter(state=CheckState.SCHEDULED)


class AfterCheck(models.Model):
    """One row is one look at what lasts, 6, 12 or 24 months after an end (methods F3).

    A partnership that begins anew and ends again has further checks: `ended_on` tells
    them apart. The contact is a person of the partner whom we may ask.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="after_checks"
    )
    ended_on = models.DateField()
    month = models.PositiveSmallIntegerField(_("months after the end"))
    due_on = models.DateField(_("due on"))
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="after_checks",
        verbose_name=_("whom we ask"),
    )
    state = models.CharField(
        max_length=9, choices=CheckState, default=CheckState.SCHEDULED
    )
    settled_on = models.DateField(null=True, blank=True)
    waived_reason = models.TextField(
        _("why it is left out"), max_length=1000, blank=True
    )

    objects = AfterCheckQuerySet.as_manager()

    if TYPE_CHECKING:
        items: models.Manager["AfterCheckItem"]
        report: "AfterCheckReport"

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("check after the end")
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state=CheckState.SCHEDULED),
                name="after_checks_open",
            ),
        ]
        constraints = [
            # Closing twice at the same moment makes one set of checks.
            models.UniqueConstraint(
                fields=["partnership", "ended_on", "month"],
                name="one_after_check_per_end_and_month",
            ),
            models.CheckConstraint(
                condition=Q(month__in=MONTHS), name="after_check_month_is_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("ended_on")), name="after_check_is_after_end"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=CheckState.SCHEDULED,
                    settled_on__isnull=True,
                    waived_reason="",
                )
                | Q(state=CheckState.DONE, settled_on__isnull=False, waived_reason="")
                | Q(state=CheckState.WAIVED, settled_on__isnull=False)
                & ~Q(waived_reason=""),
                name="after_check_state_has_its_facts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} +{self.month}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this check."""
        return f"+{self.month}, {self.due_on:%Y-%m-%d}"


class AfterCheckReport(models.Model):
    """One row is what one check found beside the functions; never changed.

    `entered_for` is the contact who told it by phone, as a key of the audit; "" when
    the person wrote it.
    """

    check_of = models.OneToOneField(
        AfterCheck, on_delete=models.PROTECT, related_name="report"
    )
    leads_now = models.TextField(_("who leads now"), max_length=1000, blank=True)
    pays_now = models.TextField(_("who pays now"), max_length=1000, blank=True)
    changed = models.TextField(_("what you changed"), max_length=1000, blank=True)
    differently = models.TextField(
        _("what we should have done differently"), max_length=2000, blank=True
    )
    in_touch = models.BooleanField(_("we are still in touch"), null=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40)
    entered_for = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"report of {self.check_of_id}"

    @property
    def is_lesson(self) -> bool:
        """True when the partner said what should have been done differently."""
        is_told = bool(self.entered_for) or self.entered_by.startswith("contact:")
        return is_told and bool(self.differently)


class AfterCheckItem(models.Model):
    """One row is what is true today of one function; never changed.

    Value 3 as at handover, or changed there into something as good, 2 most of it, 1 a
    small part, 0 stopped, null not known. What was stopped on purpose is left out of
    the score (methods F3).
    """

    check_of = models.ForeignKey(
        AfterCheck, on_delete=models.PROTECT, related_name="items"
    )
    function = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="after_items"
    )
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    is_stopped_on_purpose = models.BooleanField(default=False)
    has_grown = models.BooleanField(default=False)
    is_changed = models.BooleanField(default=False)
    how_known = models.CharField(max_length=11, choices=HowKnown, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "function"], name="one_item_per_check_and_function"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__range=(0, 3)),
                name="after_item_is_0_to_3",
            ),
            models.CheckConstraint(
                condition=Q(is_stopped_on_purpose=False) | Q(value__isnull=True),
                name="stopped_on_purpose_has_no_value",
            ),
            models.CheckConstraint(
                condition=Q(has_grown=False) | Q(value=3, value__isnull=False),
                name="only_what_lasts_has_grown",
            ),
            # A change by local choice into something as good counts 3.
            models.CheckConstraint(
                condition=Q(is_changed=False)
                | Q(value=3, value__isnull=False, has_grown=False),
                name="changed_into_something_as_good_counts_3",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(how_known=""),
                name="known_item_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function_id}: {self.value}"
