"""Which pages ask for a second step at sign-in, and let people set it up?

The library makes and checks codes; words, limits, encryption and the audit are ours.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe
from qrcode import QRCode

from eclt_partners.accounts.forms.second_step import (
    CodeAgainForm,
    CodeForm,
    NewCodesForm,
    PasswordAgainForm,
    SetUpForm,
    TurnOffForm,
)
from eclt_partners.accounts.middleware import SECOND_STEP_KEY
from eclt_partners.accounts.models import User
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.rules.second_step import (
    in_groups,
    picture_path,
    picture_size,
)
from eclt_partners.accounts.selectors import (
    has_to_have_second_step,
    second_step_of,
    spare_codes_left,
)
from eclt_partners.accounts.services.second_step import (
    note_new_codes,
    note_set_up,
    note_turned_off,
    take_away,
)
from eclt_partners.common.access import open_to_all
from eclt_partners.common.forms.attempts import posted

PLACE = "account/second_step"


@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Say whether the second step is set up, and what can be done about it."""
    person = get_object_or_404(User, pk=acting(request).user_id or 0)
    kept = second_step_of(person)
    context = {
        "app": kept.app,
        "codes_left": spare_codes_left(kept),
        "has_to": has_to_have_second_step(person),
    }
    return render(request, f"{PLACE}/overview.html", context)


class _WhenSetUp(View):
    """Leads whoever has no second step to the page that offers one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the page only when there is something that it is about."""
        person = request.user
        if isinstance(person, User) and second_step_of(person).app is None:
            return redirect("mfa_index")
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return answer


class CodeView(base.AuthenticateView):  # type: ignore[misc]
    """Ask for a code after the right password."""

    template_name = f"{PLACE}/code.html"

    def _build_forms(self) -> CodeForm:
        """Return our form; the library would take one without a code for a passkey."""
        sent = posted(self.request)
        self.webauthn_form = None
        self.auth_form = CodeForm(user=self.stage.login.user, data=sent)
        return self.auth_form

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Sign in, unless the password was changed while a code was awaited."""
        person = self.stage.login.user
        entered = self.request.session.get(HASH_SESSION_KEY, "")
        if not constant_time_compare(entered, person.get_session_auth_hash()):
            messages.info(self.request, _("Your password was changed. Sign in again."))
            again: HttpResponse = self.stage.abort()
            return again
        answer: HttpResponse = super().form_valid(form)
        return answer


class CodeAgainView(base.ReauthenticateView):  # type: ignore[misc]
    """Ask for a code once more."""

    template_name = f"{PLACE}/code_again.html"

    def get_form_class(self) -> type[CodeAgainForm]:
        """Return our form of the code."""
        return CodeAgainForm


class PasswordAgainView(account.ReauthenticateView):  # type: ignore[misc]
    """Ask for the password once more."""

    template_name = f"{PLACE}/password_again.html"

    def get_form_class(self) -> type[PasswordAgainForm]:
        """Return our form of the password."""
        return PasswordAgainForm


class SetUpView(app.ActivateTOTPView):  # type: ignore[misc]
    """Show the key of the app, and take its first code."""

    template_name = f"{PLACE}/set_up.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead a second press to what is set up, not to turning it off."""
        person = request.user
        if isinstance(person, User) and second_step_of(person).app is not None:
            return redirect("mfa_index")
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form_class(self) -> type[SetUpForm]:
        """Return our form of the code."""
        return SetUpForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key as a picture and as text."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        code = QRCode(border=0)
        code.add_data(context["totp_url"])
        modules = code.get_matrix()
        return context | {
            "key": in_groups(context["form"].secret),
            "path": picture_path(modules),
            "size": picture_size(modules),
        }

    @transaction.atomic
    def form_valid(self, form: SetUpForm) -> HttpResponse:
        """Set it up, and show the spare codes."""
        _noted(note_set_up, self.request, here=self.request.session.session_key)
        answer: HttpResponse = super().form_valid(form)
        return answer


class TurnOffView(_WhenSetUp, app.DeactivateTOTPView):  # type: ignore[misc]
    """Ask whether the second step is really not wanted any more."""

    template_name = f"{PLACE}/turn_off.html"

    def get_form_class(self) -> type[TurnOffForm]:
        """Return our form without fields."""
        return TurnOffForm

    @transaction.atomic
    def form_valid(self, form: TurnOffForm) -> HttpResponse:
        """Turn it off."""
        self.request.session.pop(SECOND_STEP_KEY, None)
        _noted(note_turned_off, self.request, here=self.request.session.session_key)
        answer: HttpResponse = super().form_valid(form)
        return answer


class SpareCodesView(_WhenSetUp, spare.ViewRecoveryCodesView):  # type: ignore[misc]
    """Show the spare codes that nobody used yet."""

    template_name = f"{PLACE}/spare_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the codes in groups, as they are read from paper."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "codes": [in_groups(each) for each in context["unused_codes"]]
        }


class SpareCodesFileView(_WhenSetUp, spare.DownloadRecoveryCodesView):  # type: ignore[misc]
    """Give the spare codes as a small text."""

    template_name = f"{PLACE}/spare_codes.txt"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the codes in groups, and where they are good for."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        codes = [in_groups(each) for each in context["unused_codes"]]
        return context | {"codes": codes, "site": settings.SITE_URL}


class NewCodesView(_WhenSetUp, spare.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Ask whether new spare codes shall replace the old ones."""

    template_name = f"{PLACE}/new_codes.html"

    def get_form_class(self) -> type[NewCodesForm]:
        """Return our form without fields."""
        return NewCodesForm

    @transaction.atomic
    def form_valid(self, form: NewCodesForm) -> HttpResponse:
        """Make new ones."""
        _noted(note_new_codes, self.request)
        messages.success(self.request, _("You have new spare codes."))
        answer: HttpResponse = super().form_valid(form)
        return answer


def _noted(note: Callable[..., None], request: HttpRequest, **more: Any) -> None:
    """Write down what the person of a request did with the own second step."""
    actor = acting(request)
    person = User.objects.get(pk=actor.user_id or 0)
    note(actor=actor, now=timezone.now(), person=person, **more)


@require_POST
def person_second_step(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take the second step from a person who lost the telephone and the codes."""
    person = get_object_or_404(User, pk=person_id)
    if take_away(actor=acting(request), now=timezone.now(), person=person):
        text = _("%(name)s signs in with the password alone now, and got a mail.")
        messages.success(request, text % {"name": person.name})
    return redirect("accounts:person", person.pk)


code = open_to_all(CodeView.as_view())
code_again = CodeAgainView.as_view()
password_again = PasswordAgainView.as_view()
set_up = SetUpView.as_view()
turn_off = TurnOffView.as_view()
spare_codes = SpareCodesView.as_view()
spare_codes_file = SpareCodesFileView.as_view()
new_codes = NewCodesView.as_view()
