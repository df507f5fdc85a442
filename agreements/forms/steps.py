"""How does somebody say what became of a promise, and look for promises?"""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.choices import Phase, PromiseStep
from agreements.ledger import LedgerFilters
from eclt_partners.common.forms import PlainFilterForm
from eclt_partners.common.forms.offers import chosen_text, offer_choices
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import choices_by_name
from partners.choices import OwnerSide
from partners.forms.revised import RevisedForm
from partners.models import Partnership


class StepForm(RevisedForm):
    """One sentence and one button; the button is the step."""

    missing = {"step": _("Press one of the buttons")}
    # Some buttons need the sentence: objecting, asking, not kept.
    marks_optional = False

    note = forms.CharField(
        label=_("In one sentence"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("How you know, or why. For example: receipt of 3 May"),
    )
    step = forms.ChoiceField(choices=PromiseStep.choices, widget=forms.HiddenInput)

    def crispy_layout(self) -> Layout:
        """The sentence; the page draws the buttons that are open, and the mark."""
        return Layout("note")

    def clean_step(self) -> PromiseStep:
        """The button as the services know it."""
        return PromiseStep(self.cleaned_data["step"])

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Show what is missing at the sentence, whatever the service calls it."""
        names = {"evidence": "note", "outcome": ""}
        super().refuse({names.get(name, name): text for name, text in problems.items()})


# Of more partnerships than this none is offered; a code is typed instead.
MOST_OFFERED = 50


class LedgerFilterForm(PlainFilterForm):
    """Which promises somebody wants to see."""

    side = forms.ChoiceField(
        label=_("Who promises"),
        required=False,
        choices=[("", pgettext_lazy("sides", "All")), *OwnerSide.choices],
    )
    phase = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("All that is open")), *Phase.choices],
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)
    code = forms.CharField(
        label=_("Code of the partnership"),
        required=False,
        max_length=12,
        help_text=_("For example, MW-01"),
    )
    owner = forms.ChoiceField(label=_("Who looks after it"), required=False)

    def __init__(
        self,
        *args: Any,
        countries: Iterable[Country],
        partnerships: Iterable[Partnership],
        owners: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Offer what there is to choose from.

        Args:
            args: as for any form.
            countries: those that somebody may see something of.
            partnerships: those with promises. Where there are more than MOST_OFFERED,
                more than so many, and among them the one that was asked for.
            owners: key -> name.
            kwargs: as for any form.
        """
        super().__init__(*args, **kwargs)
        places = choices_by_name(countries)
        offer_choices(self, "country", [("", _("All")), *places])
        if len(places) < 2:
            del self.fields["country"]
        self._offer_partnerships(partnerships)
        people = sorted(owners.items(), key=lambda pair: pair[1])
        offer_choices(self, "owner", [("", _("All")), *people])

    def _offer_partnerships(self, partnerships: Iterable[Partnership]) -> None:
        found = sorted(partnerships, key=attrgetter("code"))
        if len(found) <= MOST_OFFERED:
            del self.fields["code"]
        else:
            found = [each for each in found if str(each.pk) == self._asked_partnership]
        if not found and "code" in self.fields:
            del self.fields["partnership"]
            return
        choices = [(str(each.pk), str(each)) for each in found]
        offer_choices(
            self, "partnership", [("", pgettext_lazy("partnerships", "All")), *choices]
        )

    @property
    def _asked_partnership(self) -> str:
        return str(self.data.get("partnership", ""))

    def clean_code(self) -> str:
        """Codes are written in capitals."""
        return str(self.cleaned_data["code"]).upper()

    def filters(self) -> LedgerFilters:
        """What is asked for; a value that is not in a list asks for nothing."""
        self.is_valid()
        given = {name: value or "" for name, value in self.cleaned_data.items()}
        partnership = given.get("partnership", "")
        return LedgerFilters(
            side=given.get("side", ""),
            phase=given.get("phase", ""),
            country=given.get("country", ""),
            partnership=int(partnership) if partnership else None,
            owner=given.get("owner", ""),
            code=given.get("code", ""),
        )

    def state(self) -> str:
        """The filters in words."""
        labels = [chosen_text(self, name) for name in self.fields]
        labels.append(self.cleaned_data.get("code", ""))
        return ", ".join(label for label in labels if label)
