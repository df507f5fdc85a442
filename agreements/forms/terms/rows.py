"""How are several items of one kind typed in, row by row, without a script?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.http import QueryDict

from eclt_partners.common.forms import PlainForm

FormT = TypeVar("FormT", bound=PlainForm)

MORE = "more_rows"
SPARE_ROWS = 2
MORE_ROWS = 3
MOST_ROWS = 100


class Rows(Generic[FormT]):
    """The rows of one kind under a heading; a row without words counts as not there.

    Bound when the form is sent; shown again with more rows and everything typed when
    somebody asks for more.

    Args:
        make: a form class, or a function that makes a row.
        name: beginning of the names of the fields.
        data: what was sent, or None.
        initial: the values of the items that are there.
        title: the heading, "" for none.
    """

    def __init__(
        self,
        make: Callable[..., FormT],
        name: str,
        data: QueryDict | None,
        initial: Sequence[Mapping[str, Any]],
        *,
        title: str = "",
    ) -> None:
        self.title = title
        self.count_name = f"{name}-rows"
        self._name, self._data, self._initial = name, data, initial
        self._wants_more = data is not None and MORE in data
        bound = None if self._wants_more else data
        self.forms = [
            make(bound, prefix=f"{name}-{n}", initial=self._values(n))
            for n in range(self._count())
        ]

    def __iter__(self) -> Iterator[FormT]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    def _count(self) -> int:
        if self._data is None:
            return min(len(self._initial) + SPARE_ROWS, MOST_ROWS)
        sent = self._data.get(self.count_name, "")
        count = int(sent[:4]) if sent.isdecimal() else SPARE_ROWS
        return min(count + (MORE_ROWS if self._wants_more else 0), MOST_ROWS)

    def _values(self, number: int) -> Mapping[str, Any]:
        if self._data is not None:
            start = f"{self._name}-{number}-"
            return {
                key.removeprefix(start): value
                for key, value in self._data.items()
                if key.startswith(start)
            }
        return self._initial[number] if number < len(self._initial) else {}
