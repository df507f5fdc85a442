"""What did somebody type in words, as distinct from what was ticked or chosen?"""

from collections.abc import Iterable, Iterator
from typing import Final

from django.http import QueryDict

CSRF_FIELD: Final = "csrfmiddlewaretoken"


def typed_fields(sent: QueryDict) -> Iterator[tuple[str, str]]:
    """Give name and value of each field, a name once for each of its values."""
    for name, values in sent.lists():
        if name != CSRF_FIELD:
            yield from ((name, str(value)) for value in values)


def texts_among(fields: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values of several words, to be shown back to whoever typed them."""
    return [value for _name, value in fields if " " in value.strip()]
