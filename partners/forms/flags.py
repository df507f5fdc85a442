"""How is a warning about an organisation typed in, and how is it lifted?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from partners.choices import FlagKind, FlagLevel, FlagOutcome
from partners.forms.plans import long_text
from partners.services.flags import FlagFields


class FlagForm(PlainForm):
    """What a warning is about, how serious it is, and why."""

    missing = {
        "kind": _("Choose what the flag is about"),
        "level": _("Choose how serious it is"),
        "reason": _("Write why you raise the flag"),
    }

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=FlagKind.choices, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("How serious is it?"),
        choices=FlagLevel.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A serious flag on fraud or integrity keeps new versions of agreements "
            "from coming into force until it is lifted"
        ),
    )
    reason = long_text(
        _("Why?"),
        required=True,
        hint=_(
            "What is known, from whom, since when. Do not write names of children. "
            "Somebody in danger is reported on the page of the partnership"
        ),
    )

    def flag_fields(self) -> FlagFields:
        """What was typed, for the service."""
        typed = self.cleaned_data
        return FlagFields(
            FlagKind(typed["kind"]), FlagLevel(typed["level"]), typed["reason"]
        )


class LiftForm(PlainForm):
    """How a warning ended, and why it does not stand any more."""

    missing = {
        "outcome": _("Choose how it ended"),
        "reason": _("Write why the flag is lifted"),
    }

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=FlagOutcome.choices,
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Why?"), required=True)

    def clean_outcome(self) -> FlagOutcome:
        """The outcome as the services know it."""
        return FlagOutcome(self.cleaned_data["outcome"])
