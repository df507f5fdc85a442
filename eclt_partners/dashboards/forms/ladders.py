"""How does an administrator write the steps of a ladder?"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.common.forms.widgets import text_input
from eclt_partners.dashboards.ladder_words import (
    LETTER_WORDS,
    problem_words,
)
from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.models import LadderStep
from eclt_partners.notifications.rules.ladders import (
    DAYS,
    LETTERS,
    RATERS,
    Problem,
    Rung,
    audiences_of,
    problems,
)

BEFORE, AFTER = "before", "after"
NEW: Final = "new"
_AT_DAY = {Problem.SAME_DAY, Problem.ESCALATES_EARLY, Problem.AFTER_ANSWERS_END}
_AT_DAY |= {Problem.DAY_OUT_OF_RANGE}


class RungForm(PlainForm):
    """One step of a ladder, or a new one: then an empty day means no step."""

    marks_optional = False

    days = forms.IntegerField(
        label=_("Days"),
        min_value=0,
        max_value=999,
        widget=text_input("input-number", inputmode="numeric"),
    )
    when = forms.ChoiceField(
        label=_("Before or after"),
        choices=[(BEFORE, _("before")), (AFTER, _("after"))],
    )
    letter = forms.ChoiceField(label=_("Which mail"))
    audience = forms.ChoiceField(label=_("To"))
    is_active = forms.BooleanField(label=_("In use"), required=False)
    counts_for_cap = forms.BooleanField(
        label=_("Counts among the four mails of a person"), required=False
    )
    is_out = forms.BooleanField(label=_("Take this step out"), required=False)
    missing = {"days": _("Enter the number of days")}

    def __init__(
        self, *args: Any, kind: ReminderKind, step: LadderStep | None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _initial(step)
        super().__init__(*args, **kwargs)
        self.kind, self.step = kind, step
        self._offer()
        self._leave_out()

    def _offer(self) -> None:
        mails = [(name, LETTER_WORDS[name]) for name in LETTERS[self.kind]]
        offer_choices(self, "letter", [("", _("Choose")), *mails])
        people = [(each, each.label) for each in Audience if each in self._audiences]
        if self.step is not None:
            offer_choices(self, "audience", people)
            return
        offer_choices(self, "audience", [("", _("Choose")), *people])
        sides = [("", _("Choose")), (BEFORE, _("before")), (AFTER, _("after"))]
        offer_choices(self, "when", sides)

    @property
    def _audiences(self) -> Collection[Audience]:
        """Whom the mail of this step is written for."""
        if self.step is None:
            return audiences_of(self.kind)
        return LETTERS[self.kind][self.step.letter]

    def _leave_out(self) -> None:
        """Ask only what this step leaves open."""
        first, last = DAYS[self.kind]
        is_new = self.step is None
        needless = {
            "letter": not is_new or len(LETTERS[self.kind]) == 1,
            "audience": len(self._audiences) == 1,
            "counts_for_cap": not RATERS & set(self._audiences),
            "when": first >= 0 or last <= 0,
            "is_active": is_new,
            "is_out": is_new,
        }
        for name, is_needless in needless.items():
            if is_needless:
                del self.fields[name]
        for field in self.fields.values():
            field.required = field.required and not is_new

    def crispy_layout(self) -> Layout:
        """The questions in their order."""
        return Layout(*self.fields)

    def clean(self) -> dict[str, Any]:
        """Ask for the missing parts of a new step that was begun."""
        given = super().clean() or self.cleaned_data
        if self.step is not None or not self.has_changed():
            return given
        texts = {
            "days": _("Enter on which day"),
            "when": _("Choose before or after"),
            "letter": _("Choose which mail goes out"),
            "audience": _("Choose who gets it"),
        }
        for name, text in texts.items():
            missing = given.get(name) in (None, "")
            if name in self.fields and missing and name not in self.errors:
                self.add_error(name, str(text))
        return given

    def rung(self) -> Rung | None:
        """The cleaned step; None when it is to go, or there is none."""
        given = self.cleaned_data
        if given.get("is_out") or given.get("days") is None:
            return None
        sign = -1 if self._is_before(given) else 1
        return Rung(
            code=self.step.code if self.step else "",
            days=sign * given["days"],
            audience=Audience(given.get("audience") or next(iter(self._audiences))),
            letter=self._letter(given),
            is_active=given["is_active"] if self.step else True,
            counts_for_cap=given.get("counts_for_cap", False),
        )

    def show(self, problem: Problem) -> None:
        """Put a problem of this step beside the question it belongs to."""
        name = "days" if problem in _AT_DAY else "audience"
        if problem == Problem.COUNTS_FOR_NOBODY:
            name = "counts_for_cap"
        self.add_error(
            name if name in self.fields else None, problem_words(self.kind, problem)
        )

    def _letter(self, given: Mapping[str, Any]) -> str:
        if self.step is not None:
            return self.step.letter
        return given.get("letter") or next(iter(LETTERS[self.kind]))

    def _is_before(self, given: Mapping[str, Any]) -> bool:
        if "when" in self.fields:
            return bool(given["when"] == BEFORE)
        return DAYS[self.kind][0] < 0


class LadderForm(PlainForm):
    """What belongs to the whole ladder: as which one it was seen."""

    seen = forms.CharField(widget=forms.HiddenInput)


class LadderForms:
    """All steps of a ladder on one page, and an empty one to add."""

    def __init__(
        self,
        kind: ReminderKind,
        steps: Sequence[LadderStep],
        mark: str,
        sent: Mapping[str, Any] | None,
    ) -> None:
        self.kind = kind
        self.whole = LadderForm(sent, initial={"seen": mark})
        self.rows = [
            RungForm(sent, kind=kind, step=step, prefix=f"s{step.pk}") for step in steps
        ]
        self.added = RungForm(sent, kind=kind, step=None, prefix=NEW)

    @property
    def every(self) -> list[PlainForm]:
        """All forms, for the summary of errors."""
        return [self.whole, *self.rows, self.added]

    def rungs(self) -> list[Rung] | None:
        """Return the steps when they make a sound ladder; else the forms say why."""
        # Every form is asked, so that all problems show at once.
        if any(list(map(_is_wrong, self.every))):
            return None
        written = [(form, form.rung()) for form in (*self.rows, self.added)]
        kept = [(form, rung) for form, rung in written if rung is not None]
        rungs = [rung for _form, rung in kept]
        found = problems(self.kind, rungs)
        for place, problem in found:
            if place is None:
                self.whole.add_error(None, problem_words(self.kind, problem))
            else:
                kept[place][0].show(problem)
        return None if found else rungs


def _initial(step: LadderStep | None) -> dict[str, Any]:
    if step is None:
        return {}
    return {
        "days": abs(step.offset_days),
        "when": BEFORE if step.offset_days <= 0 else AFTER,
        "audience": step.audience,
        "is_active": step.is_active,
        "counts_for_cap": step.counts_for_cap,
    }


def _is_wrong(form: PlainForm) -> bool:
    return not form.is_valid()
