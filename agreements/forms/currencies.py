"""In which money does a deal count: how are currency, rate and its day typed in?"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agreements.models import ISO_CURRENCY
from eclt_partners.common.forms import PlainDateField, PlainDecimalField, PlainForm


class CurrencyForm(PlainForm):
    """The currency of a deal, and its rate to the currency of reports."""

    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        help_text=_("Three letters, for example MWK"),
        widget=forms.TextInput(attrs={"class": "input-number", "autocomplete": "off"}),
    )
    rate = PlainDecimalField(
        label=_("Rate"), required=False, max_digits=18, decimal_places=6
    )
    rate_on = PlainDateField(label=_("Day of the rate"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate"].help_text = _(
            "How much of the currency you pay for 1 %(code)s. Leave empty for %(code)s"
        ) % {"code": settings.REPORTING_CURRENCY}

    def clean_currency(self) -> str:
        """Three capital letters, whatever was typed."""
        code: str = self.cleaned_data["currency"].strip().upper()
        ISO_CURRENCY(code)
        return code
