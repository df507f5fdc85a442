"""How is it typed in who may sign for an organisation?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainModelForm
from eclt_partners.common.forms.offers import offer
from partners.models import AuthorisedOfficer, Contact, Partner
from partners.services.officers import OfficerFields, misfits


class OfficerForm(PlainModelForm):
    """Who may sign, as what, up to what and until when; the person stays."""

    missing = {
        "contact": _("Choose who may sign"),
        "title": _("Write in which role the person signs"),
        "from_on": _("Write from which day the person may sign"),
    }

    class Meta:
        model = AuthorisedOfficer
        fields = ["contact", "title", "limits", "from_on", "to_on"]
        widgets = {"limits": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "contact": _("Who may sign?"),
            "title": _("Signs as"),
            "limits": _("Up to what?"),
            "from_on": _("First day"),
        }
        help_texts = {
            "title": _("As it is written below the signature: Director, Treasurer"),
            "limits": _(
                "For example: up to USD 50,000, above that together with the treasurer"
            ),
            "to_on": _("Leave it empty while no end is known. For example, 27 3 2026"),
        }

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            there = partner.contacts.filter(left_on__isnull=True)
            offer(self, "contact", there, nothing=_("Choose"))
        else:
            del self.fields["contact"]

    def clean(self) -> dict[str, Any]:
        """Say at which field something does not fit, as the service would."""
        typed = super().clean() or {}
        if not self.errors:
            self.refuse(misfits(self.officer_fields()))
        return typed

    @property
    def chosen_contact(self) -> Contact:
        """The person who may sign."""
        contact: Contact = self.cleaned_data["contact"]
        return contact

    def officer_fields(self) -> OfficerFields:
        """The typed values without the person, for the service."""
        typed = {k: v for k, v in self.cleaned_data.items() if k != "contact"}
        return OfficerFields(**typed)
