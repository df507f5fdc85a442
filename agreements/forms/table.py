"""How is a change raised, talked about and ended on paper forms of the table?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.choices import ChangeReason, Topic, Urgency
from agreements.selectors.kinds import kind_choices
from agreements.services.raising import ChangeWish
from agreements.services.talking import TableTalk
from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer_choices
from partners.forms.revised import RevisedForm
from partners.models import PartnershipParty, Talk

REASONS = [each for each in ChangeReason.choices if each[0] != ChangeReason.NEW]


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _named(parties: Sequence[PartnershipParty]) -> list[tuple[str, str]]:
    return [(str(party.pk), party.partner.name) for party in parties]


class RaiseForm(PlainForm):
    """What changed, and what it is about; one minute."""

    missing = {
        "what_changed": _("Write what has changed"),
        "topics": _("Choose what it is about"),
        "reason": _("Choose why"),
        "urgency": _("Choose how soon"),
    }

    what_changed = forms.CharField(
        label=_("What has changed?"), max_length=2000, widget=_long(4)
    )
    worry = forms.CharField(
        label=_("What worries you?"), max_length=2000, required=False, widget=_long(2)
    )
    topics = forms.MultipleChoiceField(
        label=_("What is it about?"),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.ChoiceField(
        label=_("Why?"), choices=REASONS, widget=forms.RadioSelect
    )
    urgency = forms.ChoiceField(
        label=_("How soon?"), choices=Urgency.choices, widget=forms.RadioSelect
    )
    for_party = forms.ChoiceField(
        label=_("Whose wish is it?"),
        help_text=_(
            "You may enter what a partner told you. Everybody sees that you entered it."
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        parties: Sequence[PartnershipParty] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(party.pk): party for party in parties}
        if not parties:
            del self.fields["for_party"]
            return
        field = self.fields["for_party"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Our own wish")), *_named(parties)]

    def wish(self) -> ChangeWish:
        """The typed wish."""
        typed = self.cleaned_data
        return ChangeWish(
            reason=ChangeReason(typed["reason"]),
            what_changed=typed["what_changed"],
            topics=[Topic(each) for each in typed["topics"]],
            worry=typed["worry"],
            urgency=Urgency(typed["urgency"]),
        )

    def party(self) -> PartnershipParty | None:
        """The partner for whom it is entered; None for the own wish."""
        return self._parties.get(self.cleaned_data.get("for_party", ""))


class BeginForm(PlainForm):
    """Which new agreement both sides begin to write."""

    missing = {
        "kind": _("Choose what kind of agreement it is"),
        "title": _("Enter the title of the agreement"),
    }

    kind = forms.ChoiceField(
        label=_("Kind of agreement"),
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", kind_choices())


class TableTalkForm(PlainForm):
    """The talk about a change: day, people, language and the agreed note."""

    missing = {
        "held_on": _("Enter the day of the talk"),
        "people": _("Write who took part, from both sides"),
        "language": _("Write the language of the talk"),
        "agreed_note": _("Write what both sides agreed to note"),
    }

    held_on = PlainDateField(label=_("Date of the talk"))
    people = forms.CharField(
        label=_("Who took part, from both sides"), max_length=1000, widget=_long(2)
    )
    language = forms.CharField(label=_("Language of the talk"), max_length=40)
    agreed_note = forms.CharField(
        label=_("What both sides note"),
        help_text=_("Both sides read this and confirm it."),
        max_length=4000,
        widget=_long(6),
    )

    def talk(self) -> TableTalk:
        """The typed talk."""
        return TableTalk(**self.cleaned_data)


def talk_initial(talk: Talk | None) -> dict[str, Any]:
    """Return what stands in the record of a talk, to correct it."""
    if talk is None:
        return {}
    return {name: getattr(talk, name) for name in TableTalkForm.base_fields}


class NoteForm(PlainForm):
    """A note of one side to itself."""

    missing = {"text": _("Write the note")}

    text = forms.CharField(
        label=_("Note of your side"), max_length=4000, widget=_long(3)
    )


class DeclineForm(PlainForm):
    """Why a wish is declined, and what would make it possible."""

    missing = {
        "reason": _("Choose the kind of reason"),
        "text": _("Write why, in one sentence"),
        "would_be_possible": _("Write what would make it possible"),
    }

    reason = forms.ChoiceField(
        label=_("What kind of reason is it?"),
        choices=REASONS,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Why, in one sentence"), max_length=2000, widget=_long(2)
    )
    would_be_possible = forms.CharField(
        label=_("What would make it possible?"), max_length=2000, widget=_long(2)
    )


class WithdrawForm(PlainForm):
    """Why the own wish is taken back."""

    missing = {"text": _("Write why, in one sentence")}

    text = forms.CharField(
        label=_("Why, in one sentence"), max_length=2000, widget=_long(2)
    )


class LapseNoteForm(PlainForm):
    """What a director takes from a change that lapsed."""

    missing = {"text": _("Write the note")}

    text = forms.CharField(
        label=_("Why did nothing come of it, and what follows?"),
        max_length=2000,
        widget=_long(4),
    )


class ParkForm(PlainForm):
    """Until when a change is put aside."""

    missing = {"until": _("Enter the day on which you look at it again")}

    until = PlainDateField(label=_("Look at it again on"))


class PartnerConfirmForm(RevisedForm):
    """Which partner confirmed the record of the talk."""

    missing = {"for_party": _("Choose the partner who confirmed it")}

    for_party = forms.ChoiceField(
        label=_("Which partner confirmed it?"), widget=forms.RadioSelect
    )

    def __init__(
        self, parties: Sequence[PartnershipParty], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(party.pk): party for party in parties}
        field = self.fields["for_party"]
        if isinstance(field, forms.ChoiceField):
            field.choices = _named(parties)

    def party(self) -> PartnershipParty:
        """The chosen partner."""
        return self._parties[self.cleaned_data["for_party"]]
