"""Who tries too often? Counts by what a request tells of its sender."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from eclt_partners.accounts.guessing import address_of
from eclt_partners.accounts.rules.limits import (
    SEARCHES,
    WINDOW,
    WRONG_LINKS,
    Limit,
    network_of,
)
from eclt_partners.accounts.services.tries import count_try, refuse_beyond
from eclt_partners.common.actor import Actor
from eclt_partners.common.refusals import too_many_tries


def count_here(request: HttpRequest, limit: Limit, *, now: datetime) -> None:
    """Count one try from the network of the visitor.

    Raises:
        TooManyTries: the network used up its tries.
    """
    count_try(limit, network_of(address_of(request) or ""), now=now)


def refuse_here(request: HttpRequest, limit: Limit, *, now: datetime) -> None:
    """Refuse a network that used up its tries; counts nothing.

    Raises:
        TooManyTries: the network used up its tries.
    """
    refuse_beyond(limit, network_of(address_of(request) or ""), now=now)


def count_search(actor: Actor, words: str, *, now: datetime) -> None:
    """Count a search for words, so that no account asks for list after list.

    Raises:
        TooManyTries: the account used up its searches.
    """
    if words:
        count_try(SEARCHES, actor.key, now=now)


def count_wrong_link(request: HttpRequest) -> None:
    """Count an address with a secret that opens nothing, whatever the reason.

    Unknown, expired, revoked: all count alike, so that a refusal tells nothing either.

    Raises:
        TooManyTries: the network used up its tries.
    """
    count_here(request, WRONG_LINKS, now=timezone.now())


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: dict[str, str] | None = None,
) -> HttpResponse:
    """Answer for the library that locks an account after wrong passwords."""
    return too_many_tries(request, seconds=int(WINDOW.total_seconds()))
