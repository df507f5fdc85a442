"""Which pages let administrators set up people, and lead to the other set-up pages?"""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from eclt_partners.accounts.emails import send_password_link
from eclt_partners.accounts.forms import NewPersonForm, PersonForm
from eclt_partners.accounts.models import User
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.selectors import people_list, second_step_of
from eclt_partners.accounts.services.people import add_person, change_person
from eclt_partners.accounts.tries import count_search
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.errors import NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.countries.models import Country

PAGE_SIZE = 25


@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """What an administrator can set up."""
    actor = acting(request)
    people = actor.may_somewhere(Action.MANAGE_PEOPLE)
    countries = actor.may_somewhere(Action.MANAGE_COUNTRIES)
    instruments = actor.may_somewhere(Action.MANAGE_INSTRUMENTS)
    kinds = actor.may_somewhere(Action.MANAGE_KINDS)
    ladders = actor.may_somewhere(Action.MANAGE_LADDERS)
    health = actor.may_somewhere(Action.SEE_MAIL_HEALTH)
    if not (people or countries or instruments or kinds or ladders):
        raise NotPermitted("sets up nothing", action=Action.MANAGE_PEOPLE)
    context = {
        "people_count": User.objects.filter(is_active=True).count(),
        "country_count": Country.objects.filter(is_active=True).count(),
        "may_people": people,
        "may_countries": countries,
        "may_instruments": instruments,
        "may_kinds": kinds,
        "may_ladders": ladders,
        "may_mail_health": health,
    }
    return render(request, "setup/index.html", context)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """All accounts with their roles."""
    actor = acting(request)
    require(actor, Action.MANAGE_PEOPLE)
    # PostgreSQL knows no text with a NUL in it.
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    count_search(actor, words, now=timezone.now())
    page = Paginator(people_list(words), PAGE_SIZE).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': words})}&" if words else ""
    context = {"page": page, "words": words, "query": query}
    return render(request, "setup/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Add a person and mail the link to set a password."""
    actor = acting(request)
    require(actor, Action.MANAGE_PEOPLE)
    form = NewPersonForm(posted(request))
    person = attempt(
        form,
        lambda: add_person(
            actor=actor,
            now=timezone.now(),
            email=form.cleaned_data["email"],
            fields=form.person_fields(),
            roles=form.roles(),
        ),
    )
    if person is None:
        return render(request, "setup/person_form.html", {"form": form, "person": None})
    send_password_link(person)
    text = _("%(name)s has an account. A mail with a link to set a password is sent.")
    messages.success(request, text % {"name": person.name})
    return redirect("accounts:people")


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Change an account, its roles, and whether it can sign in."""
    actor = acting(request)
    require(actor, Action.MANAGE_PEOPLE)
    found = get_object_or_404(User, pk=person_id)
    form = PersonForm(posted(request), instance=found)
    changed = attempt(
        form,
        lambda: change_person(
            actor=actor,
            now=timezone.now(),
            person=found,
            fields=form.person_fields(),
            is_active=form.cleaned_data["is_active"],
            roles=form.roles(),
        ),
    )
    if changed is None:
        has_second_step = (
            found.pk != actor.user_id and second_step_of(found).app is not None
        )
        context = {"form": form, "person": found, "has_second_step": has_second_step}
        return render(request, "setup/person_form.html", context)
    messages.success(request, _("Your changes are saved."))
    return redirect("accounts:people")


@require_POST
def person_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Mail a person once more the link to set a password."""
    require(acting(request), Action.MANAGE_PEOPLE)
    found = get_object_or_404(User, pk=person_id, is_active=True)
    send_password_link(found)
    text = _("A mail with a link to set a password is sent to %(name)s.")
    messages.success(request, text % {"name": found.name})
    return redirect("accounts:person", found.pk)
