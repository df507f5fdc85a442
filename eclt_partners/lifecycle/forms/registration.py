"""Which forms lead from a name to a partnership? Those of the parts, made short."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.choices import FirstKind
from agreements.forms.agreements import MONEY, AgreementForm
from agreements.forms.promises import PromiseRowForm
from eclt_partners.accounts.models import User
from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import FewRowsField, offer
from eclt_partners.documents.forms import ACCEPTED
from eclt_partners.documents.rules.refusals import FileRefused
from eclt_partners.documents.services import Upload, checked
from eclt_partners.documents.words import limits, refusal_words
from partners.choices import OwnerSide, PartnerKind
from partners.forms import PartnerForm
from partners.services.partnerships import PartnershipFields

SIDES = (OwnerSide.FOUNDATION, OwnerSide.PARTNER)
NO_AGREEMENT = "none"


class BasicsForm(PartnerForm):
    """Six fields of an organisation; the rest can wait."""

    waiting = ("established_year", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.waiting:
            del self.fields[name]


class PaperForm(AgreementForm):
    """A signed agreement: its dates and money, and perhaps its scan."""

    file = forms.FileField(
        label=_("Scan of the signed paper"),
        required=False,
        help_text=_(
            "A photo of up to %(photo)d MB, or a PDF, Word, Excel, OpenDocument, text "
            "or CSV file of up to %(other)d MB. The place where a photo was taken is "
            "removed"
        ),
    )

    def __init__(self, *args: Any, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.widget.attrs["accept"] = ACCEPTED
        field.help_text = str(field.help_text) % limits()
        if kept:
            text = _("Kept already: %(name)s. Choose another file to replace it")
            field.help_text = text % {"name": kept}

    def crispy_layout(self) -> Layout:
        """The paper and its scan, its dates, its money."""
        return Layout(
            Fieldset(_("The paper"), "kind", "title", "number", "file"),
            Fieldset(
                _("When it is valid"),
                Div("effective_from", "effective_to", css_class="field-pair"),
            ),
            Fieldset(_("Money"), Div(*MONEY, css_class="field-pair")),
        )

    def clean_file(self) -> Any:
        """Look at the bytes at once: a file that is not taken is said here."""
        sent = self.cleaned_data.get("file")
        if sent:
            try:
                checked(Upload.of(sent))
            except FileRefused as refused:
                raise forms.ValidationError(refusal_words(refused.reason)) from refused
            sent.seek(0)
        return sent

    @property
    def paper(self) -> Upload | None:
        """The scan that was sent now, if it is taken."""
        sent = self.cleaned_data.get("file")
        return Upload.of(sent) if sent else None


class OnePromiseForm(PromiseRowForm):
    """The first promise of one side: without one there is no agreement."""

    missing = {"text": _("Write what this side promises")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, parties=(), **kwargs)
        self.fields["text"].required = True
        # The rhythm is asked for with everything else, later.
        self.fields["due_on"].help_text = ""

    def crispy_layout(self) -> Layout:
        """What, of which kind, by when; everything else can wait."""
        return Layout("text", Div("kind", "due_on", css_class="field-pair"))


class RhythmForm(PlainForm):
    """Since when both sides know each other, and how often they take stock."""

    missing = {
        "relationship_start": _("Enter since when you have known each other"),
        "clause_months": _("Enter how many months may lie between two reviews"),
    }

    relationship_start = PlainDateField(
        label=_("We have known each other since"),
        help_text=_("The first day you worked together. For example, 27 3 2022"),
    )
    clause_months = forms.IntegerField(
        label=_("Months between reviews at most"),
        min_value=2,
        max_value=12,
        help_text=_("What you agreed: 2 to 12. Without an agreement, leave 12"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-number"}),
    )
    foundation_lead = FewRowsField(
        label=_("Lead of the foundation"),
        queryset=User.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "foundation_lead", people, nothing=_("Nobody yet"))

    def partnership_fields(self, name: str) -> PartnershipFields:
        """What was typed; the partnership has the name of the partner for now."""
        typed = self.cleaned_data
        return PartnershipFields(
            name=name,
            relationship_start=typed["relationship_start"],
            clause_months=typed["clause_months"],
            foundation_lead=typed["foundation_lead"],
        )


def promise_forms(data: Mapping[str, str] | None) -> Sequence[OnePromiseForm]:
    """One promise of each side."""
    return [
        OnePromiseForm(data, prefix=side.lower(), side=side, people=())
        for side in SIDES
    ]


def usual_agreement(kind: str, name: str, currency: str, today: date) -> dict[str, Any]:
    """What stands in the form before anybody types: a guess that is easily changed."""
    is_public = kind == PartnerKind.GOVERNMENT
    return {
        "kind": FirstKind.MOU if is_public else FirstKind.PROGRAMME,
        "title": name,
        "currency": currency,
        "rate_on": today,
    }
