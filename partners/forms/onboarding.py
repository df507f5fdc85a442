"""How does a new lead tick the first steps?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.common.words import plain_date
from partners.choices import FirstStep
from partners.models import OnboardingStep
from partners.selectors.onboarding import FirstSteps


class FirstStepsForm(PlainForm):
    """All steps with their ticks, and one day for what is ticked now."""

    marks_optional = False
    missing = {"done_on": _("Enter the day on which you did it")}

    done = forms.MultipleChoiceField(
        label=_("What is done?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    done_on = PlainDateField(label=_("Done on"))

    def __init__(
        self, *args: Any, found: FirstSteps, today: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"done": list(found.done), "done_on": today}
        # A page may show the steps of several leads.
        kwargs["prefix"] = f"steps{found.onboarding.pk}"
        super().__init__(*args, **kwargs)
        offer_choices(self, "done", [_choice(each) for each in found.steps])

    def done_steps(self) -> list[FirstStep]:
        """All steps that are ticked."""
        return [FirstStep(each) for each in self.cleaned_data["done"]]


def _choice(row: OnboardingStep) -> tuple[str, str]:
    label = str(row.get_step_display())
    if row.done_on is None:
        return row.step, label
    words = {"step": label, "day": plain_date(row.done_on)}
    return row.step, gettext("%(step)s (done on %(day)s)") % words
