"""Which answers do the facts about an organisation have?"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProfilePart(models.TextChoices):
    """The short pages on which facts about an organisation are typed in."""

    NAMES = "names", _("Other names and family")
    REGISTRATION = "registration", _("Registration")
    REACH = "reach", _("How to reach it")
    SIZE = "size", _("Size")
    POLICIES = "policies", _("Board and policies")
    MONEY = "money", _("Money and law")
    RISK = "risk", _("Risk")


class Connectivity(models.TextChoices):
    """How well the organisation is connected."""

    GOOD = "GOOD", _("Good")
    WEAK = "WEAK", _("Weak, or only at times")
    PHONE = "PHONE", _("Phone only")
    NONE = "NONE", pgettext_lazy("connection", "None")


class StaffBand(models.TextChoices):
    """How many people work there (bands of the UN Partner Portal)."""

    TO_10 = "10", _("1 to 10")
    TO_25 = "25", _("11 to 25")
    TO_50 = "50", _("26 to 50")
    TO_100 = "100", _("51 to 100")
    TO_250 = "250", _("101 to 250")
    TO_500 = "500", _("251 to 500")
    MORE = "501", _("More than 500")


class BudgetBand(models.TextChoices):
    """How much the organisation spends in a year, in the reporting currency."""

    TO_10K = "10K", _("Up to 10,000")
    TO_50K = "50K", _("10,000 to 50,000")
    TO_250K = "250K", _("50,000 to 250,000")
    TO_1M = "1M", _("250,000 to 1 million")
    TO_5M = "5M", _("1 to 5 million")
    MORE = "MORE", _("More than 5 million")


class BoardKnown(models.TextChoices):
    """Whether we know who sits on the board."""

    YES = "YES", _("Yes")
    PARTLY = "PARTLY", _("In part")
    NO = "NO", _("No")
    NONE = "NONE", _("It has no board")


class PolicyState(models.TextChoices):
    """Whether a written policy is there."""

    IN_USE = "IN_USE", pgettext_lazy("policy", "In use")
    DRAFT = "DRAFT", _("Being written")
    NONE = "NONE", _("There is none")


class RiskRating(models.TextChoices):
    """How much could go wrong in working with the organisation."""

    LOW = "LOW", _("Low")
    MEDIUM = "MEDIUM", _("Medium")
    HIGH = "HIGH", _("High")


class AssessmentKind(models.TextChoices):
    """What somebody else looked at when they assessed the organisation."""

    MICRO = "MICRO", _("Micro-assessment (HACT)")
    PSEA = "PSEA", _("Protection from sexual exploitation and abuse (PSEA)")
    MONEY = "MONEY", _("Financial management")
    WHOLE = "WHOLE", _("The whole organisation")
    OTHER = "OTHER", _("Something else")


class AssessmentRating(models.TextChoices):
    """How it ended, in the four risk levels of HACT."""

    LOW = "LOW", _("Low risk")
    MODERATE = "MODERATE", _("Moderate risk")
    SIGNIFICANT = "SIGNIFIC", _("Significant risk")
    HIGH = "HIGH", _("High risk")
    NONE = "NONE", _("No rating was given")
