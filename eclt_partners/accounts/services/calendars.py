"""Which address feeds a person's calendar, and how is it taken back?"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.people import require_self
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor

_SALT = "eclt_partners.accounts.calendar"


@transaction.atomic
def renew_feed(*, actor: Actor, now: datetime, person: User) -> User:
    """Give a person a new address for the calendar; an old one stops at once.

    Raises:
        NotPermitted: the account is somebody else's.
    """
    require_self(actor, person)
    locked = User.objects.select_for_update().get(pk=person.pk)
    locked.calendar_generation += 1
    locked.save(update_fields=["calendar_generation"])
    audit.record(
        "accounts.calendar.renewed", actor=actor, subject=locked, now=now, place=Place()
    )
    return locked


def feed_address(person: User) -> str:
    """Return the address of a person's feed; "" before the first one is asked for."""
    if not person.calendar_generation:
        return ""
    path = reverse("dashboards:feed", args=[_token(person)])
    return f"{settings.SITE_URL}{path}"


def owner_of_feed(token: str) -> User | None:
    """Return whose feed this is; None when it is wrong, old, or the person is off."""
    number, _dot, _rest = token.partition(".")
    if not number.isdecimal():
        return None
    person = User.objects.filter(
        pk=int(number[:18]), is_active=True, calendar_generation__gt=0
    ).first()
    if person is None or not constant_time_compare(_token(person), token):
        return None
    return person


def _token(person: User) -> str:
    value = f"{person.pk}:{person.calendar_generation}"
    return f"{person.pk}.{salted_hmac(_SALT, value, algorithm='sha256').hexdigest()}"
