"""Which buttons of the frame does this person get, and whose typing does it keep?"""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from eclt_partners.accounts.devices import owner_of_page
from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action


def rights(request: HttpRequest) -> dict[str, Any]:
    """What base.html asks about the person; looked up only when the frame asks.

    Nobody is offered a button that leads to a refusal.
    """
    return {
        "may_log_review": lambda: acting(request).may_somewhere(Action.ANSWER_REVIEW),
        "device_owner": lambda: owner_of_page(request, now=timezone.now()),
    }
