"""How is a note on the way to a gate typed in?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.forms.steps import NO_NAMES
from partners.choices import Side
from partners.models import Function, Partnership

# Both sides say these; the others the foundation notes as it sees them.
OF_BOTH = frozenset(
    {
        NoteKind.BRINGS,
        NoteKind.HOPES,
        NoteKind.CONFLICT,
        NoteKind.PLAN_CONFIRMED,
        NoteKind.LESSON,
    }
)

TRY_FIELDS = ("try_1", "try_2", "try_3")


class NoteForm(PlainForm):
    """One thing that one side said or did."""

    missing = {
        "side": _("Choose whose word it is"),
        "text": _("Write it in short"),
        "function": _("Choose what the local owner said no to"),
        "try_1": _("Enter the day of the first try"),
        "try_2": _("Enter the day of the second try"),
        "try_3": _("Enter the day of the third try"),
    }

    try_1 = PlainDateField(label=_("First try on"))
    try_2 = PlainDateField(label=_("Second try on"))
    try_3 = PlainDateField(label=_("Third try on"))

    side = forms.ChoiceField(
        label=_("Whose word is it?"), choices=Side.choices, widget=forms.RadioSelect
    )
    function = forms.ModelChoiceField(
        label=_("What the local owner said no to"), queryset=Function.objects.none()
    )
    text = forms.CharField(
        label=_("In short"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
    )

    def __init__(
        self, *args: Any, kind: NoteKind, partnership: Partnership, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind not in OF_BOTH:
            del self.fields["side"]
        if kind == NoteKind.NO_REPLY:
            self.fields["text"].label = _("How did you try, and to reach whom?")
        else:
            for name in TRY_FIELDS:
                del self.fields[name]
        if kind == NoteKind.OWNER_DECLINED:
            own = Function.objects.filter(plan__partnership=partnership)
            offer(self, "function", own.filter(owner_accepted_on=None))
        else:
            del self.fields["function"]

    @property
    def tries(self) -> list[date]:
        """The days of the tries; none for other notes."""
        return [
            self.cleaned_data[name] for name in TRY_FIELDS if name in self.cleaned_data
        ]

    @property
    def side_of_note(self) -> Side:
        """The side that was chosen; the foundation where only it notes."""
        return Side(self.cleaned_data.get("side") or Side.FOUNDATION)
