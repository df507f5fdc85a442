"""How tests use up the tries of a place."""

from contextlib import suppress

from django.utils import timezone

from eclt_partners.accounts.rules.limits import Limit
from eclt_partners.accounts.services.tries import count_try
from eclt_partners.common.errors import TooManyTries

HERE = "127.0.0.1"


def use_up(limit: Limit, place: str = HERE, *, left: int = 0) -> None:
    """Try as often as is allowed; the next one is refused, unless some are left."""
    with suppress(TooManyTries):
        for _number in range(limit.tries - left):
            count_try(limit, place, now=timezone.now())
