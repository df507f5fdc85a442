"""How is a sent answer corrected, and the correction agreed to?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm, SendOnceMixin
from reviews.forms.answers import AnswerForm
from reviews.models.corrections import REASON_MAX


class CorrectionForm(SendOnceMixin, AnswerForm):
    """The answer that should count, and why."""

    missing = {"reason": _("Write why the answer is corrected")}

    reason = forms.CharField(
        label=_("Why do you correct this answer?"),
        help_text=_(
            "Both sides read your reason. Write nothing that shows who you are or what "
            "you answered."
        ),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The service compares with what counts now, under a lock.
        del self.fields["base"]

    @property
    def reason_given(self) -> str:
        """The reason in the cleaned form."""
        return str(self.cleaned_data["reason"])


class DecisionForm(PlainForm):
    """Whether a correction counts; a no says why."""

    missing = {
        "decision": _("Choose whether the correction counts"),
    }

    decision = forms.ChoiceField(
        label=_("Should the correction count?"),
        choices=[
            ("AGREE", _("Yes, the result is computed again")),
            ("DECLINE", _("No, the result stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("If not, why?"),
        help_text=_("The person who asked reads it."),
        required=False,
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    # Two people may decide at the same time: the page names what it shows.
    shown = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def is_agreed(self) -> bool:
        """True when the correction counts."""
        return bool(self.cleaned_data["decision"] == "AGREE")
