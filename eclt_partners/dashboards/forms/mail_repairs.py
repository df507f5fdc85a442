"""How does somebody say why a mail is sent again, or what became of it?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from eclt_partners.notifications.services.repairing import WHY_LENGTH

ARRIVED, LOST = "arrived", "lost"


class AgainForm(PlainForm):
    """Why a mail is sent again."""

    missing = {"why": _("Write why the mail is sent again")}

    why = forms.CharField(
        label=_("Why is it sent again?"),
        help_text=_(
            "One sentence. It is shown in the story of the mail, with your name."
        ),
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleForm(PlainForm):
    """Whether a mail in doubt arrived, and how somebody knows."""

    missing = {
        "outcome": _("Choose whether the mail arrived"),
        "why": _("Write how you know it"),
    }

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[
            (ARRIVED, _("It arrived")),
            (LOST, _("It did not arrive: send it once more")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("How do you know it?"),
        help_text=_(
            "One sentence. It is shown in the story of the mail, with your name."
        ),
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def has_arrived(self) -> bool:
        """Whether the person says that it arrived."""
        return bool(self.cleaned_data["outcome"] == ARRIVED)
