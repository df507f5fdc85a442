"""How are the money, the targets and the places of a deal typed in?"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.forms.currencies import CurrencyForm
from agreements.forms.terms.parts import Editor, PartForm, filled
from agreements.forms.terms.rows import Rows
from agreements.forms.terms.texts import WordsField
from agreements.rules.editing import keyed_lines, keyed_targets, used_keys
from agreements.rules.keys import kept_keys
from agreements.rules.terms import BudgetLine, Target, Terms
from eclt_partners.common.forms import (
    MoneyField,
    PlainDateField,
    PlainForm,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100


class RowForm(PlainForm):
    """One row; without words it counts as not there."""

    marks_optional = False
    key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)


class LineForm(RowForm):
    """Money for one purpose in one year."""

    text = WordsField(label=_("For what"), required=False, max_length=200)
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"class": "input-number", "inputmode": "numeric"}),
    )
    amount = MoneyField(label=_("Amount"), required=False, max_digits=16)

    def crispy_layout(self) -> Layout:
        """Year and amount side by side."""
        return Layout("key", "text", Div("year", "amount", css_class="field-pair"))

    def clean(self) -> dict[str, Any]:
        """Money needs its year and its amount, and a purpose."""
        typed = super().clean() or {}
        if not typed.get("text"):
            if typed.get("amount") is not None and "text" not in self.errors:
                self.add_error("text", _("Write what the money is for"))
            return typed
        for name, text in (
            ("year", _("Enter the year")),
            ("amount", _("Enter the amount, or 0")),
        ):
            if typed.get(name) is None and name not in self.errors:
                self.add_error(name, text)
        return typed


class MoneyForm(CurrencyForm, PartForm):
    """In which money the deal counts."""

    missing = {
        "currency": _("Enter the currency, for example MWK"),
        "rate_on": _("Enter the day of the rate"),
    }

    def crispy_layout(self) -> Layout:
        """All three side by side."""
        money = Div("currency", "rate", "rate_on", css_class="field-pair")
        return Layout(money, "reason")

    def clean(self) -> dict[str, Any]:
        """Another currency needs a rate above 0; the own one has the rate 1."""
        typed = super().clean() or {}
        if "rate" in self.errors or "currency" in self.errors:
            return typed
        if typed["currency"] == settings.REPORTING_CURRENCY:
            typed["rate"] = Decimal(1)
        elif not typed.get("rate") or typed["rate"] <= 0:
            self.add_error("rate", _("Enter the rate of the currency"))
        return typed


class MoneyEditor(Editor):
    """Currency, rate and the budget lines."""

    title = _("Money")
    hint = _("One row for each purpose and year. Delete the words to take a row out.")
    prefixes = ("currency", "line:")
    form_class = MoneyForm

    def initial(self) -> dict[str, Any]:
        """Return what stands in the draft."""
        return {
            name: getattr(self.terms, name) for name in ("currency", "rate", "rate_on")
        }

    def make_groups(self, data: QueryDict | None) -> list[Rows[Any]]:
        """Return a row for each budget line."""
        rows = [
            {
                "key": each.key,
                "text": each.label,
                "year": each.year,
                "amount": each.amount,
            }
            for each in self.terms.lines
        ]
        return [Rows(LineForm, "line", data, rows, title=str(_("Budget line")))]

    def edited(self) -> Terms:
        """Return the text with the typed money."""
        typed = filled(self.groups[0])
        keys = _kept(typed, [each.key for each in self.terms.lines])
        lines = [
            BudgetLine(key, row["text"], row["year"], Decimal(row["amount"]))
            for key, row in zip(keys, typed, strict=True)
        ]
        money = self.form.cleaned_data
        return replace(
            self.terms,
            currency=money["currency"],
            rate=money["rate"],
            rate_on=money["rate_on"],
            lines=keyed_lines(lines, used_keys(self.setting.base, self.terms)),
        )


class TargetForm(RowForm):
    """Something countable."""

    text = WordsField(label=_("What is counted"), required=False, max_length=300)
    quantity = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        widget=forms.TextInput(attrs={"class": "input-number", "inputmode": "numeric"}),
    )
    by_on = PlainDateField(label=_("By"), required=False)

    def crispy_layout(self) -> Layout:
        """Number and date side by side."""
        return Layout("key", "text", Div("quantity", "by_on", css_class="field-pair"))

    def clean(self) -> dict[str, Any]:
        """A target needs a number, and words for it."""
        typed = super().clean() or {}
        has_words, has_number = (
            bool(typed.get("text")),
            typed.get("quantity") is not None,
        )
        if has_words and not has_number and "quantity" not in self.errors:
            self.add_error("quantity", _("Enter how many"))
        if has_number and not has_words and "text" not in self.errors:
            self.add_error("text", _("Write what is counted"))
        return typed


class TargetEditor(Editor):
    """What both sides want to reach."""

    title = _("Targets")
    hint = _(
        "What can be counted: children, committees, schools. Delete the words to take a row out."
    )
    prefixes = ("target:",)

    def make_groups(self, data: QueryDict | None) -> list[Rows[Any]]:
        """Return a row for each target."""
        names = ("key", "text", "quantity", "by_on")
        rows = [{n: getattr(each, n) for n in names} for each in self.terms.targets]
        return [Rows(TargetForm, "target", data, rows, title=str(_("Target")))]

    def edited(self) -> Terms:
        """Return the text with the typed targets."""
        typed = filled(self.groups[0])
        keys = _kept(typed, [each.key for each in self.terms.targets])
        targets = [
            Target(key, row["text"], row["quantity"], row["by_on"])
            for key, row in zip(keys, typed, strict=True)
        ]
        used = used_keys(self.setting.base, self.terms)
        return replace(self.terms, targets=keyed_targets(targets, used))


def _kept(typed: Sequence[dict[str, Any]], known: Sequence[str]) -> list[str]:
    return kept_keys([row["key"] for row in typed], known)
