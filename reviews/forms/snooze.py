"""How is a review moved to a later day?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.words import plain_date
from reviews.choices import SnoozeReason


class SnoozeForm(PlainForm):
    """The new day, and why."""

    missing = {
        "to_on": _("Enter the new day"),
        "reason": _("Choose the reason"),
    }

    to_on = PlainDateField(label=_("New day by which both sides answer"))
    reason = forms.ChoiceField(
        label=_("Reason"), choices=SnoozeReason.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = _("Not after %(day)s") % {"day": plain_date(latest)}
        self.fields["to_on"].help_text = text
