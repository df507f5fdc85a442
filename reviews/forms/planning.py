"""How is a review planned, and who answers it chosen?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from partners.choices import Side
from partners.forms.revised import RevisedForm
from partners.models import PartnershipParty
from reviews.choices import AnswerMode, ReviewKind
from reviews.selectors.candidates import Candidate


class ScheduleForm(PlainForm):
    """Which review, and by when."""

    kind = forms.ChoiceField(
        label=_("Which kind of review"),
        choices=ReviewKind.choices,
        initial=ReviewKind.FULL,
        widget=forms.RadioSelect,
        help_text=_(
            "A full review asks all questions and sets the health index. A pulse asks "
            "three. A talk asks none."
        ),
    )
    due_on = PlainDateField(label=_("Day by which both sides answer"))
    missing = {"due_on": _("Enter the day by which both sides answer")}


class SideForm(RevisedForm):
    """Who answers for one side, and how."""

    people = forms.TypedMultipleChoiceField(
        label=_("Who answers"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        label=_("How this side answers"),
        choices=AnswerMode.choices,
        widget=forms.RadioSelect,
        help_text=_("With one or two people, one answer together is often better."),
    )
    people_consulted = forms.IntegerField(
        label=_("How many people took part, for one answer together"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
    )

    def __init__(
        self,
        party: PartnershipParty | None,
        candidates: Iterable[Candidate],
        *args: Any,
        is_heard: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer the candidates; nobody need be chosen where one who left answered."""
        super().__init__(*args, **kwargs)
        self.party = party
        self.fields["people"].required = not is_heard
        self._name_the_side()
        people = self.fields["people"]
        if isinstance(people, forms.TypedMultipleChoiceField):
            people.choices = [(each.pk, each.label) for each in candidates]

    def _name_the_side(self) -> None:
        """Say in each error which side it is about: the page shows several."""
        texts = {
            "people": gettext("%(side)s: choose at least one person"),
            "mode": gettext("%(side)s: choose how this side answers"),
        }
        for name, text in texts.items():
            said = text % {"side": self.title}
            self.fields[name].error_messages["required"] = said

    @property
    def title(self) -> str:
        """The side as a heading."""
        return self.party.partner.name if self.party else str(Side.FOUNDATION.label)

    def has_changed(self) -> bool:
        """Tell whether another choice than the present one was sent."""
        return bool(set(self.changed_data) - {"seen"})

    @property
    def stands_now(self) -> list[str]:
        """Who answers by now, for whom somebody else was faster."""
        people = self.fields["people"]
        chosen = set(self.initial["people"])
        choices = getattr(people, "choices", ())
        return [str(label) for pk, label in choices if pk in chosen]

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned form as `set_panel` takes it."""
        people = {
            "contact_ids" if self.party else "user_ids": self.cleaned_data["people"]
        }
        return {
            "side": Side.PARTNER if self.party else Side.FOUNDATION,
            "party": self.party,
            "mode": AnswerMode(self.cleaned_data["mode"]),
            "people_consulted": self.cleaned_data["people_consulted"],
            "seen": self.seen_stamp,
            **people,
        }


class ReasonForm(PlainForm):
    """Why something is done that cannot be taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason")},
    )
