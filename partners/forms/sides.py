"""How does a form ask which side something is about?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms.offers import offer_choices
from partners.models import PartnershipParty

FOUNDATION = "0"


class SideField(forms.ChoiceField):
    """The foundation, or one of the partners; cleans to a party, or None."""

    def __init__(self, **kwargs: Any) -> None:
        missing = {"required": _("Choose the organisation")}
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs.setdefault("error_messages", missing)
        super().__init__(**kwargs)
        self.parties: dict[str, PartnershipParty] = {}

    def clean(self, value: Any) -> PartnershipParty | None:
        """Return the party that was chosen; None = the foundation."""
        chosen = super().clean(value)
        return self.parties.get(str(chosen))

    @staticmethod
    def offer(
        form: forms.BaseForm, name: str, parties: Sequence[PartnershipParty]
    ) -> None:
        """Offer the foundation and these partners."""
        field = form.fields[name]
        if isinstance(field, SideField):
            field.parties = {str(party.pk): party for party in parties}
        names = [(str(party.pk), party.partner.name) for party in parties]
        offer_choices(form, name, [(FOUNDATION, _("The foundation")), *names])
