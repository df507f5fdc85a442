"""How does somebody say that people of a country rest, or work, on a day?

Reminders go out on working days. What is planned later asks the table of working days;
what was planned for a day on which people rest now waits until they work again.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.words import plain_date
from eclt_partners.countries.days_off import is_usually_free, last_day_entered
from eclt_partners.countries.models import Country, HolidayOverride
from eclt_partners.countries.services import fill_country
from eclt_partners.notifications.services.following import follow_days_off


@transaction.atomic
def enter_day(
    *,
    actor: Actor,
    now: datetime,
    country: Country,
    day: date,
    name: str,
    is_working: bool,
) -> HolidayOverride:
    """Say that people rest on a day, or work on one that is usually free.

    Args:
        actor: who may set up countries.
        now: the present moment, aware.
        country: where.
        day: from today on, at most two years ahead.
        name: why, for example the name of a feast.
        is_working: people work on this day.

    Raises:
        NotPermitted: only administrators set up countries.
        InvalidInput: the day is over, too far ahead, entered already, or is free or
            worked without being entered.
    """
    require(actor, Action.MANAGE_COUNTRIES)
    country = Country.objects.select_for_update(no_key=True).get(pk=country.pk)
    _check_day(country, day, today=country.today(now=now), is_working=is_working)
    entered = HolidayOverride(
        country=country, day=day, name=name, is_working=is_working
    )
    check_constraints(entered)
    entered.save()
    _fill_and_note("countries.day.entered", entered, actor=actor, now=now)
    return entered


@transaction.atomic
def take_back_day(*, actor: Actor, now: datetime, entered: HolidayOverride) -> None:
    """Let a day be as the calendar of the country has it; again changes nothing.

    Raises:
        NotPermitted: only administrators set up countries.
    """
    require(actor, Action.MANAGE_COUNTRIES)
    Country.objects.select_for_update(no_key=True).get(pk=entered.country_id)
    gone, _rows = HolidayOverride.objects.filter(pk=entered.pk).delete()
    if gone:
        _fill_and_note("countries.day.taken_back", entered, actor=actor, now=now)


def _check_day(country: Country, day: date, *, today: date, is_working: bool) -> None:
    last = last_day_entered(today)
    if not today <= day <= last:
        told = _("Enter a day from today to %(last)s")
        raise InvalidInput({"day": told % {"last": plain_date(last)}})
    if HolidayOverride.objects.filter(country=country, day=day).exists():
        raise InvalidInput({"day": _("This day is in the list. Take it back first")})
    is_free = is_usually_free(country, day)
    if is_working and not is_free:
        raise InvalidInput({"day": _("People work on this day already")})
    if is_free and not is_working:
        raise InvalidInput({"day": _("This day is free already")})


def _fill_and_note(
    verb: str, entered: HolidayOverride, *, actor: Actor, now: datetime
) -> None:
    country = entered.country
    if country.is_active:
        fill_country(country=country, now=now)
        follow_days_off(country.pk, now=now)
    audit.record(
        verb,
        actor=actor,
        subject=country,
        now=now,
        place=Place(country.pk),
        facts={"day": entered.day.isoformat(), "is_working": entered.is_working},
    )
