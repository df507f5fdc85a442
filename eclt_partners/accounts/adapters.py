"""What does the sign-in library do our way?

Its mails leave through the outbox, in the person's language, with addresses of
this site; nobody can register; its errors are in plain words.
"""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.guessing import address_of
from eclt_partners.accounts.models import User
from eclt_partners.accounts.sign_in_mails import sign_in_letter

MAILS = "account/email/"
WELCOME = f"{MAILS}welcome"
LINK = f"{MAILS}password_link"
TAKEN_AWAY = f"{MAILS}second_step_taken_away"
GUESSED = f"{MAILS}second_step_guessed"
CONFIRM_ADDRESS = f"{MAILS}confirm_address"
ADDRESS_CHANGED = f"{MAILS}address_changed"
ADDRESS_SET = f"{MAILS}address_set"


class OutboxAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes public registration; mails go out through the outbox backend."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail address and the password do not belong together. Check both"
        ),
        "enter_current_password": _("Enter the password that you use now"),
        "incorrect_password": _("This is not your password"),
        "invalid_password_reset": _("This link does not work any more"),
        "too_many_login_attempts": _("Too many tries. Wait 15 minutes, then try again"),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again"),
        "account_inactive": _("This account is switched off"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> Any:
        """Return the address that the configured number of proxies vouches for."""
        return address_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Answer for an account that is switched off as for a wrong password."""
        person = super().authenticate(request, **credentials)
        return person if isinstance(person, User) and person.is_active else None

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        """Keep which password opened the way to the second step."""
        request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        return super().pre_login(request, user, **kwargs)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of a mail; its host is set up, not taken from the request."""
        person_key, _dash, one_time_key = key.partition("-")
        path = reverse(
            "account_reset_password_from_key", args=[person_key, one_time_key]
        )
        return f"{settings.SITE_URL}{path}"

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send in the language of the person, not of whoever pressed the button."""
        person = context.get("user") or User.objects.get(email__iexact=email)
        with translation.override(person.language):
            mail = self.render_mail(template_prefix, email, {**context, "user": person})
            mail.send()

    def render_mail(
        self,
        template_prefix: str,
        email: str,
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Write a mail in our words and our frame, as text and as HTML."""
        letter = sign_in_letter(
            template_prefix.removeprefix(MAILS),
            context["user"].name,
            context.get("password_reset_url", "") or context.get("link", ""),
        )
        if letter is None:
            raise LookupError(template_prefix)
        mail = EmailMultiAlternatives(
            letter.subject, letter.text, self.get_from_email(), [email], headers=headers
        )
        mail.attach_alternative(letter.html, "text/html")
        return mail
