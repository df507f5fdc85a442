"""Whose answers lie on a device, without saying who that is?"""

from datetime import datetime

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from eclt_partners.accounts.requests import acting, link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.actor import Actor

_SALT = "eclt_partners.accounts.devices"
_LENGTH = 16


def device_owner(actor: Actor) -> str:
    """Return 16 letters that stand for a person on a device; they name nobody."""
    return salted_hmac(_SALT, actor.key, algorithm="sha256").hexdigest()[:_LENGTH]


def owners_of(request: HttpRequest, *, now: datetime) -> list[str]:
    """Return for whom this browser may send answers: the account, a link, or both."""
    link = link_of(request, now=now)
    actors = [actor_of_link(link)] if link else []
    if request.user.is_authenticated:
        actors.append(acting(request))
    return [device_owner(actor) for actor in actors]
