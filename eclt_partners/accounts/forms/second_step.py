"""How are codes of the second step entered? The library's forms in plain words.

Wrong codes are counted and right ones are used up in the database, for all processes.
"""

from typing import Any

from allauth.account import forms as sign_in
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as library
from allauth.mfa.recovery_codes import forms as spare
from allauth.mfa.totp import forms as app
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.services.second_step import (
    one_guess,
    use_up,
)
from eclt_partners.common.forms import PlainForm

DIGITS_OF_APP = 6
KEY_GONE = _(
    "The key of your app can no longer be read here, so no code is right. Ask an "
    "administrator to take your second step away"
)


class _CodeForm(PlainForm):
    """One code; spaces and dashes in it mean nothing, as apps show groups."""

    label: str | Promise = _("Code")
    hint: str | Promise = _("Six digits from the app, or one of your spare codes")
    missing = {"code": _("Enter the code")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = str(self.label), str(self.hint)
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(
            autocomplete="one-time-code", inputmode="numeric", spellcheck="false"
        )

    def clean_code(self) -> str:
        """Check the code as the library does, a few times only.

        Raises:
            TooManyTries: too many wrong ones were entered.
            ValidationError: it is wrong, or it was entered before.
        """
        person, now = self.user, timezone.now()  # type: ignore[attr-defined]
        # As the library compares it: one code has one spelling, and is used up in it.
        self.cleaned_data["code"] = normalize_user_code(self.cleaned_data["code"])
        try:
            with one_guess(person, now=now):
                code: str = super().clean_code()  # type: ignore[misc]
        except LookupError as error:
            raise ValidationError(KEY_GONE) from error
        if len(code) == DIGITS_OF_APP and not use_up(person, code, now=now):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_CodeForm, library.AuthenticateForm):  # type: ignore[misc]
    """The code that completes signing in."""


class CodeAgainForm(_CodeForm, library.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before something that matters."""


class SetUpForm(_CodeForm, app.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of the app: it shows that the app has the key."""

    label = _("Code that the app shows now")
    hint = _("Six digits. The app shows a new code every 30 seconds")


class TurnOffForm(PlainForm, app.DeactivateTOTPForm):  # type: ignore[misc]
    """No fields: the page asks whether it is meant."""


class NewCodesForm(PlainForm, spare.GenerateRecoveryCodesForm):  # type: ignore[misc]
    """No fields: the page asks whether it is meant."""


class PasswordAgainForm(PlainForm, sign_in.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    missing = {"password": _("Enter your password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label, field.help_text = str(_("Password")), ""
        field.widget.attrs.pop("placeholder", None)

    def clean_password(self) -> str:
        """Check the password; whoever sits at an open computer does not guess long.

        Raises:
            TooManyTries: too many wrong ones were entered.
            ValidationError: it is wrong.
        """
        with one_guess(self.user, now=timezone.now()):
            password: str = super().clean_password()
        return password
