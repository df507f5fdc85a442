"""How does a view pass a form to a service, and a refusal back to the form?"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, QueryDict

from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms.base import PlainForm, PlainModelForm

ResultT = TypeVar("ResultT")


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(
    form: PlainForm | PlainModelForm, change: Callable[[], ResultT]
) -> ResultT | None:
    """Run `change` when the form is valid; put a refusal on the form.

    Returns:
        What the service returned, or None when the page must be shown again.
    """
    if not form.is_valid():
        return None
    try:
        return change()
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        return None
