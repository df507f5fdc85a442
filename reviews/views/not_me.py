"""Which page lets somebody of a partner say "I am not the right person"?

It lies behind the personal link in the mail; looking at it changes nothing.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services import links
from eclt_partners.accounts.tries import count_wrong_link
from eclt_partners.common.access import open_to_all
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import send_soon
from partners.models import Contact, Partnership
from partners.selectors.leading import lead_at_work
from partners.views.doors import (
    dead_link,
    language_for,
    present_contact,
    spoken_to,
    unstored,
)
from reviews.forms.not_me import NotMeForm
from reviews.services.not_me import matter_of_link, say_not_me


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """Ask who the right person is; only the button says it."""
    now = timezone.now()
    link = links.find_by_token(token, now=now)
    contact = present_contact(link) if link else None
    if link is None or contact is None:
        count_wrong_link(request)
        return dead_link(request)
    form = NotMeForm(posted(request))
    with spoken_to(language_for(request, contact), link.country):
        said = attempt(
            form, lambda: say_not_me(now=now, link=link, **form.cleaned_data)
        )
        if said is not None:
            send_soon()
            return unstored(redirect(request.path), partner_side=True)
        page = _page(request, form, link, contact, now=now)
        return unstored(page, partner_side=True)


def _page(
    request: HttpRequest,
    form: NotMeForm,
    link: PartnerLink,
    contact: Contact,
    *,
    now: datetime,
) -> HttpResponse:
    matter = matter_of_link(link)
    partnership = Partnership.objects.select_related("foundation_lead").get(
        pk=link.partnership_id
    )
    context = {
        "form": form,
        "contact": contact,
        "partnership": partnership,
        "lead": lead_at_work(partnership),
        "kind": matter.kind,
        "said": matter.said_by(f"contact:{contact.pk}").first(),
        "today": timezone.localdate(now),
        "leave_url": "",
    }
    return render(request, "answer/not_me.html", context)
