"""How is one page of a very long list read, wherever it lies?"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, F, Func, QuerySet
from django.utils.functional import cached_property


class DeepPaginator(Paginator):  # type: ignore[type-arg]
    """Cuts a queryset into pages that cost about the same at both ends and between.

    Only the keys of the rows before a page are walked over, in the index of the order,
    and from the end that is nearer; whole rows are read for the page alone.
    """

    object_list: QuerySet[Any]
    # A list that has no end which is known has no nearer end.
    is_cut = False

    def page(self, number: Any) -> "Page[Any]":
        """Return one page.

        Raises:
            InvalidPage: there is no such page.
        """
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        end = min(first + self.per_page, self.count)
        rows = self.object_list
        if first > self.count // 2 and not self.is_cut:
            keys = rows.reverse().values("pk")[self.count - end : self.count - first]
        else:
            keys = rows.values("pk")[first:end]
        return Page(rows.filter(_is_one_of(keys)), number, self)


def _is_one_of(keys: QuerySet[Any, Any]) -> Func:
    """Compare with keys that PostgreSQL finds first, as an array.

    With "IN" it may join all rows of the list again, and look which are of the page.
    """
    return Func(
        F("pk"),
        ArraySubquery(keys),
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )


class CountedPaginator(DeepPaginator):
    """Asks nobody how many rows there are, since that is known."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, count: int) -> None:
        """Take the number of rows.

        Args:
            rows: in order.
            per_page: how many stand on a page.
            count: how many rows there are.
        """
        super().__init__(rows, per_page)
        self._known = count

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self._known


class CappedPaginator(DeepPaginator):
    """Counts so many rows and no more; whoever shows it says that there are others."""

    MOST = 1000

    @cached_property
    def _found(self) -> int:
        return self.object_list.order_by()[: self.MOST + 1].count()

    @cached_property
    def count(self) -> int:
        """How many rows can be reached page by page."""
        return min(self._found, self.MOST)

    @cached_property
    def is_cut(self) -> bool:  # type: ignore[override]
        """True when there are more."""
        return self._found > self.MOST
