"""How do both sides write what must last after the end?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from partners.choices import Fate, HandoverMode
from partners.forms.revised import RevisedForm
from partners.models import Function, PillarReading, SustainabilityPlan
from partners.plan_words import PILLAR_NAMES, PILLAR_QUESTIONS, PILLAR_SENTENCES
from partners.rules.handover import Pillar
from partners.services.plans import FunctionFields, PlanFields

UNKNOWN = "unknown"


def long_text(
    label: Any, *, limit: int = 1000, required: bool = False, hint: Any = ""
) -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=limit,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlanForm(RevisedForm):
    """The head of a plan."""

    missing = {
        "vision": _("Write what must still be true two years after the end"),
        "mode": _("Choose how the foundation leaves"),
    }

    vision = long_text(
        _("What must still be true two years after the end?"), limit=2000, required=True
    )
    mode = forms.ChoiceField(
        label=_("How does the foundation leave?"),
        choices=HandoverMode.choices,
        widget=forms.RadioSelect,
    )
    handover_starts_on = PlainDateField(
        label=_("Handover starts on"),
        required=False,
        help_text=_(
            "Usually 12 months before the last agreement ends. For example, 27 3 2026"
        ),
    )
    people_told = long_text(
        _("Who has been told?"),
        hint=_("Staff, the community, the local government, and when"),
    )
    risks = long_text(_("What could go wrong?"), limit=2000)
    stopped_on_purpose = long_text(_("What will we stop on purpose?"))

    def __init__(
        self, *args: Any, plan: SustainabilityPlan | None, **kwargs: Any
    ) -> None:
        if plan is not None:
            names = PlanFields.__dataclass_fields__
            kwargs["initial"] = {name: getattr(plan, name) for name in names}
        super().__init__(*args, stamp=plan.stamp if plan else "", **kwargs)

    def plan_fields(self) -> PlanFields:
        """What was typed, for the service."""
        return PlanFields(**self.fields_typed())


class FunctionForm(RevisedForm):
    """Something that goes on, changes or stops at the end."""

    missing = {
        "name": _("Write what it is"),
        "importance": _("Choose how important it is"),
        "fate": _("Choose what happens at the end"),
    }

    name = forms.CharField(
        label=_("What is it?"),
        max_length=200,
        help_text=_("For example, the after-school club in Nyota"),
    )
    importance = forms.TypedChoiceField(
        label=_("How important is it?"),
        coerce=int,
        choices=[
            (3, _("3: children would be hurt without it")),
            (2, _("2: important")),
            (1, _("1: good to have")),
        ],
        widget=forms.RadioSelect,
    )
    fate = forms.ChoiceField(
        label=_("What happens at the end?"),
        choices=Fate.choices,
        widget=forms.RadioSelect,
    )
    owner_name = forms.CharField(
        label=_("Local owner"),
        required=False,
        max_length=200,
        help_text=_("The organisation that will look after it"),
    )
    owner_person = forms.CharField(
        label=_("Person there"), required=False, max_length=200
    )
    owner_accepted_on = PlainDateField(
        label=_("Owner accepted on"),
        required=False,
        help_text=_(
            "Another owner accepts again: the day of the former one is taken out"
        ),
    )
    owner_found_by = PlainDateField(
        label=_("Owner to be found by"),
        required=False,
        help_text=_(
            "If there is no owner yet: at most 6 months after the agreement starts. "
            "For example, 27 3 2026"
        ),
    )

    def __init__(self, *args: Any, function: Function | None, **kwargs: Any) -> None:
        if function is not None:
            names = FunctionFields.__dataclass_fields__
            kwargs["initial"] = {name: getattr(function, name) for name in names}
        super().__init__(*args, stamp=function.stamp if function else "", **kwargs)

    def function_fields(self) -> FunctionFields:
        """What was typed, for the service."""
        return FunctionFields(**self.fields_typed())


class PillarsForm(PlainForm):
    """How a function stands: four pillars, each with a sentence per level."""

    note = long_text(_("How do we know?"))

    def __init__(self, *args: Any, latest: PillarReading | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = latest.pillars if latest else (None,) * len(Pillar)
        for pillar, level in zip(Pillar, levels, strict=True):
            self.fields[pillar.value] = _pillar(pillar, level)
        self.order_fields([*(pillar.value for pillar in Pillar), "note"])

    def levels(self) -> dict[Pillar, int | None]:
        """Pillar -> 0 to 4, or None = not known."""
        typed = {pillar: self.cleaned_data[pillar.value] for pillar in Pillar}
        return {
            pillar: None if value == UNKNOWN else int(value)
            for pillar, value in typed.items()
        }


def _pillar(pillar: Pillar, last: int | None) -> forms.ChoiceField:
    """Return the radios of one pillar; nothing is chosen beforehand."""
    sentences = PILLAR_SENTENCES[pillar]
    missing = _("Choose the sentence that is closest for “%(title)s”")
    field = forms.ChoiceField(
        label=str(PILLAR_QUESTIONS[pillar]),
        choices=[
            *((str(level), f"{level}: {text}") for level, text in enumerate(sentences)),
            (UNKNOWN, _("Not known; counts 0")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": missing % {"title": PILLAR_NAMES[pillar]}},
    )
    if last is not None:
        text = _("Last time: %(level)s, %(sentence)s")
        field.help_text = text % {"level": last, "sentence": sentences[last]}
    return field
