"""Which pages add and change the people of a partner?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.notifications.models import NotForMe
from partners.forms import ContactForm
from partners.models import Contact, Partner
from partners.selectors.contact_links import has_holding_links
from partners.services.contacts import add_contact, change_contact


@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Add a person to a partner."""
    actor = acting(request)
    partner = get_object_or_404(Partner.objects.visible_to(actor), pk=partner_id)
    require(actor, Action.REGISTER, country=partner.country_id)
    country = partner.country
    form = ContactForm(
        posted(request),
        instance=Contact(partner=partner),
        initial={
            "language": country.default_language,
            "time_zone": country.time_zone,
            **_named(request, partner),
        },
    )
    contact = attempt(
        form,
        lambda: add_contact(
            actor=actor,
            now=timezone.now(),
            partner=partner,
            fields=form.contact_fields(),
        ),
    )
    if contact is None:
        return _page(request, form, partner, contact=None)
    messages.success(request, _("%(name)s is added.") % {"name": contact.name})
    return redirect("partners:detail", partner.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Change what we know about a person, or note that they left."""
    actor = acting(request)
    in_scope = Contact.objects.filter(partner__in=Partner.objects.visible_to(actor))
    contact = get_object_or_404(in_scope.select_related("partner"), pk=contact_id)
    partner = contact.partner
    require(actor, Action.REGISTER, country=partner.country_id)
    form = ContactForm(posted(request), instance=contact)
    changed = attempt(
        form,
        lambda: change_contact(
            actor=actor,
            now=timezone.now(),
            contact=contact,
            fields=form.contact_fields(),
        ),
    )
    if changed is None:
        return _page(request, form, partner, contact=contact)
    messages.success(request, _("Your changes are saved."))
    _warn_of_old_address(request, changed, before=form.initial["email"])
    return redirect("partners:detail", partner.pk)


def _warn_of_old_address(
    request: HttpRequest, contact: Contact, *, before: str
) -> None:
    """Say that links in mails to the old address go on, and where they are ended."""
    if not before or contact.email.lower() == before.lower():
        return
    if not has_holding_links(contact, now=timezone.now()):
        return
    text = _("Personal links that were mailed to %(address)s still open.")
    link = format_html(
        '<a href="{}">{}</a>',
        reverse("partners:contact_links", args=[contact.pk]),
        _("End the personal links of %(name)s") % {"name": contact.name},
    )
    messages.warning(request, format_html("{} {}", text % {"address": before}, link))


def _named(request: HttpRequest, partner: Partner) -> dict[str, str]:
    """Return whom a person of this partner named as the right one, to begin with."""
    number = request.GET.get("said", "")
    people = partner.contacts.values_list("pk", flat=True)
    said = NotForMe.objects.filter(
        pk=int(number[:18]) if number.isdecimal() else 0,
        recipient_key__in=[f"contact:{pk}" for pk in people],
    ).first()
    return {"name": said.named, "email": said.named_address} if said else {}


def _page(
    request: HttpRequest,
    form: ContactForm,
    partner: Partner,
    *,
    contact: Contact | None,
) -> HttpResponse:
    context = {"form": form, "partner": partner, "contact": contact}
    return render(request, "partners/contact_form.html", context)
