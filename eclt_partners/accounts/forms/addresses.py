"""How is a new address of an account typed in?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.models import User
from eclt_partners.common.forms import PlainForm


class AddressForm(PlainForm):
    """Another address for an account."""

    email = forms.EmailField(label=_("New e-mail address"), max_length=254)
    missing = {"email": _("Enter the e-mail address")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class OwnAddressForm(AddressForm):
    """Another address for the own account: whoever finds a computer open has none."""

    password = forms.CharField(
        label=_("Password now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    missing = {
        **AddressForm.missing,
        "password": _("Enter the password that you use now"),
    }

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self._person = person

    def clean_password(self) -> str:
        """Refuse a wrong password."""
        typed: str = self.cleaned_data["password"]
        if not self._person.check_password(typed):
            raise forms.ValidationError(_("This is not your password"))
        return typed
