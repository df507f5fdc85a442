"""What does each step between stages ask a person?"""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.documents.forms import UploadForm
from eclt_partners.lifecycle.choices import Asker, EndCategory
from eclt_partners.lifecycle.given import BackWords, EndingWords, Given, PauseWords
from partners.forms.people import offer_people
from partners.models import Contact, Partnership

NO_NAMES = _("Do not write names of children or details of a safeguarding concern")


def _words(
    label: "str | Promise", *, limit: int = 2000, **kwargs: Any
) -> forms.CharField:
    """Return a box for a few sentences."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": 3}),
        **kwargs,
    )


def _contact() -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """Return the choice of a person of the partner for the checks after the end."""
    return forms.ModelChoiceField(
        label=_("Who at the partner do we ask after the end?"),
        queryset=Contact.objects.none(),
        help_text=_("This person hears from us when a check is due"),
    )


class StepForm(PlainForm):
    """What every step may ask: why, and why a warning may be passed."""

    missing = {
        "contact": _("Choose whom we ask after the end"),
        "reason": _("Write why"),
        "lesson": _("Write what you learned"),
        "look_again_on": _("Enter the day to look at it again"),
        "asked_by": _("Choose who asks for the pause"),
        "goes_on": _("Write what goes on during the pause"),
        "cases_contact": _("Name who is there for the children's cases"),
        "foundation_note": _("Write what changed, in the words of the foundation"),
        "partner_note": _("Write what changed, in the words of the partner"),
    }

    def __init__(
        self, *args: Any, partnership: Partnership, has_warnings: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if "contact" in self.fields:
            people = Contact.objects.filter(
                left_on=None,
                partner__parties__partnership=partnership,
                partner__parties__to_on=None,
            )
            offer_people(self, "contact", people.distinct())
        if has_warnings:
            self.fields["pass_reason"] = _words(
                _("Why the warning can be set aside"),
                error_messages={
                    "required": _("Write why the warning can be set aside")
                },
                help_text=_("It is kept with your name and shown on the stage page"),
            )

    def given(self) -> Given:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return Given(
            reason=typed.get("reason", ""),
            lesson=typed.get("lesson", ""),
            pass_reason=typed.get("pass_reason", ""),
            contact=typed.get("contact"),
        )


class ReasonForm(StepForm):
    """A step that says why."""

    reason = _words(_("Why"), required=False, help_text=NO_NAMES)


class NewChapterForm(StepForm):
    """A partnership that ended and begins anew."""

    reason = _words(_("Why"), help_text=NO_NAMES)


class NotPursuedForm(StepForm):
    """A partnership that does not go ahead."""

    reason = _words(_("Why"), help_text=NO_NAMES)
    lesson = _words(_("What you learned"))


class ClosingForm(StepForm):
    """An agreement that is closed."""

    contact = _contact()
    reason = _words(
        _("Why"),
        required=False,
        help_text=_("Needed when the work was not handed over first"),
    )


class PauseForm(StepForm):
    """A partnership that stops for now."""

    reason = _words(_("Why"), help_text=NO_NAMES)
    asked_by = forms.ChoiceField(
        label=_("Who asks for the pause"),
        choices=Asker.choices,
        widget=forms.RadioSelect,
    )
    look_again_on = PlainDateField(
        label=_("When will you look at it again?"), help_text=_("Within 90 days")
    )
    goes_on = _words(_("What goes on during the pause"))
    cases_contact = forms.CharField(
        label=_("Who is there for the children's cases"),
        max_length=200,
        help_text=_("Name and phone number of a person, not of a child"),
    )

    def given(self) -> Given:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        words = PauseWords(
            Asker(typed["asked_by"]),
            typed["look_again_on"],
            typed["goes_on"],
            typed["cases_contact"],
        )
        return Given(reason=typed["reason"], pause=words)


class BackForm(StepForm):
    """A partnership that goes on after a pause."""

    foundation_note = _words(_("What changed, in the words of the foundation"))
    partner_note = _words(_("What changed, in the words of the partner"))

    def given(self) -> Given:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return Given(back=BackWords(typed["foundation_note"], typed["partner_note"]))


class EndingForm(UploadForm, StepForm):
    """A partnership that ends before its time."""

    missing = {
        **StepForm.missing,
        "file": _("Add the notice as a file"),
        "category": _("Choose the kind of reason"),
        "children_plan": _("Write what happens to children and families"),
        "talk_invited_on": _("Enter the day on which both were invited"),
    }

    category = forms.ChoiceField(
        label=_("What kind of reason"),
        choices=EndCategory.choices,
        widget=forms.RadioSelect,
    )
    reason = _words(_("Why"), help_text=NO_NAMES)
    children_plan = _words(
        _("What happens to children and families already supported"),
        limit=4000,
        help_text=NO_NAMES,
    )
    talk_invited_on = PlainDateField(
        label=_("When were both sides invited to a closing talk?")
    )
    contact = _contact()

    def crispy_layout(self) -> Layout:
        """Why first, then what protects people, then the notice."""
        return Layout(
            "category",
            "reason",
            "children_plan",
            "talk_invited_on",
            "contact",
            "file",
            "idempotency_key",
        )

    def given(self) -> Given:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        words = EndingWords(
            EndCategory(typed["category"]),
            self.upload,
            typed["idempotency_key"],
            typed["children_plan"],
            typed["talk_invited_on"],
        )
        return Given(reason=typed["reason"], contact=typed["contact"], ending=words)
