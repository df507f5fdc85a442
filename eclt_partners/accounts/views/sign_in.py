"""Which pages of the sign-in library do we show? Only these, with our own forms."""

from typing import Any

from allauth.account import views as library
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone

from eclt_partners.accounts.forms import (
    ChangePasswordForm,
    FirstPasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
)
from eclt_partners.accounts.pace import even_pace
from eclt_partners.accounts.rules.limits import (
    CHANGED_PASSWORDS,
    FORGOTTEN_PASSWORDS,
    PASSWORD_MAILS,
)
from eclt_partners.accounts.services.tries import count_try
from eclt_partners.accounts.tries import count_here, count_wrong_link
from eclt_partners.common.access import open_to_all


class SignInView(library.LoginView):  # type: ignore[misc]
    """Sign in with address and password."""

    form_class = SignInForm


class ForgottenPasswordView(library.PasswordResetView):  # type: ignore[misc]
    """Ask for a link to set a new password."""

    form_class = ForgottenPasswordForm

    def form_valid(self, form: ForgottenPasswordForm) -> HttpResponse:
        """Send the mail; a stranger's address counts as one that we know."""
        now, mailbox = timezone.now(), form.cleaned_data["email"].lower()
        count_here(self.request, FORGOTTEN_PASSWORDS, now=now)
        count_try(PASSWORD_MAILS, mailbox, now=now)
        with even_pace():
            answer: HttpResponse = super().form_valid(form)
        return answer


class NewPasswordView(library.PasswordResetFromKeyView):  # type: ignore[misc]
    """Set a new password by the link of a mail."""

    form_class = NewPasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; a key that opens nothing counts as a wrong link."""
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        shown = getattr(answer, "context_data", None) or {}
        if shown.get("token_fail"):
            count_wrong_link(request)
        return answer


class ChangePasswordView(library.PasswordChangeView):  # type: ignore[misc]
    """Change the password while signed in."""

    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:settings")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change it; somebody at a computer left open does not guess for long."""
        count_try(CHANGED_PASSWORDS, f"user:{request.user.pk}", now=timezone.now())
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class FirstPasswordView(library.PasswordSetView):  # type: ignore[misc]
    """Set a password for an account that has none."""

    form_class = FirstPasswordForm
    success_url = reverse_lazy("accounts:settings")


sign_in = open_to_all(SignInView.as_view())
sign_out = open_to_all(library.LogoutView.as_view())
forgotten_password = open_to_all(ForgottenPasswordView.as_view())
forgotten_password_done = open_to_all(library.PasswordResetDoneView.as_view())
new_password = open_to_all(NewPasswordView.as_view())
new_password_done = open_to_all(library.PasswordResetFromKeyDoneView.as_view())
change_password = ChangePasswordView.as_view()
first_password = FirstPasswordView.as_view()
