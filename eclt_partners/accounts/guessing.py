"""Whose account does somebody try to get into? Lock-out counts by this."""

from collections.abc import Mapping

from django.http import HttpRequest


def address_tried(
    request: HttpRequest, credentials: Mapping[str, str] | None = None
) -> str:
    """Return the address that is tried, written always the same way.

    The sign-in form calls it "login", its library "email"; without one name for
    both, one person's mistakes would lock out a whole office.
    """
    given = credentials or {}
    tried = given.get("email") or given.get("login") or request.POST.get("login", "")
    return tried.strip().lower()
