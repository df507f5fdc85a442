"""Which words and codes do the steps between stages use?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteKind(models.TextChoices):
    """What somebody notes on the way to a gate (methods A3)."""

    BRINGS = "BRINGS", _("What this side brings")
    HOPES = "HOPES", _("What this side hopes for")
    CONFLICT = "CONFLICT", _("Conflicts of interest of this side")
    REFERENCES = "REFERENCES", _("Whom we asked about the partner")
    PLAN_CONFIRMED = "PLAN_CONFIRMED", _("This side confirms the handover plan")
    STAFF_TOLD = "STAFF_TOLD", _("The staff were told")
    COMMUNITY_TOLD = "COMMUNITY_TOLD", _("The community was told")
    GOVERNMENT_TOLD = "GOVERNMENT_TOLD", _("The local government was told")
    OWNER_DECLINED = "OWNER_DECLINED", _("The local owner said no")
    FINAL_MONEY = "FINAL_MONEY", _("Where the last payments stand")
    FINAL_REPORT = "FINAL_REPORT", _("Where the last report stands")
    LESSON = "LESSON", _("What this side learned")
    NO_REPLY = "NO_REPLY", _("The partner did not reply after three tries")


class Asker(models.TextChoices):
    """Who asks for a pause."""

    FOUNDATION = "FOUNDATION", _("The foundation")
    PARTNER = "PARTNER", _("The partner")
    BOTH = "BOTH", _("Both sides together")


class EndCategory(models.TextChoices):
    """Why a partnership ends before its time (gate G7, methods A3)."""

    AIMS = "AIMS", _("The aims no longer fit")
    MONEY = "MONEY", _("Money")
    LAW = "LAW", _("Law or permission")
    PERFORMANCE = "PERFORMANCE", _("The work did not go as agreed")
    SAFEGUARDING = "SAFEGUARDING", _("Safety of children or adults")
    INTEGRITY = "INTEGRITY", _("Fraud or integrity")
    PARTNER = "PARTNER", _("The partner's own choice")
    CONTEXT = "CONTEXT", _("Disaster or conflict")


class RegistrationStep(models.TextChoices):
    """The pages on the way from a name to a partnership, in their order."""

    BASICS = "basics", _("The organisation")
    CONTACT = "contact", _("A person there")
    AGREEMENT = "agreement", _("The agreement")
    RHYTHM = "rhythm", _("How often you take stock")


class Lasts(models.TextChoices):
    """What is true today of something that should last (methods F3)."""

    AS_BEFORE = "3", _("3: it goes on as at the handover")
    GROWN = "3+", _("3 ★: it goes on and has grown")
    CHANGED = "3=", _("3: people there changed it into something as good")
    MOST = "2", _("2: most of it goes on, but smaller")
    PART = "1", _("1: a small part of it goes on")
    STOPPED = "0", _("0: it stopped")
    ON_PURPOSE = "purpose", _("It was stopped on purpose; left out of the score")
    UNKNOWN = "unknown", _("Not known")
