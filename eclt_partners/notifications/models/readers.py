"""Whom does mail not reach, who is not the right person, and who wants less of it?"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from eclt_partners.notifications.choices import (
    BounceSource,
    FailureKind,
    ReminderKind,
    Topic,
)
from eclt_partners.notifications.models.messages import Outgoing


class StoppedAddress(models.Model):
    """One row is a time in which nothing is mailed to an address.

    It begins by itself when mail comes back, or by hand, and ends by hand. Rows stay
    as the story of the address; a trigger lets them only be ended, once.
    """

    address = models.EmailField(_("e-mail address"))
    kind = models.CharField(max_length=8, choices=FailureKind)
    reply = models.CharField(max_length=500, blank=True)
    stopped_at = models.DateTimeField()
    stopped_by = models.CharField(max_length=40)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.CharField(max_length=40, blank=True)
    cleared_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            # Planning joins on it: an address is stopped once or not at all.
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(cleared_at__isnull=True),
                name="an_address_is_stopped_once",
            ),
            models.CheckConstraint(
                condition=Q(address=Lower("address")),
                name="a_stopped_address_is_in_small_letters",
            ),
            models.CheckConstraint(
                condition=(
                    Q(cleared_at__isnull=True, cleared_by="", cleared_why="")
                    | (Q(cleared_at__gte=F("stopped_at")) & ~Q(cleared_by=""))
                ),
                name="whoever_clears_an_address_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} since {self.stopped_at:%Y-%m-%d}"


class Bounce(models.Model):
    """One row is a report that one message did not reach its address. Append-only.

    `report_id` names the report, so that reading it twice counts it once.
    """

    outgoing = models.ForeignKey(
        Outgoing, on_delete=models.PROTECT, related_name="bounces"
    )
    address = models.EmailField()
    at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=BounceSource)
    kind = models.CharField(max_length=8, choices=FailureKind)
    status = models.CharField(max_length=12, blank=True)
    reply = models.CharField(max_length=500, blank=True)
    report_id = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["address", "-id"], name="bounces_by_address")]

    def __str__(self) -> str:
        return f"{self.outgoing_id}: {self.status}"


class LeftTopic(models.Model):
    """One row is a person who wants no mails of one topic; coming back deletes it."""

    recipient_key = models.CharField(max_length=40)
    topic = models.CharField(max_length=8, choices=Topic)
    left_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient_key", "topic"], name="a_topic_is_left_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_key} without {self.topic}"


class NotForMe(models.Model):
    """One row is somebody who said "I am not the right person" for one matter.

    Without `subject_id` it is everything of the kind in the partnership. While it is
    not taken back, planning leaves the person alone there. Whom the person named
    instead is kept until somebody of the foundation has looked at it.
    """

    kind = models.CharField(max_length=20, choices=ReminderKind)
    subject_id = models.BigIntegerField(null=True, blank=True)
    partnership_id = models.BigIntegerField()
    country_code = models.CharField(max_length=2)
    recipient_key = models.CharField(max_length=40)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    named = models.CharField(_("name"), max_length=120, blank=True)
    named_address = models.EmailField(_("e-mail address"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "partnership_id", "recipient_key"],
                condition=Q(taken_back_at__isnull=True),
                nulls_distinct=False,
                name="not_for_me_is_said_once",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True)
                | (Q(named="", named_address="") & ~Q(settled_by="")),
                name="a_name_is_kept_until_it_is_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id or 'all'}: not {self.recipient_key}"
