"""Who tries to get into whose account? Lock-out and limits count by this."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from eclt_partners.accounts.rules.limits import visitor_address

# As much of an address as the library of the lock-out keeps.
LONGEST: Final = 255


def address_tried(
    request: HttpRequest, credentials: Mapping[str, str] | None = None
) -> str:
    """Return the address that is tried, written always the same way.

    The sign-in form calls it "login", its library "email"; without one name for
    both, one person's mistakes would lock out a whole office.
    """
    given = credentials or {}
    tried = given.get("email") or given.get("login") or request.POST.get("login", "")
    return tried.strip().lower()[:LONGEST]


def address_of(request: HttpRequest) -> str | None:
    """Return the address of the visitor that our proxies vouch for, None for none.

    Lock-out, the sign-in library and the limits all count by this one.
    """
    return (
        visitor_address(
            request.META.get("REMOTE_ADDR", ""),
            request.headers.get("X-Forwarded-For", ""),
            proxies=settings.PROXY_COUNT,
        )
        or None
    )
