"""Which pages of a list are offered?"""

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def numbers(page: Page[Any]) -> Iterator[str | int]:
    """Name the first, the last and the neighbours of a page; "…" for those between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
