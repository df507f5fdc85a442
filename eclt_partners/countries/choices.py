"""Which weekends are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekend(models.TextChoices):
    """Which days of the week people rest, as ISO weekday numbers."""

    SAT_SUN = "67", _("Saturday and Sunday")
    FRI_SAT = "56", _("Friday and Saturday")
    FRI = "5", _("Friday")
    SUN = "7", _("Sunday")
