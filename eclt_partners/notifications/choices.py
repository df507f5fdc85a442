"""Which kinds of reminders and which states of mail are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReminderKind(models.TextChoices):
    """What a reminder is about; each kind has its own ladder (methods D4)."""

    REVIEW = "REVIEW", _("Review")
    AGREEMENT_ENDING = "AGREEMENT_ENDING", _("Agreement ending")
    COMMITMENT = "COMMITMENT", _("Promise due")
    SAFEGUARDING_CHECK = "SAFEGUARDING_CHECK", _("Safeguarding check expiring")
    RENEGOTIATION = "RENEGOTIATION", _("Change of an agreement")
    AFTER_CHECK = "AFTER_CHECK", _("Check after the end")


class Audience(models.TextChoices):
    """Who gets a step of a ladder."""

    LEADS = "LEADS", _("Both leads")
    RATERS = "RATERS", _("Everyone who answers")
    RATERS_NOT_DONE = "RATERS_NOT_DONE", _("Those who have not answered")
    RATERS_AND_LEADS = "RATERS_AND_LEADS", _("Those who have not answered, and leads")
    MANAGER = "MANAGER", _("Country manager")
    DIRECTOR = "DIRECTOR", _("Director")
    DIRECTOR_AND_HELPER = "DIRECTOR_AND_HELPER", _("Director and neutral helper")


class ReminderState(models.TextChoices):
    """What became of an owed reminder."""

    PLANNED = "PLANNED", pgettext_lazy("reminder", "Planned")
    COMPOSED = "COMPOSED", _("In a message")
    SENT = "SENT", _("Sent")
    CANCELLED = "CANCELLED", _("No longer needed")
    SUPERSEDED = "SUPERSEDED", _("Overtaken by a later step")


class OutgoingState(models.TextChoices):
    """Where a message stands (trust 1.5; values as in the database)."""

    QUEUED = "queued", _("Waiting")
    CLAIMED = "claimed", _("Being sent")
    DOT = "dot", _("Handed over, waiting for the answer")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    FAILED = "failed", _("Refused")
    UNCONFIRMED = "unconfirmed", _("In doubt")
    CANCELLED = "cancelled", _("No longer needed")
    SUPERSEDED = "superseded", _("Overtaken")


class HoleKind(models.TextChoices):
    """What is wrong with one reminder in the ledger."""

    MISSING = "MISSING", _("Owed, but not planned")
    SKIPPED = "SKIPPED", _("Not there, though a later step is")
    STUCK = "STUCK", _("Waits for too long")
    CONTRADICTED = "CONTRADICTED", _("Says something else than its message")
    EMPTY = "EMPTY", _("A message without the reminders it was made for")


class FailureKind(models.TextChoices):
    """Why nothing is mailed to an address, or why one mail did not arrive."""

    HARD = "HARD", _("There is no such mailbox")
    SOFT = "SOFT", _("Mails came back several times in a row")
    MARKED = "MARKED", _("Stopped by hand")


class BounceSource(models.TextChoices):
    """Who told us that a mail did not arrive."""

    RELAY = "RELAY", _("Our mail server, while sending")
    REPORT = "REPORT", _("A report that came back")


class Topic(models.TextChoices):
    """Mails that a person may leave, because they ask for nothing that is owed now."""

    LIST = "LIST", _("The list of what waits for you, on every working day")
    EARLY = "EARLY", _("Early notices, 60 days or more before an agreement ends")
    MONTHLY = "MONTHLY", _("The mail of the month about your countries")
