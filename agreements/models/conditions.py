"""What may stand in a column of an agreement?"""

from typing import Final

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

ISO_CURRENCY: Final = RegexValidator(r"^[A-Z]{3}$", _("Use three capital letters"))
NUMBER_IN_ANY_CASE: Final = models.UniqueConstraint(
    Upper("number"),
    name="agreement_number_in_any_case",
    violation_error_message=_("This number is used already. Enter another one"),
)
