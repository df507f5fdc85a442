"""Who tries too often? Counts by what a request tells of its sender."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from eclt_partners.accounts.guessing import address_of
from eclt_partners.accounts.rules.limits import (
    SEARCHES,
    WINDOW,
    WRONG_LINKS,
    WRONG_PASSWORDS,
    WRONG_PASSWORDS_OF_ONE,
    Limit,
    network_of,
)
from eclt_partners.accounts.services.tries import count_try, forget_tries, give_back
from eclt_partners.common.actor import Actor
from eclt_partners.common.refusals import too_many_tries


def count_here(request: HttpRequest, limit: Limit, *, now: datetime) -> None:
    """Count one try from the network of the visitor.

    Raises:
        TooManyTries: the network used up its tries.
    """
    count_try(limit, _network(request), now=now)


@contextmanager
def one_password(request: HttpRequest, name: str, *, now: datetime) -> Iterator[None]:
    """Let a password be compared at sign-in; only a wrong one stays counted.

    It is counted before: guesses at the same moment are as few as one after another,
    and nobody waits for anybody. Names that nobody has are counted alike.

    Args:
        request: where it was typed.
        name: the address that is tried, as `address_tried` writes it.
        now: the present moment, aware.

    Raises:
        TooManyTries: the network used up its tries, for this name or for all.
    """
    network = _network(request)
    account = f"{name} from {network}"
    # First the account: whoever is locked out uses up nothing of their neighbours.
    count_try(WRONG_PASSWORDS_OF_ONE, account, now=now)
    count_try(WRONG_PASSWORDS, network, now=now)
    yield
    give_back(WRONG_PASSWORDS, network, now=now)
    forget_tries(WRONG_PASSWORDS_OF_ONE, account)


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


def _network(request: HttpRequest) -> str:
    return network_of(address_of(request) or "")
