"""Which steps has each ladder of reminders? Rows that administrators edit."""

from collections.abc import Mapping

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.rules.ladders import (
    ANSWERS_END,
    ASKED_FOR_ANSWERS,
    DAYS,
    ESCALATION,
    RATERS,
    audiences_of,
)


def _fits(of_kind: Mapping[ReminderKind, Q]) -> Q:
    """Return the condition that a row fits what its kind allows."""
    condition = Q()
    for kind, fits in of_kind.items():
        condition |= Q(kind=kind) & Q(fits)
    return condition


class LadderStep(models.Model):
    """One row is one rung of a ladder: how many days from the due date, to whom.

    `letter` is the name under which its writer registered (notifications.letters).
    A row is never deleted and never gets another day: reminders name it by its code.
    Moved to another day, it is taken out and a new row with the same `origin` takes
    its place; whoever got one step of an origin gets no other of it in that round.
    """

    kind = models.CharField(_("ladder"), max_length=20, choices=ReminderKind)
    code = models.CharField(_("step"), max_length=8)
    origin = models.CharField(_("began as"), max_length=8, blank=True)
    offset_days = models.SmallIntegerField(
        _("days after the due date (before: negative)")
    )
    audience = models.CharField(_("to"), max_length=20, choices=Audience)
    letter = models.CharField(_("letter"), max_length=40, blank=True)
    counts_for_cap = models.BooleanField(
        _("counts among the four mails of a person"), default=False
    )
    is_active = models.BooleanField(_("in use"), default=True)
    taken_out_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "offset_days"]
        # Two more rules of a whole ladder stand in the trigger `ladder_is_sound`.
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], name="one_step_per_ladder_and_code"
            ),
            models.UniqueConstraint(
                fields=["kind", "offset_days"],
                condition=Q(taken_out_at__isnull=True),
                name="one_step_per_ladder_and_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_out_at__isnull=True) | Q(is_active=False),
                name="step_taken_out_is_not_in_use",
            ),
            models.CheckConstraint(
                condition=_fits(
                    {
                        kind: Q(audience__in=sorted(audiences_of(kind)))
                        for kind in ReminderKind
                    }
                ),
                name="step_audience_fits_ladder",
            ),
            models.CheckConstraint(
                condition=_fits(
                    {kind: Q(offset_days__range=days) for kind, days in DAYS.items()}
                ),
                name="step_day_fits_ladder",
            ),
            models.CheckConstraint(
                condition=~Q(audience__in=sorted(ESCALATION)) | Q(offset_days__gte=1),
                name="step_escalates_after_the_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReminderKind.REVIEW)
                | ~Q(audience__in=sorted(ASKED_FOR_ANSWERS))
                | Q(offset_days__lte=ANSWERS_END),
                name="step_asks_while_answers_count",
            ),
            models.CheckConstraint(
                condition=Q(counts_for_cap=False) | Q(audience__in=sorted(RATERS)),
                name="step_counts_for_raters_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def audit_text(self) -> str:
        """The ladder the step stands in."""
        return str(self.kind)
