"""How is one page of a very long list read, wherever it lies?"""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class DeepPaginator(Paginator):  # type: ignore[type-arg]
    """Cuts a queryset into pages that cost about the same at both ends and between.

    Only the keys of the rows before a page are walked over, in the index of the order,
    and from the end that is nearer; whole rows are read for the page alone.
    """

    object_list: QuerySet[Any]

    def page(self, number: Any) -> "Page[Any]":
        """Return one page.

        Raises:
            InvalidPage: there is no such page.
        """
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        end = min(first + self.per_page, self.count)
        rows = self.object_list
        if first > self.count // 2:
            keys = rows.reverse().values("pk")[self.count - end : self.count - first]
        else:
            keys = rows.values("pk")[first:end]
        return Page(rows.filter(pk__in=keys), number, self)
