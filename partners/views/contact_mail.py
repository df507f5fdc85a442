"""Which page says whether mail reaches a person of a partner, and what to do?"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.notifications.forms import ClearForm, StopForm
from eclt_partners.notifications.models import NotForMe
from eclt_partners.notifications.selectors import address_story
from partners.models import Contact, Partner
from partners.services.contact_mail import (
    clear_contact_mail,
    see_to_not_me,
    stop_contact_mail,
)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_mail(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Stop mail to a person's address, or let it go on, each with a reason."""
    actor = acting(request)
    contact = _contact(actor, contact_id)
    story = address_story(contact.email)
    form: StopForm | ClearForm = (ClearForm if story.stopped else StopForm)(
        posted(request)
    )
    is_done = attempt(form, lambda: _change(actor, contact, form))
    if is_done:
        messages.success(request, _("Your changes are saved."))
        return redirect("partners:contact_mail", contact.pk)
    context = {
        "form": form,
        "contact": contact,
        "address": contact.email,
        "story": story,
        "said": _said(contact),
    }
    return render(request, "partners/contact_mail.html", context)


@require_POST
def contact_not_me(request: HttpRequest, contact_id: int, said_id: int) -> HttpResponse:
    """Note that somebody has seen to it, or ask the person again."""
    actor = acting(request)
    contact = _contact(actor, contact_id)
    said = get_object_or_404(_said(contact), pk=said_id)
    see_to_not_me(
        actor=actor,
        now=timezone.now(),
        contact=contact,
        said=said,
        is_asked_again="again" in request.POST,
    )
    messages.success(request, _("Your changes are saved."))
    return redirect("partners:contact_mail", contact.pk)


def _contact(actor: Actor, contact_id: int) -> Contact:
    in_scope = Contact.objects.filter(partner__in=Partner.objects.visible_to(actor))
    contact = get_object_or_404(in_scope.select_related("partner"), pk=contact_id)
    require(actor, Action.REGISTER, country=contact.partner.country_id)
    return contact


def _said(contact: Contact) -> QuerySet[NotForMe]:
    """Return where the person said "not me" and was not asked again."""
    return NotForMe.objects.filter(
        recipient_key=f"contact:{contact.pk}", taken_back_at=None
    )


def _change(actor: Actor, contact: Contact, form: StopForm | ClearForm) -> bool:
    change = clear_contact_mail if isinstance(form, ClearForm) else stop_contact_mail
    if not contact.email:
        raise IllegalTransition("without an address", "stopped")
    why = form.cleaned_data["why"]
    change(actor=actor, now=timezone.now(), contact=contact, why=why)
    return True
