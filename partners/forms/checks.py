"""How does a side note a check of the other, and its conflicts of interest?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from partners.choices import CheckDirection, CheckKind, CheckOutcome
from partners.forms.plans import long_text
from partners.forms.sides import SideField
from partners.models import PartnershipParty
from partners.services.checks import CheckFields

NONE, SOME = "none", "some"


class CheckForm(PlainForm):
    """A check that one side made of the other.

    A person of the partner notes the own checks of the foundation only; with several
    partners the person of the foundation says with which one.
    """

    missing = {
        "kind": _("Choose what was looked at"),
        "direction": _("Choose who checked whom"),
        "checked_on": _("Write on which day it was"),
        "outcome": _("Choose the result"),
        "party": _("Choose the partner"),
    }

    party = forms.ChoiceField(label=_("Which partner?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("What was looked at?"),
        choices=CheckKind.choices,
        widget=forms.RadioSelect,
    )
    direction = forms.ChoiceField(
        label=_("Who checked whom?"),
        choices=CheckDirection.choices,
        widget=forms.RadioSelect,
    )
    checked_on = PlainDateField(label=_("Checked on"))
    valid_until = PlainDateField(
        label=_("Valid until"),
        required=False,
        help_text=_("If you leave it empty: 24 months. For example, 27 3 2026"),
    )
    outcome = forms.ChoiceField(
        label=_("Result"), choices=CheckOutcome.choices, widget=forms.RadioSelect
    )
    note = long_text(_("In short"))

    def __init__(
        self,
        *args: Any,
        parties: Sequence[PartnershipParty],
        is_partner: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(party.pk): party for party in parties}
        if is_partner:
            del self.fields["direction"]
        if len(parties) == 1:
            del self.fields["party"]
        else:
            names = [(key, party.partner.name) for key, party in self.parties.items()]
            self.fields["party"] = forms.ChoiceField(
                label=_("Which partner?"),
                choices=names,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the partner")},
            )
            self.order_fields(["party"])

    @property
    def chosen_party(self) -> PartnershipParty:
        """The partner that checked or was checked."""
        typed = self.cleaned_data.get("party") or next(iter(self.parties))
        return self.parties[typed]

    @property
    def chosen_direction(self) -> CheckDirection:
        """Who checked whom; a partner always notes its own checks."""
        typed = self.cleaned_data.get("direction", CheckDirection.FOUNDATION)
        return CheckDirection(typed)

    def check_fields(self) -> CheckFields:
        """What was typed, for the service."""
        typed = self.cleaned_data
        return CheckFields(
            checked_on=typed["checked_on"],
            outcome=CheckOutcome(typed["outcome"]),
            valid_until=typed["valid_until"],
            note=typed["note"],
        )


class InterestsForm(PlainForm):
    """Which conflicts of interest one side has; "none" is an answer."""

    missing = {"answer": _("Choose what is true")}

    who = SideField(label=_("Who says it?"))
    answer = forms.ChoiceField(
        label=_("Does anybody have an interest that could get in the way?"),
        choices=[(NONE, _("No, there is none")), (SOME, _("Yes"))],
        widget=forms.RadioSelect,
        help_text=_("For example, a relative at the other side, or a shared business"),
    )
    text = long_text(_("Which one, and how do you deal with it?"))

    def __init__(
        self,
        *args: Any,
        parties: Sequence[PartnershipParty],
        is_partner: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_partner:
            del self.fields["who"]
        else:
            SideField.offer(self, "who", parties)

    def clean(self) -> dict[str, Any]:
        """An interest needs its words, and none has none."""
        typed = super().clean() or {}
        if typed.get("answer") == SOME and not typed.get("text"):
            self.add_error("text", _("Write which interest it is"))
        if typed.get("answer") == NONE and typed.get("text"):
            self.add_error("answer", _("You wrote about an interest. Choose “Yes”"))
        return typed
