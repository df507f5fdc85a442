"""Which pages of the sign-in library do we show? Only these, with our own forms."""

from allauth.account import views as library
from django.urls import reverse_lazy

from eclt_partners.accounts.forms import (
    ChangePasswordForm,
    FirstPasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
)
from eclt_partners.common.access import open_to_all


class SignInView(library.LoginView):  # type: ignore[misc]
    """Sign in with address and password."""

    form_class = SignInForm


class ForgottenPasswordView(library.PasswordResetView):  # type: ignore[misc]
    """Ask for a link to set a new password."""

    form_class = ForgottenPasswordForm


class NewPasswordView(library.PasswordResetFromKeyView):  # type: ignore[misc]
    """Set a new password by the link of a mail."""

    form_class = NewPasswordForm


class ChangePasswordView(library.PasswordChangeView):  # type: ignore[misc]
    """Change the password while signed in."""

    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:settings")


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
