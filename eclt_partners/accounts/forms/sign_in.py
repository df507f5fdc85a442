"""How do people sign in and set passwords? The library's forms in plain words."""

from typing import Any

from allauth.account import forms as library
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.guessing import address_tried
from eclt_partners.accounts.models import User
from eclt_partners.accounts.tries import one_password
from eclt_partners.common.forms import PlainForm
from eclt_partners.notifications.services.addresses import plain_address

NEW_PASSWORD_HINT = _(
    "12 characters or more. Three words in a row are good. You may paste it"
)


class SignInForm(PlainForm, library.LoginForm):  # type: ignore[misc]
    """Address and password."""

    missing = {
        "login": _("Enter your e-mail address"),
        "password": _("Enter your password"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "login", _("E-mail address"))
        _name(self, "password", _("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict[str, Any]:
        """Compare the password, a few times only for an account and for a place.

        Raises:
            TooManyTries: too many wrong ones were entered.
            ValidationError: address and password do not belong together.
        """
        if self.errors:
            return self.cleaned_data
        name = address_tried(self.request, self.cleaned_data)
        with one_password(self.request, name, now=timezone.now()):
            super().clean()
        return self.cleaned_data


class ForgottenPasswordForm(PlainForm, library.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the link goes."""

    missing = {"email": _("Enter your e-mail address")}
    users: list[User]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "email", _("E-mail address"))

    def clean_email(self) -> str:
        """Find who has the address now; the library knows those of the past too."""
        typed: str = super().clean_email()
        self.users = [
            person
            for person in self.users
            if plain_address(person.email) == plain_address(typed)
        ]
        return typed


class _TwicePassword(PlainForm):
    """Names the two fields of a new password."""

    missing = {
        "oldpassword": _("Enter the password that you use now"),
        "password1": _("Enter a new password"),
        "password2": _("Enter the new password a second time"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "password1", _("New password"), NEW_PASSWORD_HINT)
        _name(self, "password2", _("New password once more"))

    def clean(self) -> dict[str, Any]:
        """Both entries are the same."""
        typed = super().clean() or {}
        if "password2" in self.errors and typed.get("password1"):
            del self.errors["password2"]
            self.add_error("password2", _("Enter the same password in both fields"))
        return typed


class NewPasswordForm(_TwicePassword, library.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link of a mail."""


class FirstPasswordForm(_TwicePassword, library.SetPasswordForm):  # type: ignore[misc]
    """A password for an account that has none."""


class ChangePasswordForm(_TwicePassword, library.ChangePasswordForm):  # type: ignore[misc]
    """A new password, by the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "oldpassword", _("Password now"))


def _name(form: PlainForm, name: str, label: Promise, hint: str | Promise = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = str(label), str(hint)
    field.widget.attrs.pop("placeholder", None)
