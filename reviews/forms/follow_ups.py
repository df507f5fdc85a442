"""How is it typed in what became of an action?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from reviews.choices import ActionState, Helped
from reviews.models import Action

STILL_OPEN, DROPPED = "", "DROPPED"


class FollowUpForm(PlainForm):
    """What became of one action; left alone it stays open."""

    marks_optional = False

    outcome = forms.ChoiceField(
        label=_("What became of it?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, action: Action, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        field = self.fields["outcome"]
        field.label = action.text
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (STILL_OPEN, _("Still open")),
                (Helped.YES, _("Done: it helped")),
                (Helped.PARTLY, _("Done: it helped a little")),
                (Helped.NO, _("Done: it did not help")),
                (DROPPED, _("Dropped by both sides")),
            ]

    @property
    def result(self) -> dict[str, Any] | None:
        """The cleaned form as `close_action` takes it; None when it stays open."""
        chosen = self.cleaned_data["outcome"]
        if chosen == STILL_OPEN:
            return None
        if chosen == DROPPED:
            return {"state": ActionState.DROPPED}
        return {"state": ActionState.DONE, "helped": Helped(chosen)}
