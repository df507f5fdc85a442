"""How are the words of a version of the instrument typed in?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from reviews.models import Dimension, Instrument
from reviews.rules.fingerprints import fingerprint
from reviews.rules.versions import CLOSING
from reviews.services.instrument_words import WEIGHT_MAX, DimensionFields
from reviews.words import LESSON_NAMES

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import _StrPromise as StrPromise

TEXT_MAX = 300
LABELS: Mapping[str, "StrPromise"] = {
    "question": _("Question"),
    "anchor_1": _("Sentence 1, the lowest"),
    "anchor_2": _("Sentence 2"),
    "anchor_3": _("Sentence 3"),
    "anchor_4": _("Sentence 4"),
    "anchor_5": _("Sentence 5, the highest"),
    "prompt": _("What to write about"),
    "safety": _("Question on safety"),
    "overall": _("Question on the relationship overall, 0 to 10"),
    "work_again": _("Question on working together again"),
    "keep": _("Question on what to keep"),
    "change": _("Question on what to change"),
    "unsaid": _("Question on what was not said"),
}


class CopyForm(PlainForm):
    """What the copy of a version is called."""

    code = forms.CharField(
        label=_("Code"),
        max_length=Instrument._meta.get_field("code").max_length,
        help_text=_("Short, like RHR-2. Results say it beside their scores."),
        widget=forms.TextInput(attrs={"class": "input-short", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=Instrument._meta.get_field("name").max_length,
        help_text=_("What is new in it, for the list of versions"),
    )
    missing = {
        "code": _("Enter a code, like RHR-2"),
        "name": _("Enter a name for the version"),
    }


class _SeenForm(PlainForm):
    """A form that remembers what was saved when its page was opened."""

    marks_optional = False
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def remember(self, saved: Mapping[str, object]) -> None:
        """Put the fingerprint of what is saved on the page."""
        self.initial["base"] = fingerprint(saved)

    @property
    def given(self) -> dict[str, Any]:
        """The typed values."""
        return {k: v for k, v in self.cleaned_data.items() if k != "base"}

    @property
    def seen(self) -> str:
        """The fingerprint of what the person saw."""
        return str(self.cleaned_data["base"])


def _text(name: str) -> forms.CharField:
    return forms.CharField(
        label=LABELS[name],
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WordsForm(_SeenForm):
    """Texts in one language; each may stay empty for now."""

    def __init__(self, saved: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=dict(saved), **kwargs)
        self.remember(saved)

    def clean(self) -> dict[str, Any]:
        """Make one line of each text: forms and paper show it as one."""
        typed = super().clean() or self.cleaned_data
        return {name: " ".join(str(value).split()) for name, value in typed.items()}


class QuestionForm(WordsForm):
    """The texts of one dimension."""

    question = _text("question")
    anchor_1 = _text("anchor_1")
    anchor_2 = _text("anchor_2")
    anchor_3 = _text("anchor_3")
    anchor_4 = _text("anchor_4")
    anchor_5 = _text("anchor_5")
    prompt = _text("prompt")


class ClosingWordsForm(WordsForm):
    """The closing questions S1, O1, O2 and K1 to K3."""

    safety = _text("safety")
    overall = _text("overall")
    work_again = _text("work_again")
    keep = _text("keep")
    change = _text("change")
    unsaid = _text("unsaid")


def words_form(
    place: str, language: str, saved: Mapping[str, str], data: "QueryDict | None" = None
) -> WordsForm:
    """Return the form for the texts of one place; its controls say their language."""
    kind = ClosingWordsForm if place == CLOSING else QuestionForm
    form = kind(saved, data)
    for field in form.fields.values():
        field.widget.attrs["lang"] = language
    return form


class DimensionForm(_SeenForm):
    """How a question counts."""

    lesson = forms.TypedChoiceField(
        label=_("Lesson"),
        coerce=int,
        choices=[(n, name) for n, name in LESSON_NAMES.items()],
    )
    weight = forms.TypedChoiceField(
        label=_("Weight"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, WEIGHT_MAX + 1)],
        help_text=_("1 when all questions count the same. Results print the weights."),
        widget=forms.Select(attrs={"class": "input-short"}),
    )
    is_knock_out = forms.BooleanField(
        label=_("A low answer alone turns the status red"),
        help_text=_("That is so when one side answers 2 or lower on average."),
        required=False,
    )

    def __init__(self, dimension: Dimension, *args: Any, **kwargs: Any) -> None:
        saved = {
            name: getattr(dimension, name)
            for name in ("lesson", "weight", "is_knock_out")
        }
        super().__init__(*args, initial=saved, **kwargs)
        self.remember(saved)

    @property
    def dimension_fields(self) -> DimensionFields:
        """The typed values as the service takes them."""
        return DimensionFields(**self.given)
