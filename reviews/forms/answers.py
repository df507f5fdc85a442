"""How does one person type in answers?"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclt_partners.common.forms import PlainForm, RatingField, SendOnceMixin
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.common.words import plain_month
from partners.choices import IncidentWish
from reviews.choices import Audience, NoRating, WorkAgain
from reviews.forms.since import SinceMixin
from reviews.models import Assessment
from reviews.selectors.answers import Given
from reviews.selectors.own_answers import LastTime
from reviews.selectors.questions import ClosingTexts, Question
from reviews.services.refusals import OVERALL_MAX, TEXT_MAX, Closing, GivenAnswer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def _comment(label: "StrPromise") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(SinceMixin):
    """One dimension: the sentence that is closest, and what was seen or heard.

    With `may_be_empty` a question may be left out; a note still needs its answer.
    """

    evidence = _comment(gettext_lazy("What did you see or hear?"))

    def __init__(
        self,
        question: Question,
        *args: Any,
        last_time: LastTime | None = None,
        may_be_empty: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        choose = _choose(question)
        self.fields["rating"] = RatingField(
            label=question.text,
            anchors=question.anchors,
            others=NoRating.choices,
            last_time=last_time_text(last_time) if last_time else "",
            required=not may_be_empty,
            error_messages={"required": choose, "invalid_choice": choose},
        )
        self.fields["evidence"].help_text = question.prompt
        self.order_fields(["rating", "evidence", "base"])

    def clean(self) -> dict[str, Any]:
        """Ask for the sentence when only a note was written."""
        given = super().clean() or self.cleaned_data
        is_lonely = given.get("evidence") and not given.get("rating")
        if is_lonely and "rating" not in self.errors:
            self.add_error("rating", _choose(self.question))
        return given

    @property
    def is_answered(self) -> bool:
        """True when the cleaned form holds an answer."""
        return bool(self.cleaned_data.get("rating"))

    @property
    def given(self) -> GivenAnswer:
        """The answer in the cleaned form."""
        chosen = self.cleaned_data["rating"]
        is_level = chosen not in NoRating.values
        return GivenAnswer(
            dimension=self.question.code,
            rating=int(chosen) if is_level else None,
            no_rating="" if is_level else chosen,
            evidence=self.cleaned_data["evidence"],
            language=self.question.language,
        )


def _audience(label: "StrPromise", initial: Audience) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Audience.choices, initial=initial)


class ClosingForm(SinceMixin):
    """What is asked after the questions; everything may be left out.

    The questions are the version's own (`ClosingTexts`). Where the agreement has guiding
    principles, the words on what to change may name one (methods E6). The answer to the question of safety (S1) never becomes part of the review.
    """

    safety = forms.ChoiceField(
        label=gettext_lazy("Safety"),
        help_text=gettext_lazy(
            "Your answer is not stored with the review. “Yes” and “I want to speak to "
            "someone” go to the safeguarding lead of the foundation and to nobody else."
        ),
        choices=[
            ("NO", gettext_lazy("No")),
            (IncidentWish.SAW, gettext_lazy("Yes")),
            (IncidentWish.SPEAK, gettext_lazy("I want to speak to someone")),
        ],
        widget=forms.RadioSelect(attrs={"data-not-kept": ""}),
        required=False,
    )
    overall = forms.TypedChoiceField(
        label=gettext_lazy("Overall, 0 to 10"),
        help_text=gettext_lazy("0 is very ill, 10 is very healthy."),
        choices=[
            ("", gettext_lazy("Choose")),
            *((n, n) for n in range(OVERALL_MAX + 1)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "input-short"}),
    )
    work_again = forms.ChoiceField(
        label=gettext_lazy("Work together again"),
        choices=WorkAgain.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    keep = _comment(gettext_lazy("What to keep"))
    keep_audience = _audience(
        gettext_lazy("Who may read your words on what to keep"), Audience.BOTH
    )
    change = _comment(gettext_lazy("What to change"))
    change_audience = _audience(
        gettext_lazy("Who may read your words on what to change"), Audience.BOTH
    )
    change_principle = forms.ChoiceField(
        label=gettext_lazy("Which of our principles does this touch?"), required=False
    )
    unsaid = _comment(gettext_lazy("Not yet said"))
    unsaid_audience = _audience(
        gettext_lazy("Who may read your words on what was not said"), Audience.HELPER
    )

    def __init__(
        self,
        texts: ClosingTexts,
        *args: Any,
        principles: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        initial = dict(kwargs.pop("initial", None) or {})
        said = initial.get("change_principle", "")
        offered = list(dict.fromkeys(filter(None, [*principles, said])))
        if not offered:
            initial.pop("change_principle", None)
        super().__init__(*args, initial=initial, **kwargs)
        if offered:
            named = [(each, each) for each in offered]
            none = ("", gettext_lazy("None in particular"))
            offer_choices(self, "change_principle", [none, *named])
        else:
            del self.fields["change_principle"]
        for name, text in texts.by_field.items():
            self.fields[name].label = text

    def clean(self) -> dict[str, Any]:
        """Keep a principle only with the words that speak of it."""
        given = super().clean() or self.cleaned_data
        if "change_principle" in given and not given.get("change"):
            given["change_principle"] = ""
        return given

    @property
    def closing(self) -> Closing:
        """The cleaned form as `save_closing` takes it."""
        return Closing(**{name: self.cleaned_data[name] for name in self.kept_names})

    @property
    def danger(self) -> IncidentWish | None:
        """What the safeguarding lead is to be told; None when there is nothing."""
        said = self.cleaned_data.get("safety", "")
        return IncidentWish(said) if said in IncidentWish.values else None


class SendForm(SendOnceMixin, PlainForm):
    """The last button: it carries the key that makes a double send harmless."""


def answer_initial(answer: Given | None) -> Mapping[str, str]:
    """What an answer form shows of a saved answer."""
    if answer is None:
        return {}
    return {
        "rating": str(answer.rating or answer.no_rating),
        "evidence": answer.evidence,
    }


def closing_initial(assessment: Assessment | None) -> Mapping[str, Any]:
    """What the closing form shows of a saved draft; of an empty one without a draft."""
    draft = assessment or Assessment()
    names = ClosingForm.declared_fields.keys() - {"safety", "base"}
    return {name: getattr(draft, name) for name in names}


def last_time_text(last: LastTime) -> str:
    """Say what was answered last time: "Last time, May 2026: 3"."""
    when = plain_month(last.on)
    value = last.value
    if value in NoRating.values:
        value = str(NoRating(value).label)
    if last.is_own:
        return _("Last time, %(when)s: %(value)s") % {"when": when, "value": value}
    value = value.removesuffix("0").removesuffix(".0")
    return _("Last time, %(when)s, your side on average: %(value)s") % {
        "when": when,
        "value": value,
    }


def _choose(question: Question) -> str:
    return _("Choose the sentence that is closest for “%(title)s”") % {
        "title": question.title
    }
