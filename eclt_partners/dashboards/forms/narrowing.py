"""How does somebody choose what a country's page looks at, and name a view of it?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eclt_partners.common.forms import PlainFilterForm, PlainForm
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.dashboards.models import VIEW_NAME_MAX
from eclt_partners.dashboards.narrowing_words import period_choices
from eclt_partners.dashboards.rules.narrowing import NAMES, Narrowing
from eclt_partners.dashboards.services.saved_views import ViewFields
from partners.choices import AgeBand, PartnerKind, Stage

AGE_CHOICES = [
    (AgeBand.STARTING.value, _("Less than 1 year")),
    (AgeBand.GROWING.value, _("1 or 2 years")),
    (AgeBand.ESTABLISHED.value, _("3 years or more")),
]


class NarrowingForm(PlainFilterForm):
    """Which partnerships of a country, and how much of their past."""

    kind = forms.ChoiceField(
        label=_("Kind of partner"),
        required=False,
        choices=[("", _("All")), *PartnerKind.choices],
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", pgettext_lazy("stages", "All")), *Stage.choices],
    )
    age = forms.ChoiceField(
        label=_("Age of the partnership"),
        required=False,
        choices=[("", pgettext_lazy("stages", "All")), *AGE_CHOICES],
    )
    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "period", [("", _("All of the past")), *period_choices()])

    def narrowing(self) -> Narrowing:
        """What is asked for; a value that is not in a list asks for nothing."""
        self.is_valid()
        return Narrowing(**{name: self.cleaned_data.get(name, "") for name in NAMES})


class SavedViewForm(PlainForm):
    """What a person calls a view, and whether Today leads to it."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=VIEW_NAME_MAX,
        help_text=_("For example: Trade unions this year"),
    )
    is_on_today = forms.BooleanField(
        label=_("Open this country with this view from Today"),
        required=False,
        help_text=_("Of each country, one view can be opened from Today."),
    )
    missing = {"name": _("Enter the name of the view")}

    def __init__(self, *args: Any, of_country: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_country:
            del self.fields["is_on_today"]

    @property
    def fields_given(self) -> ViewFields:
        """What was typed, for the service."""
        return ViewFields(
            self.cleaned_data["name"],
            is_on_today=self.cleaned_data.get("is_on_today", False),
        )
