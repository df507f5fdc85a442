"""What does the library of the second step do our way?

Its secrets are encrypted, its errors are in plain words, and whoever has to have the
second step cannot turn it off.
"""

from collections.abc import Iterable
from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.ciphers import lock_away, take_out
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import (
    has_to_have_second_step,
    second_step_of,
)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets encrypted; names the foundation in the app."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right, or it is too old. Enter the code that the app "
            "shows now"
        ),
        "cannot_delete_authenticator": _(
            "Your role needs the second step, so you cannot turn it off"
        ),
        "cannot_generate_recovery_codes": _(
            "Set up the app first, then you get spare codes"
        ),
    }

    def get_totp_issuer(self) -> str:
        """Return the name under which the app lists the account."""
        return str(settings.FOUNDATION_NAME)

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return lock_away(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was stored."""
        return take_out(encrypted_text)

    def is_mfa_enabled(
        self, user: User | AnonymousUser, types: Iterable[str] | None = None
    ) -> bool:
        """Tell whether an account has one of these kinds; asked once per request."""
        if not isinstance(user, User):
            return False
        kinds = second_step_of(user).kinds
        return bool(kinds if types is None else kinds.intersection(types))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Tell whether the person may turn the second step off."""
        return not has_to_have_second_step(User.objects.get(pk=authenticator.user_id))
