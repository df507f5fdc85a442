"""How do the sign-in library's mails leave? Through the outbox, like all others."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class OutboxAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes public registration; mails go out through the outbox backend."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> Any:
        """Return the address that the configured number of proxies vouches for."""
        return request.META.get("REMOTE_ADDR")
