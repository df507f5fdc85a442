"""How does somebody look for agreements?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.choices import AgreementsShown
from agreements.selectors.registry import AgreementFilters
from eclt_partners.common.forms import PlainFilterForm
from eclt_partners.common.forms.offers import chosen_text, offer_choices
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import choices_by_name


class AgreementFilterForm(PlainFilterForm):
    """Which agreements somebody wants to see."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        help_text=_("Title or number, or the name or code of a partnership"),
        widget=forms.TextInput(attrs={"id": "search"}),
    )
    show = forms.ChoiceField(
        label=_("Where it stands"), required=False, choices=AgreementsShown.choices
    )
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, countries: Iterable[Country], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = choices_by_name(countries)
        offer_choices(self, "country", [("", _("All")), *chosen])
        if len(chosen) < 2:
            del self.fields["country"]

    def filters(self) -> AgreementFilters:
        """What is asked for; a value that is not in a list asks for nothing."""
        self.is_valid()
        given = {name: value or "" for name, value in self.cleaned_data.items()}
        return AgreementFilters(
            words=given.get("q", "").strip(),
            country=given.get("country", ""),
            shown=AgreementsShown(given.get("show") or AgreementsShown.CURRENT),
        )

    def state(self) -> str:
        """The filters in words, such as "In force or to come, Malawi"."""
        shown = str(self.filters().shown.label)
        return ", ".join(text for text in (shown, chosen_text(self, "country")) if text)
