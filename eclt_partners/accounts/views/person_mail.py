"""Which page says whether mail reaches somebody with an account?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.models import User
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.services.person_mail import (
    clear_person_mail,
    stop_person_mail,
)
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.notifications.forms import ClearForm, StopForm
from eclt_partners.notifications.selectors import address_story


@require_http_methods(["GET", "HEAD", "POST"])
def person_mail(request: HttpRequest, person_id: int) -> HttpResponse:
    """Stop mail to somebody's address, or let it go on, each with a reason."""
    actor = acting(request)
    require(actor, Action.MANAGE_PEOPLE)
    person = get_object_or_404(User, pk=person_id)
    story = address_story(person.email)
    form: StopForm | ClearForm = (ClearForm if story.stopped else StopForm)(
        posted(request)
    )
    if attempt(form, lambda: _change(actor, person, form)):
        messages.success(request, _("Your changes are saved."))
        return redirect("accounts:person_mail", person.pk)
    context = {"form": form, "person": person, "address": person.email, "story": story}
    return render(request, "setup/person_mail.html", context)


def _change(actor: Actor, person: User, form: StopForm | ClearForm) -> bool:
    change = clear_person_mail if isinstance(form, ClearForm) else stop_person_mail
    why = form.cleaned_data["why"]
    change(actor=actor, now=timezone.now(), person=person, why=why)
    return True
