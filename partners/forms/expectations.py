"""How does one side write what it expects, and how is it looked at in a talk?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from partners.choices import Horizon, LookResult
from partners.forms.plans import long_text
from partners.forms.revised import RevisedForm
from partners.models import Expectation
from partners.services.expectations import Look, doubt_holder, stamp_of


class ExpectationsForm(RevisedForm):
    """What one side expects by three days, and one thing it is unsure about."""

    missing = {
        "YEAR_1": _("Write what you expect after one year"),
        "YEAR_3": _("Write what you expect after three years"),
        "END": _("Write what you expect at the end"),
        "doubt": _("Write one thing you are unsure about"),
    }

    YEAR_1 = long_text(_("What do we expect after one year?"), required=True)
    YEAR_3 = long_text(_("What do we expect after three years?"), required=True)
    END = long_text(_("What do we expect at the end?"), required=True)
    doubt = long_text(
        _("One thing we are unsure about"),
        required=True,
        hint=_("To say it now is easier than to explain it later"),
    )

    def __init__(self, *args: Any, rows: Sequence[Expectation], **kwargs: Any) -> None:
        holder = doubt_holder(rows)
        kwargs["initial"] = {
            **{row.horizon: row.text for row in rows},
            "doubt": holder.doubt if holder else "",
        }
        super().__init__(*args, stamp=stamp_of(rows), **kwargs)

    def texts(self) -> dict[Horizon, str]:
        """Horizon -> what was typed."""
        return {horizon: self.cleaned_data[horizon] for horizon in Horizon}


class LookBackForm(PlainForm):
    """What became of each expectation, as both sides see it in the talk."""

    def __init__(self, *args: Any, rows: Sequence[Expectation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            who = row.party.partner.name if row.party else _("The foundation")
            when = Horizon(row.horizon).label
            self.fields[f"result_{row.pk}"] = forms.ChoiceField(
                label=f"{who} · {when}",
                help_text=row.text,
                required=False,
                choices=[("", _("We did not talk about it")), *LookResult.choices],
                widget=forms.RadioSelect,
            )
            note = long_text(_("In short"))
            self.fields[f"note_{row.pk}"] = note

    def looks(self) -> list[Look]:
        """What was said of the expectations that were talked about."""
        typed = self.cleaned_data
        return [
            Look(
                row,
                LookResult(typed[f"result_{row.pk}"]),
                typed[f"note_{row.pk}"],
            )
            for row in self.rows
            if typed[f"result_{row.pk}"]
        ]
