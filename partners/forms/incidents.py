"""How is a danger told, and how does the safeguarding lead note what was done?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer_choices
from partners.choices import IncidentState, IncidentWish
from partners.models import Incident
from partners.rules.incidents import OPEN
from partners.services.incidents import NOTE_MAX

NOTE, CONTACT, SERIOUS, SAFE, NO_DANGER = "note", "contact", "serious", "safe", "none"


def _note(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=help_text,
    )


class DangerNoteForm(PlainForm):
    """More about a report that was made already; may stay empty."""

    note = _note(
        _("What happened, and how can we reach you safely?"),
        _("Only the safeguarding lead reads this. Write as little as you like"),
    )


class IncidentForm(DangerNoteForm):
    """A new report."""

    missing = {"wish": _("Choose what fits")}

    wish = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (IncidentWish.SAW, _("I saw or heard of something dangerous")),
            (IncidentWish.SPEAK, _("I want to speak to someone")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ["wish", "note"]


class IncidentStepForm(PlainForm):
    """What the safeguarding lead did, or came to know."""

    missing = {
        "step": _("Choose what you want to note"),
        "note": _("Write what you know"),
    }

    step = forms.ChoiceField(label=_("What do you note?"), widget=forms.RadioSelect)
    note = _note(_("In your words"), _("Stays here. Nobody else can read it"))
    safe_on = PlainDateField(
        label=_("Safe since"),
        required=False,
        help_text=_("Only if safety is confirmed. For example, 27 3 2026"),
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "step", _steps(incident))
        if incident.ended_on is not None:
            self._ask_for_a_note_alone()

    def _ask_for_a_note_alone(self) -> None:
        """After the end nothing is left to choose: only words may be added."""
        del self.fields["safe_on"]
        self.fields["step"].initial = NOTE
        self.fields["step"].widget = forms.HiddenInput()
        self.fields["note"].required = True

    def clean(self) -> dict[str, Any]:
        """A note needs words, and safety a day."""
        typed = super().clean() or {}
        step = typed.get("step")
        if step in {NOTE, NO_DANGER} and not typed.get("note"):
            self.add_error("note", _("Write what you know"))
        if step == SAFE and not typed.get("safe_on") and "safe_on" not in self.errors:
            self.add_error("safe_on", _("Enter since when everybody has been safe"))
        return typed

    @property
    def safe_day(self) -> date:
        """The day of a confirmed safety."""
        day: date = self.cleaned_data["safe_on"]
        return day


def _steps(incident: Incident) -> list[tuple[str, Any]]:
    """Offer what may follow where the incident stands."""
    steps = [(NOTE, _("Only a note"))]
    if incident.state == IncidentState.NEW:
        steps.append((CONTACT, _("I have made contact with the person who reported")))
    if incident.state in OPEN:
        if incident.serious_on is None:
            steps.append((SERIOUS, _("It is serious")))
        steps += [
            (SAFE, _("Everybody is safe")),
            (NO_DANGER, _("There was no danger: close it")),
        ]
    return steps
