"""Who has which calendar file?"""

from django.db import models

from eclt_partners.notifications.choices import OutgoingState


class CalendarFileQuerySet(models.QuerySet["CalendarFile"]):
    """Questions to calendar files."""

    def in_calendars(self) -> "CalendarFileQuerySet":
        """Return the files that reached somebody, as far as we know, and still hold.

        A message that is only claimed may still be taken back, with its file.
        """
        return self.filter(
            is_withdrawn=False,
            outgoing__state__in=[
                OutgoingState.DOT,
                OutgoingState.SENT,
                OutgoingState.UNCONFIRMED,
            ],
        )


class CalendarFile(models.Model):
    """One row is the newest file that one person got of one event (RFC 5546).

    A calendar knows an event by its UID; a file with a higher number replaces the one
    before, and one that says CANCEL takes the event out.
    """

    uid = models.CharField(max_length=200)
    recipient_key = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    is_withdrawn = models.BooleanField(default=False)
    outgoing = models.ForeignKey(
        "notifications.Outgoing", on_delete=models.PROTECT, related_name="+"
    )

    objects = CalendarFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["uid", "recipient_key"],
                name="one_calendar_file_per_event_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.sequence} {self.recipient_key}"
