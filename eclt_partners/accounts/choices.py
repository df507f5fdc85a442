"""Which roles and purposes of links are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in the foundation (rulings, permissions table)."""

    OFFICER = "OFFICER", _("Programme officer")
    MANAGER = "MANAGER", _("Country manager")
    DIRECTOR = "DIRECTOR", _("Director")
    FACILITATOR = "FACILITATOR", _("Neutral helper")
    SAFEGUARDING = "SAFEGUARDING", _("Safeguarding lead")
    AUDITOR = "AUDITOR", _("Auditor")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")


class LinkPurpose(models.TextChoices):
    """What a partner link is good for (rulings 17)."""

    HOME = "HOME", _("See the partnership")
    REVIEW = "REVIEW", _("Answer a review")
    RENEGOTIATION = "RENEGOTIATION", _("Talk about a change")
    SIGN = "SIGN", _("Sign")
    CONFIRM = "CONFIRM", _("Confirm a record")
    AFTER_CHECK = "AFTER_CHECK", _("Check after the end")


class LinkEnding(models.TextChoices):
    """How all personal links of one person end."""

    REPLACE = (
        "REPLACE",
        _("Replace them: the old ones stop at once, the next mail brings a new one"),
    )
    CLOSE = "CLOSE", _("Close them until somebody opens them again")
