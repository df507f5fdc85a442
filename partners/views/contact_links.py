"""Which page ends the personal links of a person of a partner, and opens them again?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.choices import LinkEnding
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.services.links import end_links, renew
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.countries.clocks import tell_times_of
from partners.forms.links import EndLinksForm
from partners.models import Contact, Partner
from partners.selectors.contact_links import LinkLine, closed_links, holding_links

# The button beside a closed link; its value is the id of the link.
OPEN: Final = "open"


@require_http_methods(["GET", "HEAD", "POST"])
def contact_links(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Show which personal links hold, and end them all after asking how.

    A link that was closed is opened again by the button beside it.
    """
    actor, now = acting(request), timezone.now()
    in_scope = Contact.objects.filter(partner__in=Partner.objects.visible_to(actor))
    contact = get_object_or_404(
        in_scope.select_related("partner__country"), pk=contact_id
    )
    country = contact.partner.country_id
    require(actor, Action.REGISTER, country=country)
    tell_times_of(contact.partner.country)
    closed = closed_links(actor, contact, now=now)
    if OPEN in request.POST:
        _open_again(request, contact, closed, now=now)
        return redirect("partners:contact_links", contact.pk)
    form = EndLinksForm(posted(request))
    ended = attempt(
        form,
        lambda: end_links(
            actor=actor,
            contact_id=contact.pk,
            country=country,
            ending=form.cleaned_data["ending"],
            now=now,
        ),
    )
    if ended is not None:
        _tell(request, contact, form.cleaned_data["ending"], ended=ended)
        return redirect("partners:detail", contact.partner_id)
    context = {
        "form": form,
        "contact": contact,
        "lines": holding_links(actor, contact, now=now),
        "closed": closed,
        "replacing": _of_replacing(contact),
        "closing": _of_closing(contact),
    }
    return render(request, "partners/contact_links.html", context)


def _open_again(
    request: HttpRequest, contact: Contact, closed: Sequence[LinkLine], *, now: datetime
) -> None:
    """Open one of the closed links with a new token, until the day it always had."""
    offered = [line.pk for line in closed if str(line.pk) == request.POST[OPEN]]
    link = get_object_or_404(PartnerLink, pk__in=offered)
    renew(actor=acting(request), link=link, now=now, expires_at=link.expires_at)
    text = _(
        "The link opens again. The next mail to %(name)s brings it; sooner, %(name)s can "
        "ask for it on the page of the old link."
    )
    messages.success(request, text % {"name": contact.name})


def _of_replacing(contact: Contact) -> Sequence[str]:
    """Return what follows when the links are replaced."""
    name = {"name": contact.name}
    return [
        _("What %(name)s answered stays. Each link works until the same day as before.")
        % name,
        _("No mail goes out now: the next one to %(name)s brings a new link.") % name,
        _("Sooner: on the page of the old link %(name)s can ask for a new one.") % name,
    ]


def _of_closing(contact: Contact) -> Sequence[str]:
    """Return what follows when the links are closed."""
    name = {"name": contact.name}
    return [
        _(
            "%(name)s can no longer answer or sign by link what is open now, and cannot "
            "ask for a new link to it. You can open each link again on this page."
        )
        % name,
        _(
            "Mails about it do not go out to %(name)s any more: they stand under “Mail” "
            "as refused."
        )
        % name,
        _(
            "A later review or a later wish for change brings a link of its own. Does "
            "%(name)s no longer work for the partner? Note that the person left."
        )
        % name,
        _(
            "The page of the partnership opens again when somebody presses “Mail the "
            "link to our page” there."
        ),
    ]


def _tell(
    request: HttpRequest, contact: Contact, ending: LinkEnding, *, ended: int
) -> None:
    name = {"name": contact.name}
    if not ended:
        messages.info(request, _("No personal link of %(name)s works.") % name)
    elif ending == LinkEnding.CLOSE:
        text = _("The personal links of %(name)s are closed.")
        messages.success(request, text % name)
    else:
        text = _(
            "The old links of %(name)s open nothing any more. The next mail brings a "
            "new one."
        )
        messages.success(request, text % name)
