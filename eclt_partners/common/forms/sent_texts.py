"""What did somebody write in a form that was sent, in words and not by choosing?"""

from collections.abc import Iterable, Iterator
from typing import Final

from django.http import QueryDict

CSRF_FIELD: Final = "csrfmiddlewaretoken"
# Never shown again: codes that open an account, and the token of the form.
UNTOLD: Final = frozenset({"code", CSRF_FIELD})


def sent_fields(sent: QueryDict) -> Iterator[tuple[str, str]]:
    """Give name and value of each field, a name once for each of its values.

    Passwords are left out: they are typed again.
    """
    for name, values in sent.lists():
        if name != CSRF_FIELD and "password" not in name:
            yield from ((name, str(value)) for value in values)


def texts_among(fields: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values of several words, to be given back to whoever wrote them."""
    return [
        value for name, value in fields if " " in value.strip() and name not in UNTOLD
    ]
