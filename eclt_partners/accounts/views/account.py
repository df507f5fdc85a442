"""Which page lets people say how they are called, addressed and written to?"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from eclt_partners.accounts.forms import OwnSettingsForm
from eclt_partners.accounts.models import User
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.selectors import roles_in_words
from eclt_partners.accounts.services.calendars import feed_address, renew_feed
from eclt_partners.accounts.services.people import change_own_settings
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.notifications.services.topics import left_topics


@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone and mails of the person who is signed in."""
    actor = acting(request)
    person = get_object_or_404(User, pk=actor.user_id or 0)
    left = left_topics(actor.key)
    form = OwnSettingsForm(posted(request), instance=person, left=left)
    changed = attempt(
        form,
        lambda: change_own_settings(
            actor=actor,
            now=timezone.now(),
            person=person,
            fields=form.person_fields(),
            left=form.left_topics(),
        ),
    )
    if changed is None:
        context = {
            "form": form,
            "person": person,
            "roles": roles_in_words(person),
            "feed_address": feed_address(person),
        }
        return render(request, "account/settings.html", context)
    with override(changed.language):
        messages.success(request, _("Your settings are saved."))
    answer = redirect("accounts:settings")
    # The account's language counts from now on, also over an earlier choice.
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return answer


@require_POST
def new_feed(request: HttpRequest) -> HttpResponse:
    """Give the person a new address for the calendar; an old one stops."""
    actor = acting(request)
    person = get_object_or_404(User, pk=actor.user_id or 0)
    renew_feed(actor=actor, now=timezone.now(), person=person)
    messages.success(request, _("Your calendar has a new address."))
    return redirect(reverse("accounts:settings") + "#calendar")
