"""How are partners and their people typed in and looked for?"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eclt_partners.common.forms import PlainFilterForm, PlainModelForm
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import (
    FewRowsField,
    chosen_text,
    offer,
    offer_choices,
)
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import choices_by_name
from eclt_partners.countries.zones import zone_choices
from partners.choices import PartnerKind, Stage
from partners.models import Contact, Partner
from partners.selectors import PartnerFilters
from partners.services.contacts import ContactFields
from partners.services.partners import PartnerFields


class PartnerFilterForm(PlainFilterForm):
    """What somebody looks for in the registry."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        help_text=_("Name, short name, person or code, for example MW-01"),
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "id": "search"}
        ),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *PartnerKind.choices]
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False)

    def __init__(
        self,
        *args: Any,
        countries: Iterable[Country],
        stages: Iterable[Stage],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = choices_by_name(countries)
        offer_choices(self, "country", [("", _("All")), *chosen])
        offer_choices(
            self,
            "stage",
            [
                ("", pgettext_lazy("stages", "All")),
                *((stage.value, stage.label) for stage in stages),
            ],
        )
        if len(chosen) < 2:
            del self.fields["country"]

    def filters(self) -> PartnerFilters:
        """What is asked for; a value that is not in a list asks for nothing."""
        self.is_valid()
        given = {name: value or "" for name, value in self.cleaned_data.items()}
        return PartnerFilters(
            words=given.get("q", "").strip(),
            country=given.get("country", ""),
            kind=given.get("kind", ""),
            stage=given.get("stage", ""),
        )

    def state(self) -> str:
        """The filters in words, such as "Malawi, Trade union"; search words apart."""
        labels = [chosen_text(self, name) for name in ("country", "kind", "stage")]
        return ", ".join(label for label in labels if label)


class PartnerForm(PlainModelForm):
    """An organisation; the country is asked only when it is new."""

    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https"
    )
    is_different = forms.BooleanField(
        label=_("This is another organisation"), required=False
    )
    missing = {
        "name": _("Enter the legal name of the partner"),
        "kind": _("Choose what kind of organisation it is"),
        "country": _("Choose the country where the partner is at home"),
    }

    class Meta:
        model = Partner
        fields = [
            "name",
            "acronym",
            "kind",
            "country",
            "registration_number",
            "established_year",
            "website",
            "about",
        ]
        field_classes = {"country": FewRowsField}
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def __init__(
        self, *args: Any, countries: QuerySet[Country] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", [("", _("Choose")), *PartnerKind.choices])
        self.fields["established_year"].widget = forms.TextInput(
            attrs={"inputmode": "numeric", "class": "input-number"}
        )
        if countries is None:
            del self.fields["country"]
        else:
            offer(self, "country", countries)
            places = choices_by_name(countries)
            offer_choices(self, "country", [("", _("Choose")), *places])
            self.initial["country"] = _only(countries)

    def crispy_layout(self) -> Layout:
        """All fields; whether it is a different partner is asked by a button."""
        return Layout(*(name for name in self.fields if name != "is_different"))

    @property
    def asks_about_twin(self) -> bool:
        """True when partners that look the same stand between this form and saving."""
        return self.is_bound and "is_different" in self.errors

    def candidate(self) -> Partner:
        """The partner as it was typed, to look for others like it; never saved."""
        country = self.cleaned_data.get("country") or self.instance.country
        typed = asdict(self.partner_fields())
        return Partner(pk=self.instance.pk, country=country, **typed)

    def partner_fields(self) -> PartnerFields:
        """The typed values, without the country and the tick."""
        typed = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"country", "is_different"}
        }
        return PartnerFields(**typed)


class ContactForm(PlainModelForm):
    """A person at a partner."""

    missing = {
        "name": _("Enter the name of the person"),
        "time_zone": _("Choose the time zone where the person works"),
    }

    class Meta:
        model = Contact
        fields = [
            "name",
            "job_title",
            "is_head",
            "channel",
            "email",
            "phone",
            "language",
            "time_zone",
            "left_on",
        ]
        help_texts = {
            "language": _("Mails to this person are written in this language"),
            "time_zone": _("Mails arrive in the morning of this place"),
            "is_head": _("The head signs for the partner"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            choices=zone_choices(self.instance.time_zone),
            help_text=self.fields["time_zone"].help_text,
        )
        # It is somebody else: a browser would put in the person who types.
        for name in ("name", "job_title", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["phone"].widget.attrs.update(inputmode="tel", autocomplete="off")
        self.fields["left_on"].label = _("Last day at the partner")
        if self.instance.pk is None:
            del self.fields["left_on"]

    def crispy_layout(self) -> Layout:
        """Group who it is, how to reach, and when the person left."""
        groups = [
            Fieldset(_("Who"), "name", "job_title", "is_head"),
            Fieldset(
                _("How to reach"),
                "channel",
                "email",
                "phone",
                "language",
                "time_zone",
            ),
        ]
        if "left_on" in self.fields:
            groups.append(Fieldset(_("When the person leaves"), "left_on"))
        return Layout(*groups)

    def contact_fields(self) -> ContactFields:
        """The typed values."""
        return ContactFields(**self.cleaned_data)


def _only(countries: QuerySet[Country]) -> Country | None:
    """The one country of an officer who has just one; nobody asks for it."""
    found = list(countries[:2])
    return found[0] if len(found) == 1 else None
