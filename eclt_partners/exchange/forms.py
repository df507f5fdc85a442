"""How is a list of partners sent, and a question about a row answered?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from eclt_partners.documents.services import Upload
from eclt_partners.exchange.services.desk import OTHER
from eclt_partners.exchange.services.judging import Verdict


class ListForm(PlainForm):
    """One file with a list of partners."""

    missing = {"file": _("Choose a file")}

    file = forms.FileField(
        label=_("Your list"),
        allow_empty_file=True,
        help_text=_("An Excel (.xlsx) or CSV file of up to 500 rows"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    @property
    def upload(self) -> Upload:
        """The file of a valid form."""
        return Upload.of(self.cleaned_data["file"])


class QuestionsForm(PlainForm):
    """Which partner does a row mean? One question for each name."""

    marks_optional = False

    def __init__(self, *args: Any, questions: Sequence[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for verdict in questions:
            self.fields[f"row-{verdict.row}"] = _question(verdict)

    def answers(self) -> dict[int, str]:
        """Number of a row -> what was said; rows without an answer are left out."""
        return {
            int(name.removeprefix("row-")): answer
            for name, answer in self.cleaned_data.items()
            if answer
        }


def _question(verdict: Verdict) -> forms.Field:
    """Ask about one name: each partner that looks the same, or none of them."""
    return forms.ChoiceField(
        label=gettext("Row %(row)d: %(name)s")
        % {"row": verdict.row, "name": verdict.name},
        required=False,
        error_messages={"invalid_choice": gettext("Choose one of these answers")},
        widget=forms.RadioSelect,
        choices=[
            *((twin["answer"], _same(twin)) for twin in verdict.twins),
            (OTHER, gettext("It is another organisation")),
        ],
    )


def _same(twin: Mapping[str, Any]) -> str:
    known = {"name": twin["name"], "place": twin["place"], "about": twin["about"]}
    if twin["row"]:
        told = gettext("It is the partner of row %(row)d: %(name)s (%(about)s)")
        return told % {**known, "row": twin["row"]}
    return gettext("It is %(name)s, %(place)s (%(about)s)") % known
