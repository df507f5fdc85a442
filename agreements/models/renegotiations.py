"""Who wants to change what, what was said about it, and where does it stand?"""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.choices import ChangeReason, RenegotiationState, Topic, Urgency
from agreements.models.agreements import Agreement, AgreementVersion
from agreements.rules.negotiation import CAME_TO_NOTHING, OPEN
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import SYSTEM, Actor
from partners.choices import Side
from partners.models import PartnershipParty, Talk

if TYPE_CHECKING:
    from agreements.models.proposals import Proposal

# In a fixed order, since a constraint of the database is written from it.
OPEN_STATES = sorted(OPEN)


class RenegotiationQuerySet(models.QuerySet["Renegotiation"]):
    """Questions to renegotiations."""

    def visible_to(self, actor: Actor) -> "RenegotiationQuerySet":
        """Return the renegotiations of agreements that the actor may see."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        return self.filter(
            Q(agreement__partnership__country__in=scope.countries)
            | Q(agreement__partnership__in=scope.partnerships)
        )

    def open(self) -> "RenegotiationQuerySet":
        """Return those that still want something from a side (rulings 14)."""
        return self.filter(state__in=OPEN_STATES)

    def unfinished(self) -> "RenegotiationQuerySet":
        """Return those that are open, or put aside until a day."""
        return self.filter(state__in=[*OPEN_STATES, RenegotiationState.PARKED])

    def to_look_at_again(self) -> "RenegotiationQuerySet":
        """Return those put aside that can be taken up again, whatever their day.

        No other change of their agreement is open, and no agreement continues it.
        """
        beside = Renegotiation.objects.open().filter(agreement=OuterRef("agreement"))
        later = Agreement.objects.filter(continues=OuterRef("agreement"))
        return self.filter(
            ~Exists(beside), ~Exists(later), state=RenegotiationState.PARKED
        )


class Renegotiation(models.Model):
    """One row is the way from one version of an agreement to the next (methods E3).

    The first version of an agreement comes about in the same way; then nothing is
    the base. "In force" is not a state here: it follows from the dates of the
    version that came of it.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="renegotiations"
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=RenegotiationState,
        default=RenegotiationState.RAISED,
    )
    raised_side = models.CharField(_("who raised it"), max_length=10, choices=Side)
    raised_party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    raised_by = models.CharField(max_length=40)
    raised_at = models.DateTimeField()
    reason = models.CharField(_("why"), max_length=10, choices=ChangeReason)
    what_changed = models.TextField(_("what has changed"), max_length=2000)
    worry = models.TextField(_("what worries you"), max_length=2000, blank=True)
    topics = ArrayField(
        models.CharField(max_length=16, choices=Topic), verbose_name=_("about what")
    )
    urgency = models.CharField(
        _("how soon"), max_length=6, choices=Urgency, default=Urgency.NORMAL
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=40, blank=True)
    talk = models.OneToOneField(
        Talk, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    facilitated_at = models.DateTimeField(null=True, blank=True)
    facilitated_by = models.CharField(max_length=40, blank=True)
    parked_until = models.DateField(_("until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=40, blank=True)
    close_reason = models.CharField(max_length=10, choices=ChangeReason, blank=True)
    close_text = models.TextField(_("why"), max_length=2000, blank=True)
    would_be_possible = models.TextField(
        _("what would make it possible"), max_length=2000, blank=True
    )
    version = models.OneToOneField(
        AgreementVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renegotiation",
    )

    objects = RenegotiationQuerySet.as_manager()

    if TYPE_CHECKING:
        proposals: models.Manager["Proposal"]
        steps: models.Manager["RenegotiationStep"]
        private_notes: models.Manager["PrivateNote"]
        earlier_talks: models.Manager["EarlierTalk"]

    class Meta:
        ordering = ["-raised_at", "-id"]
        verbose_name = _("renegotiation")
        constraints = [
            # A second wish joins the first as another topic (methods A4.5).
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_renegotiation_per_agreement",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RenegotiationState.values),
                name="renegotiation_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=RenegotiationState.PARKED)
                | Q(parked_until__isnull=False),
                name="parked_renegotiation_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RenegotiationState.SIGNED)
                | Q(version__isnull=False),
                name="signed_renegotiation_has_its_version",
            ),
            models.CheckConstraint(
                condition=~Q(state=RenegotiationState.DECLINED)
                | (~Q(close_reason="") & ~Q(close_text="") & ~Q(would_be_possible="")),
                name="declined_renegotiation_says_why",
            ),
            models.CheckConstraint(
                condition=Q(raised_side=Side.PARTNER, raised_party__isnull=False)
                | Q(raised_side=Side.FOUNDATION, raised_party__isnull=True),
                name="renegotiation_is_raised_by_one_side",
            ),
        ]

    def __str__(self) -> str:
        return f"renegotiation {self.pk} of {self.agreement_id}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this renegotiation."""
        return self.agreement.number

    @property
    def is_open(self) -> bool:
        """True while a side is waited for."""
        return self.state in OPEN

    @property
    def is_new(self) -> bool:
        """True when the first version of a new agreement is written at it."""
        return self.reason == ChangeReason.NEW

    @property
    def is_over(self) -> bool:
        """True when nothing comes of it any more, or its version is signed."""
        return self.came_to_nothing or self.state == RenegotiationState.SIGNED

    @property
    def came_to_nothing(self) -> bool:
        """True when it is over and no version came of it."""
        return self.state in CAME_TO_NOTHING

    @property
    def wants_note(self) -> bool:
        """True when it lapsed and no director has noted yet what comes of it."""
        has_lapsed = self.state == RenegotiationState.LAPSED
        return has_lapsed and not (self.close_text or self.ended_with_partnership)

    @property
    def ended_with_partnership(self) -> bool:
        """True when the partnership ended early while it was open.

        Then the director who ended it closed it; what lapses for its 120 days is
        closed by nobody.
        """
        has_lapsed = self.state == RenegotiationState.LAPSED
        return has_lapsed and self.closed_by not in {"", SYSTEM.key}


class RenegotiationStep(models.Model):
    """One row is one step of a renegotiation, for its story; append-only."""

    renegotiation = models.ForeignKey(
        Renegotiation, on_delete=models.PROTECT, related_name="steps"
    )
    state = models.CharField(max_length=10, choices=RenegotiationState)
    side = models.CharField(max_length=10, choices=Side)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.renegotiation_id}: {self.state}"


class EarlierTalk(models.Model):
    """One row is the record of a talk at a table as it was before another took its place.

    Append-only, with who had confirmed it; the record that holds is the `Talk`.
    """

    renegotiation = models.ForeignKey(
        Renegotiation, on_delete=models.PROTECT, related_name="earlier_talks"
    )
    held_on = models.DateField()
    people = models.TextField(max_length=1000)
    language = models.CharField(max_length=40, blank=True)
    agreed_note = models.TextField(max_length=4000)
    foundation_confirmed_at = models.DateTimeField(null=True, blank=True)
    foundation_confirmed_by = models.CharField(max_length=40, blank=True)
    partner_confirmed_at = models.DateTimeField(null=True, blank=True)
    partner_confirmed_by = models.CharField(max_length=40, blank=True)
    partner_confirmed_for = models.CharField(max_length=40, blank=True)
    replaced_at = models.DateTimeField()
    replaced_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.renegotiation_id} {self.held_on:%Y-%m-%d}"


class PrivateNote(models.Model):
    """One row is a note of one side to itself; the other side never reads it.

    A null party is the foundation. Append-only; outside of search, exports, mails
    and the audit's text (methods E3.2).
    """

    renegotiation = models.ForeignKey(
        Renegotiation, on_delete=models.PROTECT, related_name="private_notes"
    )
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    text = models.TextField(_("note"), max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"private note {self.pk}"
