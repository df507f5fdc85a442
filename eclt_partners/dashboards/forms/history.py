"""Which part of a history does somebody want to see?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainFilterForm
from eclt_partners.common.forms.offers import chosen_text
from eclt_partners.dashboards.history_parts import PARTS, verbs_of


class HistoryFilterForm(PlainFilterForm):
    """What the history of a partnership can be asked for."""

    part = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("All")), *PARTS.items()]
    )

    def verbs(self) -> list[str]:
        """Return the verbs that are asked for; none when all are."""
        chosen = self.cleaned_data.get("part") if self.is_valid() else ""
        return verbs_of(chosen) if chosen else []

    def state(self) -> str:
        """The filter in words, or ""."""
        return chosen_text(self, "part") if self.is_valid() else ""
