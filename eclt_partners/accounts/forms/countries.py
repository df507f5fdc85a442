"""How are countries typed in?"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_countries import countries as iso_countries

from eclt_partners.accounts.services.countries import CountryFields
from eclt_partners.common.forms import PlainModelForm, ShortTicks
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.common.words import short_months
from eclt_partners.countries.models import Country
from eclt_partners.countries.zones import zone_choices


def _months() -> list[tuple[int, str]]:
    return [(n, capfirst(name)) for n, name in enumerate(short_months(), start=1)]


class CountryForm(PlainModelForm):
    """What the product needs to know about a country."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Due dates end at midnight of this place"),
    )
    harvest_months = forms.TypedMultipleChoiceField(
        label=_("Months of the main harvest"),
        required=False,
        coerce=int,
        choices=_months,
        widget=ShortTicks,
        help_text=_(
            "An agreement warns before it is signed when its first review falls into "
            "one of them"
        ),
    )
    missing = {
        "time_zone": _("Choose the time zone"),
        "default_language": _("Choose the language of mails"),
        "currency": _("Enter the currency, for example MWK"),
    }

    class Meta:
        model = Country
        fields = [
            "time_zone",
            "weekend",
            "default_language",
            "working_languages",
            "currency",
            "harvest_months",
            "is_active",
        ]
        help_texts = {
            "is_active": _("Without the tick the country has no page and no figures"),
            "working_languages": _("For example: English, Chichewa"),
            "currency": _("Three letters, for example MWK"),
            "weekend": _("Reminders go out on working days"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = zone_choices(self.instance.time_zone)
        offer_choices(self, "time_zone", [("", _("Choose")), *zones])

    def clean_currency(self) -> str:
        """Three capital letters, whatever was typed."""
        code: str = self.cleaned_data["currency"]
        return code.upper()

    def country_fields(self) -> CountryFields:
        """The typed values."""
        typed = {k: v for k, v in self.cleaned_data.items() if k != "code"}
        return CountryFields(**typed)


class NewCountryForm(CountryForm):
    """A country that is not in the list yet."""

    code = forms.ChoiceField(label=_("Country"))
    missing = {**CountryForm.missing, "code": _("Choose the country")}
    field_order = ["code"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = set(Country.objects.values_list("pk", flat=True))
        free = [(code, name) for code, name in iso_countries if code not in known]
        offer_choices(self, "code", [("", _("Choose")), *free])
        offer_choices(
            self, "default_language", [("", _("Choose")), *settings.LANGUAGES]
        )
        del self.fields["is_active"]
