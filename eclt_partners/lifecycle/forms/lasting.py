"""Which ended partnerships does somebody want to look back at?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainFilterForm
from eclt_partners.common.forms.offers import chosen_text, offer_choices
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import choices_by_name
from eclt_partners.lifecycle.selectors.lasting import LastingFilters


class LastingFilterForm(PlainFilterForm):
    """Country, and the year in which the partnership ended."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.ChoiceField(label=_("Year of the end"), required=False)

    def __init__(
        self,
        *args: Any,
        countries: Sequence[Country],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "country", [("", _("All")), *choices_by_name(countries)])
        texts = [(str(year), str(year)) for year in years]
        offer_choices(self, "year", [("", _("All")), *texts])

    def filters(self) -> LastingFilters:
        """What is asked for; a value that is not in a list asks for nothing."""
        self.is_valid()
        year = self.cleaned_data.get("year")
        return LastingFilters(
            country=self.cleaned_data.get("country") or "",
            year=int(year) if year else None,
        )

    def state(self) -> str:
        """The filters in words."""
        labels = [chosen_text(self, name) for name in self.fields]
        return ", ".join(label for label in labels if label)
