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


class InstanceState(models.TextChoices):
    """What became of one due date of a promise (methods E5)."""

    NOT_DUE = "NOT_DUE", _("Not due yet")
    DUE_SOON = "DUE_SOON", _("Due soon")
    KEPT = "KEPT", _("Kept")
    KEPT_LATE = "KEPT_LATE", _("Kept late")
    PARTLY = "PARTLY", _("Partly kept")
    NOT_KEPT = "NOT_KEPT", _("Not kept")
    RELEASED = "RELEASED", _("Released by both sides")
    DISPUTED = "DISPUTED", _("The sides do not agree")
