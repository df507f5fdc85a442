"""How does a view pass a form to a service, and a refusal back to the form?"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from django.db import transaction
from django.http import HttpRequest, QueryDict

from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms.base import PlainForm, PlainModelForm
from eclt_partners.common.forms.seen import SeenMixin

ResultT = TypeVar("ResultT")


class Rows(Protocol):
    """Rows of small forms that belong to one page."""

    def is_valid(self) -> bool:
        """Check every row."""


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(
    form: PlainForm | PlainModelForm,
    change: Callable[[], ResultT],
    *,
    rows: Rows | None = None,
) -> ResultT | None:
    """Run `change` when the form is valid; put a refusal on the form.

    Args:
        form: the form of the page.
        change: calls the service; asked only when everything is valid.
        rows: further rows of the page, checked too so that all problems show at once.

    Returns:
        What the service returned, or None when the page must be shown again.
    """
    rows_are_valid = rows is None or rows.is_valid()
    if not form.is_valid() or not rows_are_valid:
        return None
    try:
        return _changed_row(form, change) if isinstance(form, SeenMixin) else change()
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        return None


def _changed_row(form: SeenMixin, change: Callable[[], ResultT]) -> ResultT | None:
    """Run `change` unless somebody else changes the same row at this moment."""
    with transaction.atomic():
        return change() if form.hold_row() else None
