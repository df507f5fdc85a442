"""Which page lets administrators enter the days off of a country?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eclt_partners.accounts.forms.days_off import DayOffForm
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.services.days_off import enter_day, take_back_day
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.countries.days_off import days_off_ahead
from eclt_partners.countries.models import Country, HolidayOverride


@require_http_methods(["GET", "HEAD", "POST"])
def days_off(request: HttpRequest, code: str) -> HttpResponse:
    """The days off ahead, and a form for one more."""
    actor, now = acting(request), timezone.now()
    require(actor, Action.MANAGE_COUNTRIES)
    country = get_object_or_404(Country, pk=code)
    form = DayOffForm(posted(request))
    entered = attempt(
        form,
        lambda: enter_day(actor=actor, now=now, country=country, **form.cleaned_data),
    )
    if entered is not None:
        messages.success(request, _("The day is entered. Reminders follow it."))
        return redirect(request.path)
    language = (get_language() or "en").partition("-")[0]
    days = days_off_ahead(country, today=country.today(now=now), language=language)
    context = {"form": form, "country": country, "days": days}
    return render(request, "setup/days_off.html", context)


@require_POST
def day_back(request: HttpRequest, code: str, day_id: int) -> HttpResponse:
    """Let a day be as the calendar has it."""
    actor = acting(request)
    require(actor, Action.MANAGE_COUNTRIES)
    country = get_object_or_404(Country, pk=code)
    entered = HolidayOverride.objects.filter(pk=day_id, country=country).first()
    if entered:  # a second press finds it done
        take_back_day(actor=actor, now=timezone.now(), entered=entered)
    messages.success(request, _("The day is as the calendar has it."))
    return redirect("accounts:days_off", code)
