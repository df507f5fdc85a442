"""How are agreements, versions and outcomes of promises typed in?"""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agreements.choices import VersionKind
from agreements.forms.currencies import CurrencyForm
from agreements.selectors.kinds import kind_choices
from agreements.services.agreements import AgreementFields
from agreements.services.drafts import VersionFields
from eclt_partners.common.forms import (
    MoneyField,
    PlainDateField,
)
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import offer_choices

MONEY = ("amount", "currency", "rate", "rate_on")
_DATES_AND_AMOUNT = ("effective_from", "effective_to", "amount")


class _VersionBase(CurrencyForm):
    """The dates and the money of a version."""

    effective_from = PlainDateField(label=_("First day"))
    effective_to = PlainDateField(label=_("Last day"))
    amount = MoneyField(
        label=_("Amount"),
        max_digits=16,
        help_text=_("Write 0 when the agreement carries no money"),
    )

    def clean(self) -> dict[str, Any]:
        """The end comes after the start; another currency needs a rate."""
        typed = super().clean() or {}
        first, last = typed.get("effective_from"), typed.get("effective_to")
        if first and last and last <= first:
            self.add_error("effective_to", _("The last day must be after the first"))
        self._clean_rate(typed)
        return typed

    def _clean_rate(self, typed: dict[str, Any]) -> None:
        if typed.get("rate") or "rate" in self.errors:
            return
        if typed.get("currency") == settings.REPORTING_CURRENCY:
            typed["rate"] = Decimal(1)
        else:
            self.add_error("rate", _("Enter the rate of the currency"))

    def version_fields(self) -> VersionFields:
        """The typed dates and money."""
        typed = self.cleaned_data
        return VersionFields(
            effective_from=typed["effective_from"],
            effective_to=typed["effective_to"],
            kind=VersionKind(typed.get("kind_of_change") or VersionKind.ORIGINAL),
            summary=typed.get("summary", ""),
            **{name: typed[name] for name in MONEY},
        )


def _dates_and_money() -> list[Fieldset]:
    dates = Div("effective_from", "effective_to", css_class="field-pair")
    return [
        Fieldset(_("When it is valid"), dates),
        Fieldset(_("Money"), Div(*MONEY, css_class="field-pair")),
    ]


class AgreementForm(_VersionBase):
    """A new agreement with its first version."""

    missing = {
        "kind": _("Choose what kind of agreement it is"),
        "title": _("Enter the title of the agreement"),
        "effective_from": _("Enter the first day of the agreement"),
        "effective_to": _("Enter the last day of the agreement"),
        "amount": _("Enter the amount, or 0"),
        "currency": _("Enter the currency, for example MWK"),
        "rate_on": _("Enter the day of the rate"),
    }

    field_order = ["kind", "title", "number", *_DATES_AND_AMOUNT]

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=200)
    number = forms.CharField(
        label=_("Number on the paper"),
        required=False,
        max_length=24,
        help_text=_("Without one we give it the code and the year, like MW-04/2026"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", [("", _("Choose")), *kind_choices()])

    def crispy_layout(self) -> Layout:
        """Group the paper, its dates and its money."""
        return Layout(
            Fieldset(_("The paper"), "kind", "title", "number"),
            *_dates_and_money(),
        )

    def agreement_fields(self) -> AgreementFields:
        """What stays the same over all versions."""
        typed = self.cleaned_data
        return AgreementFields(
            kind=typed["kind"], title=typed["title"], number=typed["number"]
        )


class VersionForm(_VersionBase):
    """The next version of an agreement."""

    missing = {
        "kind_of_change": _("Choose what kind of change it is"),
        "summary": _("Write what changed, in plain words"),
        "effective_from": _("Enter the first day of the new version"),
        "effective_to": _("Enter the last day of the new version"),
        "amount": _("Enter the amount, or 0"),
        "currency": _("Enter the currency, for example MWK"),
        "rate_on": _("Enter the day of the rate"),
    }

    field_order = ["kind_of_change", "summary", *_DATES_AND_AMOUNT]

    kind_of_change = forms.ChoiceField(
        label=_("Kind of change"),
        choices=[
            pair for pair in VersionKind.choices if pair[0] != VersionKind.ORIGINAL
        ],
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(
        label=_("What changed"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    base_number = forms.IntegerField(widget=forms.HiddenInput)

    def crispy_layout(self) -> Layout:
        """Group the change, its dates and its money."""
        return Layout(
            "base_number",
            Fieldset(_("The change"), "kind_of_change", "summary"),
            *_dates_and_money(),
        )
