"""How is a proposal sent, answered change by change, and signed?"""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.choices import ChangeAnswerKind
from agreements.forms.terms.texts import WordsField
from agreements.services.signing import PaperSignature
from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer, offer_choices
from eclt_partners.documents.forms import UploadForm
from partners.forms.people import offer_people
from partners.models import Contact, PartnershipParty


class SendForm(PlainForm):
    """What changes, in plain words."""

    missing = {"summary": _("Write what changes, in plain words")}

    summary = WordsField(
        label=_("What changes, in plain words"),
        max_length=600,
        rows=3,
        help_text=_("The other side reads this first. It stays with the version"),
    )
    is_correction = forms.BooleanField(
        label=_("This only puts typing errors right"), required=False
    )
    marks_optional = False

    def __init__(self, *args: Any, is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            # Nothing was agreed before that could hold a typing error.
            del self.fields["is_correction"]
            self.fields["summary"].label = _("What you want to agree, in plain words")
            self.fields["summary"].error_messages["required"] = _(
                "Write what you want to agree, in plain words"
            )


class AnswerForm(PlainForm):
    """What a side says to one change."""

    missing = {"answer": _("Choose to accept or to discuss")}

    key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=ChangeAnswerKind.choices)
    comment = WordsField(
        label=_("What you want to talk about"), required=False, max_length=2000, rows=3
    )
    principle = forms.ChoiceField(
        label=_("Which of our principles does this touch?"), required=False
    )
    marks_optional = False

    def __init__(
        self, *args: Any, principles: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if principles:
            named = [(each, each) for each in principles]
            offer_choices(self, "principle", [("", _("None in particular")), *named])
        else:
            del self.fields["principle"]

    def clean(self) -> dict[str, Any]:
        """Discussing needs a sentence on what."""
        typed = super().clean() or {}
        is_talk = typed.get("answer") == ChangeAnswerKind.DISCUSS
        if is_talk and not typed.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Write what you want to talk about"))
        return typed


class SignForm(PlainForm):
    """Who signs, in which role."""

    missing = {"name": _("Enter your name"), "role": _("Enter your role")}

    name = WordsField(label=_("Your name"), max_length=120)
    role = WordsField(
        label=_("Your role"), max_length=120, help_text=_("For example: Director")
    )

    def __init__(self, *args: Any, has_warnings: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_warnings:
            self.fields["pass_reason"] = WordsField(
                label=_("Why the warning can be set aside"),
                error_messages={
                    "required": _("Write why the warning can be set aside")
                },
                max_length=2000,
                rows=3,
                help_text=_(
                    "It stays with your signature. People of the foundation read it, "
                    "the partner does not"
                ),
            )


class PaperSignatureForm(UploadForm):
    """A signature that a partner gave on paper, with its scan."""

    missing = {
        **UploadForm.missing,
        "party": _("Choose for which partner"),
        "signer": _("Choose who signed"),
        "signed_on": _("Enter the day on the paper"),
    }

    party = forms.ModelChoiceField(
        label=_("For which partner"), queryset=PartnershipParty.objects.none()
    )
    signer = forms.ModelChoiceField(
        label=_("Who signed"), queryset=Contact.objects.none()
    )
    signed_on = PlainDateField(label=_("Day of the signature"))

    def __init__(
        self, *args: Any, parties: Sequence[PartnershipParty], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ids = [party.pk for party in parties]
        offer(self, "party", PartnershipParty.objects.filter(pk__in=ids))
        names = [(str(party.pk), party.partner.name) for party in parties]
        offer_choices(self, "party", [("", _("Choose")), *names])
        people = Contact.objects.filter(partner__parties__in=ids, left_on=None)
        offer_people(self, "signer", people.distinct())
        if len(ids) == 1:
            self.initial.setdefault("party", ids[0])

    def crispy_layout(self) -> Layout:
        """Who and when, then the scan."""
        return Layout("party", "signer", "signed_on", "file", "idempotency_key")

    def paper(self, document_id: int) -> PaperSignature:
        """Return the signature as the service takes it."""
        typed = self.cleaned_data
        return PaperSignature(
            party=typed["party"],
            signer=typed["signer"],
            signed_on=typed["signed_on"],
            document_id=document_id,
        )
