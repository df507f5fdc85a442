"""How is what an agreement reached and spent typed in?"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import PeriodResult
from agreements.rules.parts import Target
from agreements.rules.results import WAYS
from agreements.services.result_checks import ResultFields
from eclt_partners.common.forms import (
    MoneyField,
    PlainDateField,
    PlainDecimalField,
    PlainForm,
    SendOnceMixin,
)
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.words import plain_number

MOST_DIGITS = 9
_REACHED = "reached_"


def _count(label: object, hint: object) -> PlainDecimalField:
    """A whole number of children or of something else; empty is "not counted"."""
    return PlainDecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_digits=MOST_DIGITS,
        decimal_places=0,
    )


class ResultForm(SendOnceMixin, PlainForm):
    """The numbers of one period of one agreement."""

    missing = {
        "from_on": gettext_lazy("Enter the first day of the period"),
        "to_on": gettext_lazy("Enter the last day of the period"),
        "evidence": gettext_lazy("Write how we know, in one sentence"),
    }

    from_on = PlainDateField(label=gettext_lazy("First day"))
    to_on = PlainDateField(label=gettext_lazy("Last day"))
    withdrawn = _count(
        gettext_lazy("Withdrawn from child labour"),
        gettext_lazy(
            "5 to 17 years old, taken out of work and for 3 months in a row at school or "
            "in vocational training"
        ),
    )
    prevented = _count(
        gettext_lazy("Prevented from child labour"),
        gettext_lazy(
            "5 to 17 years old, with support that keeps them from work: for school, "
            "after school, for the income of the family, or somebody to talk to"
        ),
    )
    protected = _count(
        gettext_lazy("Protected from child labour"),
        gettext_lazy("12 to 17 years old, taken out of work and learning a trade"),
    )
    spending = MoneyField(
        label=gettext_lazy("Direct spending"), max_digits=16, required=False
    )
    evidence = forms.CharField(
        label=gettext_lazy("How we know"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The report, register or visit that the numbers come from. Both sides read "
            "this. Do not write names of children"
        ),
    )
    may_double_count = forms.BooleanField(
        label=gettext_lazy("Some children may be counted twice"),
        required=False,
        help_text=gettext_lazy(
            "For example because two activities reach the same villages"
        ),
    )
    double_note = forms.CharField(
        label=gettext_lazy("Where children may be counted twice"),
        max_length=300,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        currencies: Collection[str],
        targets: Sequence[Target] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spending"].help_text = _spending_hint(currencies)
        self.keys = {f"{_REACHED}{n}": each.key for n, each in enumerate(targets)}
        for name, target in zip(self.keys, targets, strict=True):
            self.fields[name] = self._target_field(target)

    @staticmethod
    def _target_field(target: Target) -> forms.Field:
        hint = _("The agreement aims at %(planned)s") % {
            "planned": plain_number(target.quantity)
        }
        return _count(target.text, hint)

    def crispy_layout(self) -> Layout:
        """The period, the children, the money, the targets, and how we know it."""
        counted = Fieldset(_("Reached in all until the last day"), *self.keys)
        return Layout(
            "idempotency_key",
            *self.first_fields(),
            Fieldset(_("The period"), Div("from_on", "to_on", css_class="field-pair")),
            Fieldset(_("Children newly reached in the period"), *WAYS),
            Fieldset(_("Money"), "spending"),
            *([counted] if self.keys else []),
            Fieldset(
                _("How sure we are"), "evidence", "may_double_count", "double_note"
            ),
        )

    def first_fields(self) -> list[str]:
        """What a correction asks before everything else."""
        return []

    def clean(self) -> dict[str, Any]:
        """A note on double counting ticks the box that it explains."""
        typed = super().clean() or {}
        if typed.get("double_note"):
            typed["may_double_count"] = True
        return typed

    def result_fields(self) -> ResultFields:
        """What was typed, for the service."""
        typed = self.cleaned_data
        return ResultFields(
            from_on=typed["from_on"],
            to_on=typed["to_on"],
            evidence=typed["evidence"],
            spending=typed["spending"],
            may_double_count=typed["may_double_count"],
            double_note=typed["double_note"],
            reached={
                key: int(typed[name])
                for name, key in self.keys.items()
                if typed[name] is not None
            },
            **{way: _whole(typed[way]) for way in WAYS},
        )


class CorrectionForm(ResultForm):
    """The numbers of a period as they should be, and what was wrong."""

    missing = {
        **ResultForm.missing,
        "reason": gettext_lazy("Write what was wrong"),
    }

    reason = forms.CharField(label=gettext_lazy("What was wrong?"), max_length=300)

    def first_fields(self) -> list[str]:
        """Why it is corrected comes first."""
        return ["reason"]

    @classmethod
    def saved(cls, result: PeriodResult, targets: Sequence[Target]) -> dict[str, Any]:
        """The values that stand, to be changed."""
        names = ("from_on", "to_on", "spending", "evidence")
        more = ("may_double_count", "double_note")
        return {
            **{name: getattr(result, name) for name in (*names, *more)},
            **{way: _shown(getattr(result, way)) for way in WAYS},
            **_reached(result.reached, targets),
        }


class TakeBackForm(SendOnceMixin, PlainForm):
    """Why a result should not have been recorded."""

    missing = {"reason": gettext_lazy("Write why it should not have been recorded")}

    reason = forms.CharField(
        label=gettext_lazy("Why should it not have been recorded?"), max_length=300
    )


def _spending_hint(currencies: Collection[str]) -> str:
    if len(currencies) > 1:
        return _(
            "In the currency that the agreement had on the last day, what was spent on "
            "the work itself. Leave empty when it is not known yet"
        )
    return _(
        "In %(currency)s, what was spent on the work itself in these days. Leave empty "
        "when it is not known yet"
    ) % {"currency": "".join(currencies)}


def _reached(
    reached: Mapping[str, int], targets: Sequence[Target]
) -> dict[str, Decimal | None]:
    return {
        f"{_REACHED}{n}": _shown(reached.get(target.key))
        for n, target in enumerate(targets)
    }


def _shown(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)
