"""Which pages change the address with which somebody signs in?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.forms.addresses import AddressForm, OwnAddressForm
from eclt_partners.accounts.models import User
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.rules.limits import CHANGED_PASSWORDS, NEW_ADDRESS_MAILS
from eclt_partners.accounts.services.own_address import (
    address_of_link,
    ask_for_address,
    confirm_address,
    set_address,
)
from eclt_partners.accounts.services.tries import count_try
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import send_soon
from eclt_partners.notifications.services.addresses import plain_address


@require_http_methods(["GET", "HEAD", "POST"])
def own_address(request: HttpRequest) -> HttpResponse:
    """Ask for another address of the own account; a mail to it confirms."""
    actor, now = acting(request), timezone.now()
    person = get_object_or_404(User, pk=actor.user_id or 0)
    if request.method == "POST":
        count_try(CHANGED_PASSWORDS, actor.key, now=now)
    form = OwnAddressForm(posted(request), person=person)

    def ask() -> str:
        address = plain_address(form.cleaned_data["email"])
        count_try(NEW_ADDRESS_MAILS, address, now=now)
        ask_for_address(actor=actor, now=now, person=person, address=address)
        return address

    address = attempt(form, ask)
    if address is None:
        context = {"form": form, "person": person}
        return render(request, "account/address.html", context)
    send_soon()
    text = _(
        "A mail is on its way to %(address)s. Open the link in it within 24 hours. Until "
        "then nothing changes."
    )
    messages.success(request, text % {"address": address})
    return redirect("accounts:settings")


@require_http_methods(["GET", "HEAD", "POST"])
def address_confirmed(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm another address by the link of a mail. Looking at it changes nothing."""
    actor, now = acting(request), timezone.now()
    person = get_object_or_404(User, pk=actor.user_id or 0)
    address, problem = address_of_link(person, token, now=now), ""
    if request.method == "POST" and address:
        try:
            confirm_address(
                actor=actor,
                now=now,
                person=person,
                token=token,
                session=request.session.session_key,
            )
        except InvalidInput as refusal:
            address, problem = "", refusal.problems["email"]
        except NotPermitted:
            address = ""
        else:
            request.session.cycle_key()
            send_soon()
            text = _("From now on you sign in with %(address)s.")
            messages.success(request, text % {"address": address})
            return redirect("accounts:settings")
    context = {"person": person, "address": address, "problem": problem}
    return render(request, "account/address_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_address(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give an account of somebody else another address at once."""
    actor = acting(request)
    require(actor, Action.MANAGE_PEOPLE)
    person = get_object_or_404(User, pk=person_id, is_active=True)
    if person.pk == actor.user_id:
        return redirect("accounts:own_address")
    form = AddressForm(posted(request))
    changed = attempt(
        form,
        lambda: set_address(
            actor=actor,
            now=timezone.now(),
            person=person,
            address=form.cleaned_data["email"],
        ),
    )
    if changed is None:
        context = {"form": form, "person": person}
        return render(request, "setup/person_address.html", context)
    send_soon()
    text = _("%(name)s signs in with %(address)s from now on.")
    messages.success(request, text % {"name": changed.name, "address": changed.email})
    return redirect("accounts:person", person.pk)
