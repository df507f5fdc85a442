"""What came of a review?"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor
from partners.choices import OwnerSide, Status
from partners.models import Contact, PartnershipParty
from reviews.choices import ActionState, Helped
from reviews.models.reviews import Review


class ReviewScoreQuerySet(models.QuerySet["ReviewScore"]):
    """Questions to scores."""

    def valid(self) -> "ReviewScoreQuerySet":
        """Return the scores that count: of each pair the latest."""
        successors = ReviewScore.objects.filter(
            review=OuterRef("review"),
            party=OuterRef("party"),
            number__gt=OuterRef("number"),
        )
        return self.exclude(Exists(successors))

    def red(self) -> "ReviewScoreQuerySet":
        """Return the scores that count and are red: their talk is due earlier."""
        return self.valid().filter(status=Status.RED)


class ReviewScore(models.Model):
    """One row is the score of one pair foundation-party of a review; append-only.

    Stored with the formula and instrument it was computed with; recomputing never
    changes history. A corrected answer makes a row with the next `number` and a
    reason. Figures are rounded half up to two places; `figures` holds per
    dimension means, gaps, counts and the rules that fired.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="scores")
    party = models.ForeignKey(PartnershipParty, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=300, blank=True)
    formula = models.CharField(max_length=12)
    instrument_code = models.CharField(max_length=12)
    index = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    index_foundation = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    index_partner = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    gap_index = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    bias = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    coverage_pct = models.DecimalField(max_digits=5, decimal_places=2)
    foundation_count = models.PositiveSmallIntegerField()
    partner_count = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=5, choices=Status)
    rules = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    scored_at = models.DateTimeField()

    objects = ReviewScoreQuerySet.as_manager()

    class Meta:
        ordering = ["review", "party", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "party", "number"], name="one_score_per_number"
            ),
            models.CheckConstraint(
                condition=Q(index__isnull=True) | Q(index__range=(0, 100)),
                name="score_index_is_0_to_100",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="corrected_score_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"score of {self.review_id}"


class ActionQuerySet(models.QuerySet["Action"]):
    """Questions to actions."""

    def visible_to(self, actor: Actor) -> "ActionQuerySet":
        """Return the actions of partnerships that the actor may see."""
        scope = actor.scope(Right.SEE)
        if scope.everywhere:
            return self
        return self.filter(
            Q(review__partnership__country__in=scope.countries)
            | Q(review__partnership__in=scope.partnerships)
        )


class Action(models.Model):
    """One row is something agreed in the talk of a review, with owner side and date."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(_("what we will do"), max_length=300)
    side = models.CharField(_("who"), max_length=10, choices=OwnerSide)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True
    )
    owner_contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True
    )
    due_on = models.DateField(_("by"))
    state = models.CharField(
        max_length=8, choices=ActionState, default=ActionState.OPEN
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=40, blank=True)
    helped = models.CharField(
        _("did it help"), max_length=6, choices=Helped, blank=True
    )
    created_on = models.DateField()

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ActionState.values), name="action_state_is_known"
            ),
            # "Did it help?" is answered for what was done, and only then.
            models.CheckConstraint(
                condition=(
                    Q(state=ActionState.OPEN, closed_on__isnull=True, helped="")
                    | Q(state=ActionState.DROPPED, closed_on__isnull=False, helped="")
                    | Q(state=ActionState.DONE, closed_on__isnull=False)
                ),
                name="action_over_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("created_on")),
                name="action_is_due_after_the_talk",
                violation_error_message=_(
                    "The date of an action must not be before the talk"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def audit_text(self) -> str:
        """What the audit shows for this action."""
        return self.text[:80]
