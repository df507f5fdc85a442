"""How are title, dates, language and the rules of working together typed in?"""

from dataclasses import replace
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agreements.forms.terms.parts import Editor, PartForm
from agreements.forms.terms.texts import WordsField
from agreements.rules.terms import TalkPath, Terms, WorkingRules
from eclt_partners.common.forms import PlainDateField
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.common.words import own_name
from partners.rules.method import METHOD

NUMBERS = ("take_stock_months", "first_review_months", "answer_days")
PEOPLE = ("foundation_person", "foundation_above", "partner_person", "partner_above")


class FrameForm(PartForm):
    """Title, dates and language."""

    missing = {
        "title": _("Enter the title of the agreement"),
        "effective_from": _("Enter the first day"),
        "effective_to": _("Enter the last day"),
    }

    title = WordsField(label=_("Title"), max_length=200)
    effective_from = PlainDateField(label=_("First day"))
    effective_to = PlainDateField(label=_("Last day"))
    language = forms.ChoiceField(label=_("Language of the text"))
    governing_note = WordsField(
        label=_("Which language decides when texts differ"),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for code, _name in settings.LANGUAGES]
        offer_choices(self, "language", [(code, own_name(code)) for code in codes])

    def crispy_layout(self) -> Layout:
        """The dates side by side."""
        dates = Div("effective_from", "effective_to", css_class="field-pair")
        return Layout("title", dates, "language", "governing_note", "reason")

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        typed = super().clean() or {}
        first, last = typed.get("effective_from"), typed.get("effective_to")
        if first and last and last <= first:
            self.add_error("effective_to", _("The last day must be after the first"))
        return typed


class FrameEditor(Editor):
    """Title, dates and language."""

    title = _("Title, dates and language")
    prefixes = ("title", "dates", "language")
    form_class = FrameForm
    names = ("title", "effective_from", "effective_to", "language", "governing_note")

    def initial(self) -> dict[str, Any]:
        """Return what stands in the draft."""
        return {name: getattr(self.terms, name) for name in self.names}

    def edited(self) -> Terms:
        """Return the text with the typed frame."""
        typed = self.form.cleaned_data
        return replace(self.terms, **{name: typed[name] for name in self.names})


class RulesForm(PartForm):
    """The numbers behind two clauses, and whom to call."""

    take_stock_months = forms.IntegerField(
        label=_("Months between two reviews"), required=False, min_value=1
    )
    first_review_months = forms.IntegerField(
        label=_("Months until the first review"), required=False, min_value=1
    )
    answer_days = forms.IntegerField(
        label=_("Days to answer a wish to change"), required=False, min_value=1
    )
    foundation_person = forms.ChoiceField(
        label=_("Foundation: whom to call"), required=False
    )
    foundation_above = forms.ChoiceField(
        label=_("Foundation: one step above"), required=False
    )
    partner_person = forms.ChoiceField(label=_("Partner: whom to call"), required=False)
    partner_above = forms.ChoiceField(
        label=_("Partner: one step above"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = (
            METHOD.max_interval_months,
            METHOD.first_full_months,
            METHOD.answer_days,
        )
        for name, limit in zip(NUMBERS, limits, strict=True):
            field = self.fields[name]
            field.help_text = _("At most %(number)s") % {"number": limit}
            field.widget.attrs["class"] = "input-number"
        for name in PEOPLE:
            people = self._people(name)
            offer_choices(self, name, [("", _("Nobody named yet")), *people])

    def _people(self, name: str) -> list[tuple[str, str]]:
        """Return who may be named; somebody who stands there already may stay."""
        is_ours = name.startswith("foundation")
        setting = self.setting
        found = setting.foundation_people if is_ours else setting.partner_people
        present = str(self.initial.get(name) or "")
        known = present in {key for key, _name in found}
        gone = [(present, str(_("As until now")))] if present and not known else []
        return [*gone, *found]

    def crispy_layout(self) -> Layout:
        """The numbers, then the people."""
        return Layout(
            Fieldset(_("Numbers of working together"), *NUMBERS),
            Fieldset(_("Whom to call when something is hard to say"), *PEOPLE),
            "reason",
        )

    def clean(self) -> dict[str, Any]:
        """The numbers stay within what the gate lets through; two people a side."""
        typed = super().clean() or {}
        self._clean_limit(
            "take_stock_months",
            METHOD.max_interval_months,
            _("Reviews must come at least every %(number)s months"),
        )
        self._clean_limit(
            "first_review_months",
            METHOD.first_full_months,
            _("The first review must be within %(number)s months of the start"),
        )
        self._clean_limit(
            "answer_days",
            METHOD.answer_days,
            _("A wish must be answered within %(number)s days"),
        )
        for side in ("foundation", "partner"):
            person = typed.get(f"{side}_person")
            if person and person == typed.get(f"{side}_above"):
                self.add_error(
                    f"{side}_above", _("Choose somebody else for the step above")
                )
        return typed

    def _clean_limit(self, name: str, limit: int, text: Any) -> None:
        number = self.cleaned_data.get(name)
        if number is not None and number > limit:
            self.add_error(name, text % {"number": limit})


class RulesEditor(Editor):
    """The numbers behind two clauses, and the honest-talk path."""

    title = _("Working together and honest talk")
    prefixes = ("rules", "talk-path")
    form_class = RulesForm

    def initial(self) -> dict[str, Any]:
        """Return what stands in the draft."""
        rules, path = self.terms.rules, self.terms.talk_path
        return {
            **{name: getattr(rules, name) for name in NUMBERS},
            **{name: getattr(path, name) for name in PEOPLE},
        }

    def edited(self) -> Terms:
        """Return the text with the typed numbers and people."""
        typed = self.form.cleaned_data
        return replace(
            self.terms,
            rules=WorkingRules(**{name: typed[name] for name in NUMBERS}),
            talk_path=TalkPath(**{name: typed[name] for name in PEOPLE}),
        )
