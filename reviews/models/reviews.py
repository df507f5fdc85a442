"""When do both sides take stock, and who answers?"""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor
from partners.models import Contact, Event, Partnership, PartnershipParty, Talk
from reviews.choices import AnswerMode, PanelistOrigin, ReviewKind, ReviewState
from reviews.models.instruments import Instrument

if TYPE_CHECKING:
    from reviews.models.answers import Assessment
    from reviews.models.results import Action, ReviewScore
    from reviews.models.snoozes import Snooze

UNFINISHED = [
    ReviewState.SCHEDULED,
    ReviewState.OPEN,
    ReviewState.CLOSED,
    ReviewState.TALK_HELD,
]
OVER = [ReviewState.COMPLETED, ReviewState.LAPSED, ReviewState.CANCELLED]


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions to reviews."""

    def visible_to(self, actor: Actor) -> "ReviewQuerySet":
        """Return the reviews of partnerships that the actor may see."""
        scope = actor.scope(Right.SEE)
        if scope.everywhere:
            return self
        return self.filter(
            Q(partnership__country__in=scope.countries)
            | Q(partnership__in=scope.partnerships)
        )

    def unfinished(self) -> "ReviewQuerySet":
        """Return reviews that still ask something of somebody."""
        return self.filter(state__in=UNFINISHED)

    def full(self) -> "ReviewQuerySet":
        """Return full reviews: only they reset the interval (rulings 9)."""
        return self.filter(kind=ReviewKind.FULL)


class Review(models.Model):
    """One row is one take-stock of a partnership; both sides answer, then talk.

    `original_due_on` never changes: lateness counts from it. `round` rises when the
    due date is moved with agreement, so that reminders go out anew (rulings 19).
    `calendar_number` rises whenever a calendar file has to replace the one before.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="reviews"
    )
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT)
    kind = models.CharField(_("kind"), max_length=6, choices=ReviewKind)
    is_closing = models.BooleanField(default=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.SCHEDULED
    )
    due_on = models.DateField(_("due on"))
    original_due_on = models.DateField(_("first due on"))
    round = models.PositiveSmallIntegerField(default=1)
    calendar_number = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    talk = models.OneToOneField(
        Talk, on_delete=models.PROTECT, null=True, blank=True, related_name="review"
    )
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True)
    no_talk_reason = models.CharField(
        _("why no talk was held"), max_length=500, blank=True
    )
    is_registered = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    objects = ReviewQuerySet.as_manager()

    if TYPE_CHECKING:
        actions: models.Manager["Action"]
        sides: models.Manager["ReviewSide"]
        panelists: models.Manager["Panelist"]
        scores: models.Manager["ReviewScore"]
        snoozes: models.Manager["Snooze"]

    class Meta:
        ordering = ["-due_on", "-id"]
        verbose_name = _("review")
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=UNFINISHED),
                name="reviews_unfinished",
            ),
            models.Index(
                fields=["partnership", "-completed_on"],
                condition=Q(state=ReviewState.COMPLETED),
                name="reviews_completed",
            ),
            # The history only grows: its newest are found, and all counted, in here.
            models.Index(
                fields=["-due_on", "id"],
                include=["partnership", "state"],
                condition=Q(state__in=OVER),
                name="reviews_over",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReviewState.values), name="review_state_is_known"
            ),
            # The planner relies on it: any number of planners, one planned review.
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(kind=ReviewKind.FULL, state__in=UNFINISHED),
                name="one_unfinished_full_review",
            ),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(event__isnull=False),
                name="one_review_per_event",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.COMPLETED)
                | Q(completed_at__isnull=False, completed_on__isnull=False),
                name="completed_review_has_its_day",
            ),
            # A score without a talk is worth nothing: one-sided reviews say why.
            models.CheckConstraint(
                condition=~Q(state=ReviewState.COMPLETED)
                | Q(talk__isnull=False)
                | ~Q(no_talk_reason=""),
                name="completed_review_has_a_talk_or_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.CANCELLED) | ~Q(cancel_reason=""),
                name="cancelled_review_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("original_due_on")) | Q(round__gt=1),
                name="review_is_not_due_before_first_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.due_on:%Y-%m-%d}"

    @property
    def audit_text(self) -> str:
        """What the audit keeps of this review: kind and day, in no language."""
        return f"{self.kind} {self.original_due_on:%Y-%m-%d}"

    def days_overdue(self, *, today: date) -> int:
        """Whole days past the first due date; 0 before it (rulings 8)."""
        if self.state not in {ReviewState.SCHEDULED, ReviewState.OPEN}:
            return 0
        return max(0, (today - self.original_due_on).days)

    def missed_on(self, *, today: date) -> date | None:
        """Return the first due date when it is past and another day is due now."""
        has_moved = self.due_on != self.original_due_on
        is_missed = has_moved and self.days_overdue(today=today) > 0
        return self.original_due_on if is_missed else None


class ReviewSide(models.Model):
    """One row is one side of one review: how it answers; a null party is the foundation."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sides")
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    mode = models.CharField(
        _("how this side answers"),
        max_length=10,
        choices=AnswerMode,
        default=AnswerMode.INDIVIDUAL,
    )
    people_consulted = models.PositiveSmallIntegerField(
        _("people asked"), null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "party"],
                name="one_side_per_review_and_party",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} side {self.party_id or 'F'}"


class Panelist(models.Model):
    """One row is one person who answers a review for one side (methods B5.1).

    Foundation raters are users, partner raters are contacts; nobody sits on both.
    Raters of earlier, registered reviews have no person.
    """

    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, related_name="panelists"
    )
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True
    )
    origin = models.CharField(
        max_length=10, choices=PanelistOrigin, default=PanelistOrigin.PERSON
    )
    is_lead = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        assessment: "Assessment"

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "user"],
                condition=Q(user__isnull=False),
                name="one_seat_per_user_and_review",
            ),
            models.UniqueConstraint(
                fields=["review", "contact"],
                condition=Q(contact__isnull=False),
                name="one_seat_per_contact_and_review",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        origin=PanelistOrigin.PERSON,
                        party__isnull=True,
                        user__isnull=False,
                        contact__isnull=True,
                    )
                    | Q(
                        origin=PanelistOrigin.PERSON,
                        party__isnull=False,
                        user__isnull=True,
                        contact__isnull=False,
                    )
                    | Q(
                        origin=PanelistOrigin.REGISTERED,
                        user__isnull=True,
                        contact__isnull=True,
                    )
                ),
                name="panelist_is_a_person_of_its_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} seat {self.pk}"

    @property
    def key(self) -> str:
        """The person's key as actors carry it, for example "contact:7"."""
        return f"user:{self.user_id}" if self.user_id else f"contact:{self.contact_id}"
