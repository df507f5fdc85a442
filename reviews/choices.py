"""Which words and codes do reviews use?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewKind(models.TextChoices):
    """Which kind of take-stock a review is (methods B3, D3)."""

    FULL = "FULL", _("Full review")
    PULSE = "PULSE", _("Short pulse")
    TALK = "TALK", _("Talk on one topic")


class ReviewState(models.TextChoices):
    """Where a review stands (methods B5.7, rulings 8)."""

    SCHEDULED = "SCHEDULED", _("Planned")
    OPEN = "OPEN", _("Open for answers")
    CLOSED = "CLOSED", _("Closed; the talk is next")
    TALK_HELD = "TALK_HELD", _("Talk held; waiting for both sides to confirm")
    COMPLETED = "COMPLETED", _("Completed")
    LAPSED = "LAPSED", _("Lapsed: no talk was held")
    CANCELLED = "CANCELLED", _("Cancelled")


class SnoozeReason(models.TextChoices):
    """Why a review is moved (methods D4)."""

    HARVEST = "HARVEST", _("Harvest")
    ILLNESS = "ILLNESS", _("Illness")
    TRAVEL = "TRAVEL", _("Travel")
    EMERGENCY = "EMERGENCY", _("Emergency")
    ELECTION = "ELECTION", _("Election")
    WAITING = "WAITING", _("Waiting for facts")
    OTHER = "OTHER", _("Something else")


class AnswerMode(models.TextChoices):
    """How one side answers (methods B5.2)."""

    INDIVIDUAL = "INDIVIDUAL", _("Each person alone")
    TOGETHER = "TOGETHER", _("One answer together")


class NoRating(models.TextChoices):
    """Why a dimension has no number."""

    NOT_KNOWN = "NK", _("I do not know")
    NOT_APPLICABLE = "NA", _("Does not apply yet")


class AssessmentState(models.TextChoices):
    """Whether one person's answers are still being written."""

    DRAFT = "DRAFT", _("In progress")
    SUBMITTED = "SUBMITTED", _("Sent")


class CorrectionState(models.TextChoices):
    """Whether a correction of a sent answer counts."""

    ASKED = "ASKED", _("Waits for agreement")
    COUNTED = "COUNTED", _("It counts")
    DECLINED = "DECLINED", _("Declined")


class PanelistOrigin(models.TextChoices):
    """Whether a rater is a known person or was registered without a name."""

    PERSON = "PERSON", _("A person we know")
    REGISTERED = "REGISTERED", _("Registered from earlier records, name not held")


class Audience(models.TextChoices):
    """Who may read an open comment (methods B3)."""

    BOTH = "BOTH", _("Both sides")
    MY_SIDE = "MY_SIDE", _("Only my side")
    HELPER = "HELPER", _("Only the neutral helper")


class WorkAgain(models.TextChoices):
    """Would you choose to work with this organisation again? (question O2)."""

    SURELY = "SURELY", _("Surely")
    PROBABLY = "PROBABLY", _("Probably")
    NOT_SURE = "NOT_SURE", _("Not sure")
    PROBABLY_NOT = "PROBABLY_NOT", _("Probably not")
    NO = "NO", _("No")


class Helped(models.TextChoices):
    """Did an action help? Asked when it is done (methods B5.6, next review)."""

    YES = "YES", _("It helped")
    PARTLY = "PARTLY", _("It helped a little")
    NO = "NO", _("It did not help")


class ActionState(models.TextChoices):
    """What became of an action agreed in a talk."""

    OPEN = "OPEN", _("Open")
    DONE = "DONE", _("Done")
    DROPPED = "DROPPED", _("Dropped by both sides")


class VersionState(models.TextChoices):
    """Where a version of the instrument stands."""

    DRAFT = "DRAFT", _("Draft")
    IN_USE = "IN_USE", _("Frozen: new reviews ask it")
    EARLIER = "EARLIER", _("Frozen: only earlier reviews ask it")
