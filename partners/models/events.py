"""What did both sides say to each other, and what happened around them?"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.rules.marks import mark_of
from partners.choices import EventKind, Side, Status
from partners.models.partnerships import Partnership, PartnershipParty


class Talk(models.Model):
    """One row is a recorded talk of both sides: three agreed lines, both confirm."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="talks"
    )
    held_on = models.DateField(_("date of the talk"))
    people = models.TextField(_("who took part"), max_length=1000, blank=True)
    language = models.CharField(_("language of the talk"), max_length=40, blank=True)
    strong = models.TextField(_("what is strong"), max_length=2000, blank=True)
    hurts = models.TextField(_("what hurts"), max_length=2000, blank=True)
    # Of a talk about a change of an agreement: what both sides noted together.
    agreed_note = models.TextField(_("what we noted"), max_length=4000, blank=True)
    next_steps = models.TextField(_("what we will do"), max_length=2000, blank=True)
    no_action_reason = models.TextField(
        _("why no action is needed"), max_length=1000, blank=True
    )
    is_registered = models.BooleanField(default=False)
    foundation_confirmed_at = models.DateTimeField(null=True, blank=True)
    foundation_confirmed_by = models.CharField(max_length=40, blank=True)
    partner_confirmed_at = models.DateTimeField(null=True, blank=True)
    partner_confirmed_by = models.CharField(max_length=40, blank=True)
    partner_confirmed_for = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(foundation_confirmed_at__isnull=True)
                | ~Q(foundation_confirmed_by=""),
                name="talk_foundation_confirmation_has_a_person",
            ),
            models.CheckConstraint(
                condition=Q(partner_confirmed_at__isnull=True)
                | ~Q(partner_confirmed_by=""),
                name="talk_partner_confirmation_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.held_on:%Y-%m-%d}"

    @property
    def mark(self) -> str:
        """What a page remembers of the record; another one once a word is."""
        return mark_of(
            (
                self.held_on,
                self.people,
                self.language,
                self.strong,
                self.hurts,
                self.agreed_note,
                self.next_steps,
                self.no_action_reason,
            )
        )

    @property
    def is_fair_record(self) -> bool:
        """True once both leads confirmed the record."""
        return bool(self.foundation_confirmed_at and self.partner_confirmed_at)


class Event(models.Model):
    """One row is something that happened and may bring a review forward.

    Agreements and people write events; reviews turn them into due dates
    (rulings 1). `closed_on` is set when a review or talk has dealt with it.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(_("what happened"), max_length=14, choices=EventKind)
    happened_on = models.DateField(_("when"))
    reported_on = models.DateField()
    reported_by = models.CharField(max_length=40)
    side = models.CharField(_("who reports it"), max_length=10, choices=Side)
    note = models.TextField(_("in short"), max_length=1000, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(
                fields=["partnership"],
                condition=Q(closed_on__isnull=True),
                name="events_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(closed_on__gte=models.F("reported_on")),
                name="event_closes_after_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.kind}"

    @property
    def audit_text(self) -> str:
        """What the audit keeps of this event: its kind, in no language."""
        return self.kind


class HealthReading(models.Model):
    """One row is the health index of one pair foundation-party on one day.

    Written by reviews at completion, read by agreements (rulings 1). A null index
    means that one side did not answer or too little is known.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="health_readings"
    )
    party = models.ForeignKey(PartnershipParty, on_delete=models.PROTECT)
    index = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    status = models.CharField(max_length=5, choices=Status)
    as_of = models.DateField()

    class Meta:
        ordering = ["-as_of", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(index__isnull=True) | Q(index__range=(0, 100)),
                name="health_reading_is_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.as_of:%Y-%m-%d}"
