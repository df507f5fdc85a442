"""Whose answers lie on a device, without saying who that is?"""

from datetime import datetime

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from eclt_partners.accounts.requests import acting, link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.actor import Actor
from eclt_partners.common.context import PARTNER_SIDE

_SALT = "eclt_partners.accounts.devices"
_LENGTH = 16


def device_owner(actor: Actor) -> str:
    """Return 16 letters that stand for a person on a device; they name nobody."""
    return salted_hmac(_SALT, actor.key, algorithm="sha256").hexdigest()[:_LENGTH]


def owner_of_page(request: HttpRequest, *, now: datetime) -> str:
    """Return whose typing a page keeps on the device; "" for a stranger's.

    `now` judges whether the link still holds. Pages of partners belong to the person
    of the link, also when an account is signed in beside it.
    """
    if request.path.startswith(PARTNER_SIDE):
        link = link_of(request, now=now)
        return device_owner(actor_of_link(link)) if link else ""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return device_owner(acting(request))


def owners_of(request: HttpRequest, *, now: datetime) -> list[str]:
    """Return for whom this browser may send answers: the account, a link, or both."""
    link = link_of(request, now=now)
    actors = [actor_of_link(link)] if link else []
    if request.user.is_authenticated:
        actors.append(acting(request))
    return [device_owner(actor) for actor in actors]
