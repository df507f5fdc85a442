"""What is owed by mail, and which message carries it?"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.notifications.choices import (
    OutgoingState,
    ReminderKind,
    ReminderState,
)

# Letters about the safety of people; their names begin with this. They stand in
# no ledger: that somebody reported something is nobody else's matter.
RESTRICTED = "restricted."
IN_HAND = [OutgoingState.CLAIMED, OutgoingState.DOT]


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
    `owner` is the number of the sender that has the message in hand. `copied`: the
    relay took the journal as a second recipient, so a copy proves that it took both.
    """

    dedupe_key = models.CharField(max_length=200)
    message_id = models.CharField(max_length=200)
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
    copied = models.BooleanField(default=False, db_default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_code = models.PositiveSmallIntegerField(null=True, blank=True)
    last_reply = models.CharField(max_length=500, blank=True)

    # What its writer needs, when it was read for many messages together (letters.py).
    gathered: Any = None

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
            # With the id: a sender asks for one of its messages at a time.
            models.Index(
                fields=["owner", "id"],
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
            models.Index(
                fields=["sent_at"],
                condition=Q(state=OutgoingState.SENT),
                name="outgoing_sent",
            ),
            # "n mails in a row came back" is asked of one address.
            models.Index(
                Lower("to_address"), F("id").desc(), name="outgoing_by_address"
            ),
        ]
        constraints = [
            # Composing relies on it: INSERT ... ON CONFLICT DO NOTHING. As constraints:
            # a unique field has two indexes, and every change of state writes both.
            # This one answers how a key begins as well.
            models.UniqueConstraint(
                fields=["dedupe_key"],
                opclasses=["varchar_pattern_ops"],
                name="outgoing_dedupe_key_is_unique",
            ),
            models.UniqueConstraint(
                fields=["message_id"], name="outgoing_message_id_is_unique"
            ),
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
    """One row is one state change of a message; written by a trigger only.

    `by` names who settled a doubt or sent again ("user:12", "journal"), `why` says it.
    """

    outgoing = models.ForeignKey(
        Outgoing, on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField()
    old_state = models.CharField(max_length=12, blank=True)
    new_state = models.CharField(max_length=12, choices=OutgoingState)
    code = models.PositiveSmallIntegerField(null=True)
    reply = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.outgoing_id}: {self.old_state} to {self.new_state}"


class Reminder(models.Model):
    """One row is one owed reminder: a step of a ladder for one recipient.

    Unique by subject, step, round and recipient (rulings 19), so any number of
    planners may run. `round` rises with an accepted snooze or bring-forward, never
    on an edit. The address, language and zone are those of the reader: the recipient,
    or who stands in for one who is away (`reader_key`, set while composing). What only
    the recipient can do (`is_personal`: answer a review) is read by nobody else.
    `why` tells why it did not leave, or why nobody needs what was sent any more.
    """

    kind = models.CharField(max_length=20, choices=ReminderKind)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=8)
    round = models.PositiveSmallIntegerField(default=1)
    recipient_key = models.CharField(max_length=40)
    reader_key = models.CharField(max_length=40, blank=True)
    is_personal = models.BooleanField(default=False)
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

    @property
    def read_by(self) -> str:
        """The key of who reads it: the recipient, or the person who stands in."""
        return self.reader_key or self.recipient_key


class DispatcherHeartbeat(models.Model):
    """One row is the last sign of life of one dispatcher (trust 1.5)."""

    name = models.CharField(max_length=40, primary_key=True)
    last_tick_at = models.DateTimeField()
    last_drain_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
