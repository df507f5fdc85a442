"""How is a day off, or a day that is worked, typed in?"""

from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainModelForm
from eclt_partners.countries.models import HolidayOverride


class DayOffForm(PlainModelForm):
    """The day, its name, and whether people rest or work."""

    missing = {"day": _("Enter the day"), "name": _("Enter the name of the day")}

    class Meta:
        model = HolidayOverride
        fields = ["day", "name", "is_working"]
        help_texts = {
            "name": _("For example: Eid al-Fitr, or Day of the election"),
            "is_working": _("Though it is in the weekend or a public holiday"),
        }

    def _post_clean(self) -> None:
        """Leave the rules of the database to the service, which has all facts."""
