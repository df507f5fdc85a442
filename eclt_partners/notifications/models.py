"""What is owed by mail, and which message carries it?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.notifications.calendar_models import CalendarFile
from eclt_partners.notifications.choices import (
    Audience,
    OutgoingState,
    ReminderKind,
    ReminderState,
)

__all__ = [
    "CalendarFile",
    "DispatcherHeartbeat",
    "LadderStep",
    "Outgoing",
    "OutgoingEvent",
    "OutgoingQuerySet",
    "Reminder",
]

# Letters about the safety of people; their names begin with this. They stand in
# no ledger: that somebody reported something is nobody else's matter.
RESTRICTED = "restricted."
IN_HAND = [OutgoingState.CLAIMED, OutgoingState.DOT]


class LadderStep(models.Model):
    """One row is one rung of a ladder: how many days from the due date, to whom.

    `letter` is the name under which its writer registered (notifications.letters).
    """

    kind = models.CharField(_("ladder"), max_length=20, choices=ReminderKind)
    code = models.CharField(_("step"), max_length=8)
    offset_days = models.SmallIntegerField(
        _("days after the due date (before: negative)")
    )
    audience = models.CharField(_("to"), max_length=20, choices=Audience)
    letter = models.CharField(_("letter"), max_length=40, blank=True)
    counts_for_cap = models.BooleanField(
        _("counts among the four mails of a person"), default=False
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["kind", "offset_days"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], name="one_step_per_ladder_and_code"
            ),
            models.UniqueConstraint(
                fields=["kind", "offset_days"], name="one_step_per_ladder_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    """Questions to messages."""

    def visible_to(self, actor: Actor) -> "OutgoingQuerySet":
        """Return the messages the actor may see in the ledger.

        A message without a country (a digest over several, a library's mail) is for
        those who see the ledger everywhere.
        """
        scope = actor.scope(Action.SEE_LEDGER)
        open_ones = self.exclude(letter__startswith=RESTRICTED)
        if scope.everywhere:
            return open_ones
        return open_ones.filter(
            Q(country_code__in=scope.countries)
            | Q(partnership_id__in=scope.partnerships)
        )

    def about(self, partnership_id: int) -> "OutgoingQuerySet":
        """Return messages about one partnership, also digests with a row about it."""
        rows = Reminder.objects.filter(
            outgoing=OuterRef("pk"), partnership_id=partnership_id
        )
        return self.filter(Q(partnership_id=partnership_id) | Exists(rows))

    def with_story(self) -> "OutgoingQuerySet":
        """Return messages with their reminders and their state changes."""
        return self.prefetch_related("reminders", "events")


class Outgoing(models.Model):
    """One row is one message to one recipient (trust 1.5).

    The body holds placeholders instead of link tokens; they are filled while
    sending. State changes are guarded by a trigger and logged in `OutgoingEvent`.
    `owner` is the number of the sender that has the message in hand.
    """

    dedupe_key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    recipient_key = models.CharField(max_length=40)
    to_address = models.EmailField()
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    time_zone = models.CharField(max_length=50)
    country_code = models.CharField(max_length=2, blank=True)
    partnership_id = models.BigIntegerField(null=True, blank=True)
    letter = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    subject = models.CharField(max_length=200, blank=True)
    text_body = models.TextField(blank=True)
    html_body = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    rendered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    not_after = models.DateTimeField()
    next_try_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=OutgoingState, default=OutgoingState.QUEUED
    )
    owner = models.IntegerField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    dot_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_code = models.PositiveSmallIntegerField(null=True, blank=True)
    last_reply = models.CharField(max_length=500, blank=True)

    objects = OutgoingQuerySet.as_manager()

    if TYPE_CHECKING:
        reminders: models.Manager["Reminder"]
        events: models.Manager["OutgoingEvent"]

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(state=OutgoingState.QUEUED),
                name="outgoing_queued",
            ),
            models.Index(
                fields=["owner"],
                condition=Q(state__in=IN_HAND),
                name="outgoing_in_hand",
            ),
            models.Index(
                fields=["dot_at"],
                condition=Q(state=OutgoingState.UNCONFIRMED),
                name="outgoing_in_doubt",
            ),
            models.Index(
                fields=["partnership_id", "-id"], name="outgoing_by_partnership"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OutgoingState.values),
                name="outgoing_state_is_known",
            ),
            # Recovery relies on it: a message in hand always names its sender.
            models.CheckConstraint(
                condition=(
                    Q(state__in=IN_HAND, owner__isnull=False)
                    | (~Q(state__in=IN_HAND) & Q(owner__isnull=True))
                ),
                name="outgoing_in_hand_has_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state=OutgoingState.SENT) | Q(sent_at__isnull=False),
                name="outgoing_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class OutgoingEvent(models.Model):
    """One row is one state change of a message; written by a trigger only."""

    outgoing = models.ForeignKey(
        Outgoing, on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField()
    old_state = models.CharField(max_length=12, blank=True)
    new_state = models.CharField(max_length=12, choices=OutgoingState)
    code = models.PositiveSmallIntegerField(null=True)
    reply = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.outgoing_id}: {self.old_state} to {self.new_state}"


class Reminder(models.Model):
    """One row is one owed reminder: a step of a ladder for one recipient.

    Unique by subject, step, round and recipient (rulings 19), so any number of
    planners may run. `round` rises with an accepted snooze or bring-forward, never
    on an edit. The address, language and zone are those at planning time.
    """

    kind = models.CharField(max_length=20, choices=ReminderKind)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=8)
    round = models.PositiveSmallIntegerField(default=1)
    recipient_key = models.CharField(max_length=40)
    to_address = models.EmailField()
    language = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=50)
    country_code = models.CharField(max_length=2)
    partnership_id = models.BigIntegerField()
    due_on = models.DateField()
    send_at = models.DateTimeField()
    not_after = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ReminderState, default=ReminderState.PLANNED
    )
    why = models.CharField(max_length=40, blank=True)
    outgoing = models.ForeignKey(
        Outgoing,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["send_at", "id"]
        indexes = [
            models.Index(
                fields=["send_at", "id"],
                condition=Q(state=ReminderState.PLANNED),
                name="reminders_planned",
            ),
            models.Index(fields=["partnership_id", "-id"], name="reminder_by_partn"),
        ]
        constraints = [
            # Planning relies on it: INSERT ... ON CONFLICT DO NOTHING.
            models.UniqueConstraint(
                fields=["kind", "subject_id", "step", "round", "recipient_key"],
                name="one_reminder_per_step_and_recipient",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReminderState.values),
                name="reminder_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ReminderState.COMPOSED, ReminderState.SENT],
                    outgoing__isnull=False,
                )
                | ~Q(state__in=[ReminderState.COMPOSED, ReminderState.SENT]),
                name="reminder_in_message_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id} {self.step} {self.recipient_key}"


class DispatcherHeartbeat(models.Model):
    """One row is the last sign of life of one dispatcher (trust 1.5)."""

    name = models.CharField(max_length=40, primary_key=True)
    last_tick_at = models.DateTimeField()
    last_drain_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
