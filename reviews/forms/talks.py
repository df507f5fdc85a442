"""How is the talk of both sides written down?"""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from partners.choices import OwnerSide
from partners.forms.revised import RevisedForm
from partners.models import Contact, Talk
from partners.selectors.people import names_to_choose
from reviews.models import Action
from reviews.services.talks import ActionDraft

ACTION_COUNT = 5
RECORD_FIELDS = (
    "held_on",
    "people",
    "language",
    "strong",
    "hurts",
    "next_steps",
    "no_action_reason",
)


class TalkForm(RevisedForm):
    """When, who, in which language, and the three lines both sides agree on."""

    missing = {
        "held_on": _("Enter the day of the talk"),
        "people": _("Write who took part"),
        "language": _("Enter the language in which you talked"),
        "strong": _("Write what is strong"),
        "hurts": _("Write what hurts"),
        "next_steps": _("Write what you will do"),
    }

    held_on = PlainDateField(label=_("Date of the talk"))
    people = forms.CharField(
        label=_("Who took part"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    language = forms.CharField(label=_("Language of the talk"), max_length=40)
    strong = forms.CharField(
        label=_("What is strong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hurts = forms.CharField(
        label=_("What hurts"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_steps = forms.CharField(
        label=_("What we will do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    no_action_reason = forms.CharField(
        label=_("No action is needed, because"),
        help_text=_("Only when no action is agreed above."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def crispy_layout(self) -> Layout:
        """All but the reason for no action, which the page shows after the actions."""
        return Layout(*(name for name in self.fields if name != "no_action_reason"))


class ActionForm(PlainForm):
    """One action; all three parts, or none."""

    marks_optional = False

    text = forms.CharField(label=_("What"), max_length=300, required=False)
    side = forms.ChoiceField(
        label=_("Who"),
        choices=[("", _("Choose")), *OwnerSide.choices],
        required=False,
    )
    due_on = PlainDateField(label=_("By when"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the missing parts of an action that was begun."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in self.fields):
            return given
        texts = {
            "text": _("Write what you will do"),
            "side": _("Choose who does it"),
            "due_on": _("Enter by when"),
        }
        for name, text in texts.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, str(text))
        return given

    @property
    def draft(self) -> ActionDraft | None:
        """The cleaned form as the service takes it; None when it is empty."""
        if not self.cleaned_data.get("text"):
            return None
        return ActionDraft(
            text=self.cleaned_data["text"],
            side=OwnerSide(self.cleaned_data["side"]),
            due_on=self.cleaned_data["due_on"],
        )


class ConfirmForm(RevisedForm):
    """Which person of the partner said that the record is fair."""

    for_key = forms.ChoiceField(
        label=_("Who said so"),
        error_messages={
            "required": _("Choose the person of the partner who said so"),
            "invalid_choice": _("Choose the person of the partner who said so"),
        },
    )

    def __init__(self, contacts: Iterable[Contact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = names_to_choose(contacts)
        people = [(f"contact:{pk}", name) for pk, name in names.items()]
        field = self.fields["for_key"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *people]


def talk_initial(talk: Talk | None) -> dict[str, Any]:
    """What the form shows of a record that is corrected."""
    if talk is None:
        return {}
    return {name: getattr(talk, name) for name in RECORD_FIELDS}


def action_initial(actions: list[Action]) -> list[dict[str, Any]]:
    """What the action forms show: the actions so far, then empty ones."""
    known = [
        {"text": each.text, "side": each.side, "due_on": each.due_on}
        for each in actions
    ]
    return [*known, *({} for _empty in range(ACTION_COUNT))][:ACTION_COUNT]
