"""Which buttons of the frame does this person get?"""

from typing import Any

from django.http import HttpRequest

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action


def rights(request: HttpRequest) -> dict[str, Any]:
    """The rights that base.html asks for; looked up only when the frame asks.

    Nobody is offered a button that leads to a refusal.
    """
    return {
        "may_log_review": lambda: acting(request).may_somewhere(Action.ANSWER_REVIEW)
    }
