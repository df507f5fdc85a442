"""Which pages are open to people who are not signed in?"""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required

ViewT = TypeVar("ViewT", bound=Callable[..., object])


def open_to_all(view: ViewT) -> ViewT:
    """Mark a page as open: everything else needs a signed-in person.

    Used one page at a time: sign-in, partner links, health, help, language.
    """
    return login_not_required(view)  # type: ignore[type-var]
