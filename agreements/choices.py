"""Which words and codes do agreements and promises use?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementKind(models.TextChoices):
    """What kind of paper an agreement is."""

    MOU = "MOU", _("Memorandum of understanding")
    LETTER = "LETTER", _("Letter of agreement")
    PROGRAMME = "PROGRAMME", _("Programme cooperation agreement")
    SMALL_FUNDING = "SMALL_FUNDING", _("Small-scale funding agreement")
    GRANT = "GRANT", _("Grant agreement")
    FRAMEWORK = "FRAMEWORK", _("Framework agreement")
    COALITION = "COALITION", _("Coalition agreement")
    DATA_SHARING = "DATA_SHARING", _("Data-sharing agreement")
    SERVICE = "SERVICE", _("Service contract")
    AFFILIATE = "AFFILIATE", _("Affiliate agreement")


class VersionKind(models.TextChoices):
    """Why a version was written (methods E4)."""

    ORIGINAL = "ORIGINAL", _("Original")
    AMENDMENT = "AMENDMENT", _("Amendment")
    EXTENSION = "EXTENSION", _("Extension")
    CORRECTION = "CORRECTION", _("Correction")


class VersionOrigin(models.TextChoices):
    """How a version came into the system."""

    SIGNED_HERE = "SIGNED_HERE", _("Signed here")
    REGISTERED = "REGISTERED", _("Registered, earlier versions not held")


class CommitmentKind(models.TextChoices):
    """What a promise is about (methods E5)."""

    PAY = "PAY", _("Pay")
    STAFF_TIME = "STAFF_TIME", _("Give staff time")
    TRAIN = "TRAIN", _("Train")
    REPORT = "REPORT", _("Report")
    GIVE_DATA = "GIVE_DATA", _("Give data")
    GIVE_ACCESS = "GIVE_ACCESS", _("Give access")
    SPEAK_FOR = "SPEAK_FOR", _("Speak for")
    BUY = "BUY", _("Buy")
    VISIT = "VISIT", _("Visit")
    DECIDE = "DECIDE", _("Decide")
    LISTEN = "LISTEN", _("Listen")


class RhythmKind(models.TextChoices):
    """How often a promise comes due; the number says how many, or which day."""

    MONTHS = "MONTHS", _("Every so many months")
    WEEKS = "WEEKS", _("Every so many weeks")
    MONTH_DAY = "MONTH_DAY", _("Every month, on this day")
    QUARTERLY = "QUARTERLY", _("Every quarter")
    HALF_YEARLY = "HALF_YEARLY", _("Every half-year")
    YEARLY = "YEARLY", _("Every year")
    AFTER_REQUEST = "AFTER_REQUEST", _("Within so many working days of each request")


class InstanceState(models.TextChoices):
    """What became of one due date of a promise (methods E5).

    DUE_SOON is derived from the day and never stored.
    """

    NOT_DUE = "NOT_DUE", _("Not due yet")
    DUE_SOON = "DUE_SOON", _("Due soon")
    KEPT = "KEPT", _("Kept")
    KEPT_LATE = "KEPT_LATE", _("Kept late")
    PARTLY = "PARTLY", _("Partly kept")
    NOT_KEPT = "NOT_KEPT", _("Not kept")
    RELEASED = "RELEASED", _("Released by both sides")
    DISPUTED = "DISPUTED", _("The sides do not agree")


class Confirmation(models.TextChoices):
    """How a report became settled: the other side said so, or did not object."""

    CONFIRMED = "CONFIRMED", _("Confirmed by the other side")
    NOT_OBJECTED = "NOT_OBJECTED", _("Not objected within 14 days")


class Phase(models.TextChoices):
    """Where one due date stands today; what needs somebody comes first."""

    OVERDUE = "OVERDUE", _("Overdue")
    DISPUTED = "DISPUTED", _("The sides do not agree")
    WAITING = "WAITING", _("Waiting for confirmation")
    DUE_SOON = "DUE_SOON", _("Due soon")
    NOT_DUE = "NOT_DUE", _("Not due yet")
    SETTLED = "SETTLED", _("Settled")


class PromiseStep(models.TextChoices):
    """What somebody may do with one due date of a promise; each is one button."""

    KEPT = "KEPT", _("Kept")
    KEPT_LATE = "KEPT_LATE", _("Kept late")
    PARTLY = "PARTLY", _("Partly kept")
    NOT_KEPT = "NOT_KEPT", _("Not kept")
    CONFIRM = "CONFIRM", _("Confirm")
    OBJECT = "OBJECT", _("We see it differently")
    RELEASED = "RELEASED", _("Ask to release it")
    AGREE = "AGREE", _("Agree")
    DECLINE = "DECLINE", _("Do not agree")
