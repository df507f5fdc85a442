"""How are partnerships, their leads, their events and their stage typed in?"""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_of_country
from eclt_partners.common.forms import PlainDateField, PlainForm, PlainModelForm
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import offer, offer_choices
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import choices_by_name
from partners.choices import EventKind, Side
from partners.models import Contact, Partner, Partnership, PartnershipParty
from partners.selectors import open_parties
from partners.services.events import REPORTED_BY_PEOPLE
from partners.services.partnerships import PartnershipFields, PartyChoice

_START_HINT = _("The first day you worked together. For example, 27 3 2022")
_CLAUSE_HINT = _("What you agreed: 2 to 12. Without an agreement, leave 12")
_NOBODY_YET = _("Nobody yet")
# More partners than this are not all shown to be ticked; names are typed instead.
MOST_TICKED = 50


class _PartnershipBase(PlainModelForm):
    """The words of a partnership and its lead at the foundation."""

    missing = {
        "name": _("Enter a name for the partnership"),
        "relationship_start": _("Enter since when you have known each other"),
        "clause_months": _("Enter how many months may lie between two reviews"),
        "country": _("Choose the country of the partnership"),
    }

    class Meta:
        model = Partnership
        fields = [
            "name",
            "foundation_lead",
            "relationship_start",
            "clause_months",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "relationship_start": _START_HINT,
            "clause_months": _CLAUSE_HINT,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause_months"].widget = forms.TextInput(
            attrs={"inputmode": "numeric", "class": "input-number"}
        )

    def partnership_fields(self) -> PartnershipFields:
        """The typed words."""
        typed = self.cleaned_data
        return PartnershipFields(
            name=typed["name"],
            relationship_start=typed["relationship_start"],
            clause_months=typed["clause_months"],
            foundation_lead=typed.get("foundation_lead"),
            note=typed["note"],
        )


class PartnershipForm(_PartnershipBase):
    """A new partnership with one partner, or with several."""

    country = forms.ModelChoiceField(
        label=_("Country of the work"), queryset=Country.objects.none()
    )
    partner_lead = forms.ModelChoiceField(
        label=_("Lead of the partner"),
        queryset=Contact.objects.none(),
        required=False,
        help_text=_(
            "A person of the partner. You can add people on the partner's page"
        ),
    )
    other_partners = forms.ModelMultipleChoiceField(
        label=_("Other partners in this partnership"),
        queryset=Partner.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for a coalition. You choose their leads in the next step"),
    )

    other_names = forms.CharField(
        label=_("Other partners in this partnership"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only for a coalition: their legal names, one on each line. You choose "
            "their leads in the next step"
        ),
    )

    def __init__(
        self,
        *args: Any,
        partner: Partner,
        countries: QuerySet[Country],
        others: QuerySet[Partner],
        people: QuerySet[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        offer(self, "foundation_lead", people, nothing=_NOBODY_YET)
        contacts = partner.contacts.filter(left_on__isnull=True)
        offer(self, "country", countries)
        places = choices_by_name(countries)
        offer_choices(self, "country", [("", _("Choose")), *places])
        offer(self, "partner_lead", contacts, nothing=_NOBODY_YET)
        self.initial.setdefault("country", partner.country_id)
        self._offer_others(others)

    def _offer_others(self, others: QuerySet[Partner]) -> None:
        """Let other partners be ticked, or named where they are too many."""
        self._others = others
        first = list(others[: MOST_TICKED + 1])
        offer(self, "other_partners", others)
        offer_choices(self, "other_partners", [(str(p.pk), p.name) for p in first])
        if not 0 < len(first) <= MOST_TICKED:
            del self.fields["other_partners"]
        if len(first) <= MOST_TICKED:
            del self.fields["other_names"]

    def clean_other_names(self) -> list[Partner]:
        """Find the partners of the names; a name that is none is refused."""
        names = dict.fromkeys(
            map(str.strip, self.cleaned_data["other_names"].splitlines())
        )
        found, unknown = [], []
        for name in filter(None, names):
            partner = self._others.filter(name__iexact=name).first()
            if partner is None:
                unknown.append(name)
            elif partner not in found:
                found.append(partner)
        if unknown:
            raise forms.ValidationError(
                _("No other partner at home in this country has the name %(name)s"),
                params={"name": ", ".join(unknown)},
            )
        return found

    def crispy_layout(self) -> Layout:
        """Group what it is, who leads it, and how often both sides take stock."""
        groups = [
            Fieldset(_("What"), "name", "country", "relationship_start", "note"),
            Fieldset(_("Who leads"), "foundation_lead", "partner_lead"),
            Fieldset(_("How often you take stock"), "clause_months"),
        ]
        coalition = [n for n in ("other_partners", "other_names") if n in self.fields]
        if coalition:
            groups.append(Fieldset(_("Coalition"), *coalition))
        return Layout(*groups)

    def parties(self) -> list[PartyChoice]:
        """The partner of the page with its lead, then the others."""
        typed = self.cleaned_data
        others = typed.get("other_partners") or typed.get("other_names") or []
        first = PartyChoice(self.partner, self.cleaned_data["partner_lead"])
        return [first, *(PartyChoice(other) for other in others)]


class PartnershipEditForm(_PartnershipBase):
    """The words of a partnership, and one lead per partner."""

    def __init__(
        self, *args: Any, parties: list[PartnershipParty], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lead_fields = {f"lead_{party.pk}": party.pk for party in parties}
        people = people_of_country(self.instance.country_id)
        offer(self, "foundation_lead", people, nothing=_NOBODY_YET)
        self.fields["foundation_lead"].help_text = _(
            "Another lead, on either side, brings a short review within 45 days"
        )
        for party in parties:
            self.fields[f"lead_{party.pk}"] = forms.ModelChoiceField(
                label=_("Lead of %(partner)s") % {"partner": party.partner.name},
                queryset=party.partner.contacts.filter(left_on__isnull=True),
                initial=party.partner_lead_id,
                required=False,
                empty_label=str(_NOBODY_YET),
            )

    def values_of(self, row: Partnership) -> dict[str, Any]:
        """Return what stands in a partnership and who leads it, by name of the field."""
        leads = {f"lead_{each.pk}": each.partner_lead_id for each in open_parties(row)}
        return super().values_of(row) | leads

    def crispy_layout(self) -> Layout:
        """Group what it is, who leads it, and how often both sides take stock."""
        return Layout(
            Fieldset(_("What"), "name", "relationship_start", "note"),
            Fieldset(_("Who leads"), "foundation_lead", *self.lead_fields),
            Fieldset(_("How often you take stock"), "clause_months"),
        )

    def leads(self) -> dict[int, Contact | None]:
        """Id of a party -> the chosen lead."""
        return {
            party_id: self.cleaned_data[name]
            for name, party_id in self.lead_fields.items()
        }


class EventForm(PlainForm):
    """Something happened that may bring a review forward."""

    missing = {
        "kind": _("Choose what happened"),
        "happened_on": _("Enter the day it happened"),
        "side": _("Choose who reports it"),
    }

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[(kind.value, kind.label) for kind in REPORTED_BY_PEOPLE],
        widget=forms.RadioSelect,
    )
    happened_on = PlainDateField(label=_("When"))
    side = forms.ChoiceField(
        label=_("Who reports it"), choices=Side.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("In short"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Do not write names of children or details of a safeguarding concern"
        ),
    )

    def __init__(self, *args: Any, is_partner: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_partner:
            del self.fields["side"]

    def clean_kind(self) -> EventKind:
        """The kind as the services know it."""
        return EventKind(self.cleaned_data["kind"])

    def clean_side(self) -> Side:
        """The side as the services know it."""
        return Side(self.cleaned_data["side"])
