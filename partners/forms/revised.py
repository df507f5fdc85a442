"""How does a form notice that somebody else was faster, without losing a word?"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from eclt_partners.common.errors import StaleObject
from eclt_partners.common.forms import PlainForm
from eclt_partners.common.forms.attempts import attempt

ResultT = TypeVar("ResultT")


class RevisedForm(PlainForm):
    """Carries the stamp of what stood there when the page was opened.

    Attributes:
        is_stale: somebody saved something else since; the typed text is kept.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stamp: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.stamp_now = stamp
        self.is_stale = False

    @property
    def seen_stamp(self) -> str:
        """The stamp that the page was opened with."""
        return str(self.cleaned_data.get("seen", ""))

    @property
    def status(self) -> int:
        """The status of the page that shows this form: 409 when it is stale."""
        return 409 if self.is_stale else 200

    def fields_typed(self) -> dict[str, Any]:
        """Everything that was typed, without the stamp."""
        return {key: value for key, value in self.cleaned_data.items() if key != "seen"}

    def show_newer(self) -> None:
        """Keep what was typed; the next press counts as said with open eyes."""
        self.is_stale = True
        self.add_error(
            None,
            _(
                "Somebody changed this while you had the page open. Your text is below "
                "and not saved yet. Compare it with what is there now, then save."
            ),
        )
        typed = cast("QueryDict", self.data).copy()
        typed[self.add_prefix("seen")] = self.stamp_now
        self.data = typed


def attempt_seen(form: RevisedForm, change: Callable[[], ResultT]) -> ResultT | None:
    """Run `change` when the form is valid; put a refusal or a newer text on the form.

    Returns:
        What the service returned, or None when the page must be shown again.
    """
    try:
        return attempt(form, change)
    except StaleObject:
        form.show_newer()
        return None
