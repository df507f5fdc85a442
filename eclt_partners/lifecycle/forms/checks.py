"""How is a check after the end answered, left out, or given to another person?"""

from collections.abc import Sequence
from typing import Any, Final

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.lifecycle.choices import Lasts
from eclt_partners.lifecycle.rules.lasting import MEANING
from eclt_partners.lifecycle.services.answering import ClosingWords, ItemGiven
from partners.choices import HowKnown
from partners.forms.people import offer_people
from partners.models import Contact, Function
from partners.selectors.people import names_to_choose

NOBODY, YES, NO, UNKNOWN = "nobody", "yes", "no", "unknown"
NEVER_NAMES: Final = _("Never names of children; only counts from your own register")
IN_TOUCH: Final = {YES: True, NO: False, UNKNOWN: None}


def _words(label: Any, *, limit: int = 1000, hint: Any = "") -> forms.CharField:
    """Return a box for some sentences that may stay empty."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=limit,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(PlainForm):
    """What lasts: one block for each function, and the closing questions.

    Nothing is chosen beforehand. Staff says who told it; a person of the partner
    writes for itself.
    """

    missing = {
        "told_by": _("Choose who told you"),
        "in_touch": _("Choose whether we are still in touch"),
    }

    told_by = forms.ChoiceField(
        label=_("Who told you?"),
        widget=forms.RadioSelect,
        help_text=_("You enter it on behalf of this person; the result says so"),
    )
    leads_now = _words(_("Who leads now?"))
    pays_now = _words(_("Who pays now?"))
    changed = _words(_("What did you change?"), hint=NEVER_NAMES)
    differently = _words(
        _("What should we have done differently when leaving?"),
        limit=2000,
        hint=_("We learn most from this answer"),
    )
    in_touch = forms.ChoiceField(
        label=_("Are we still in touch?"),
        choices=[(YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("I do not know"))],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        functions: Sequence[Function],
        people: QuerySet[Contact] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.functions = functions
        rows = [] if people is None else list(people.select_related("partner"))
        self.people = {str(row.pk): row for row in rows}
        if people is None:
            del self.fields["told_by"]
        else:
            names = [(str(pk), name) for pk, name in names_to_choose(rows).items()]
            nobody = (NOBODY, _("Nobody: I saw it myself on a visit"))
            offer_choices(self, "told_by", [*names, nobody])
        for function in functions:
            self.fields[f"lasts_{function.pk}"] = _lasts(function)
            self.fields[f"how_{function.pk}"] = _how(
                function, is_partner=people is None
            )
        self.order_fields(["told_by", *self._blocks()])

    def crispy_layout(self) -> Layout:
        """Group the two questions about each function under its name."""
        blocks = [
            Fieldset(
                _heading(each), f"lasts_{each.pk}", f"how_{each.pk}", css_class="block"
            )
            for each in self.functions
        ]
        names = [name for name in self.fields if name not in self._blocks()]
        first = ["told_by"] if "told_by" in names else []
        closing = [name for name in names if name != "told_by"]
        return Layout(*first, *blocks, Fieldset(_("About all of it"), *closing))

    def clean(self) -> dict[str, Any]:
        """Who does not know what is true, or saw it end on purpose, needs no source."""
        typed = super().clean() or {}
        for function in self.functions:
            lasts = typed.get(f"lasts_{function.pk}")
            if lasts and not MEANING[Lasts(lasts)].is_known:
                self.errors.pop(f"how_{function.pk}", None)
        return typed

    def items(self) -> list[ItemGiven]:
        """What was said of each function; unknown things are known from nowhere."""
        return [self._item(function) for function in self.functions]

    def words(self) -> ClosingWords:
        """The closing questions."""
        typed = self.cleaned_data
        return ClosingWords(
            leads_now=typed["leads_now"],
            pays_now=typed["pays_now"],
            changed=typed["changed"],
            differently=typed["differently"],
            in_touch=IN_TOUCH[typed["in_touch"]],
        )

    @property
    def teller(self) -> Contact | None:
        """The person of the partner who told it; None for a visit, or by a link."""
        return self.people.get(self.cleaned_data.get("told_by", ""))

    def _blocks(self) -> list[str]:
        keys = [function.pk for function in self.functions]
        return [name for key in keys for name in (f"lasts_{key}", f"how_{key}")]

    def _item(self, function: Function) -> ItemGiven:
        lasts = Lasts(self.cleaned_data[f"lasts_{function.pk}"])
        how = self.cleaned_data.get(f"how_{function.pk}")
        source = HowKnown(how) if how and lasts != Lasts.UNKNOWN else None
        return ItemGiven(function, lasts, source)


def _heading(function: Function) -> str:
    if not function.owner_name:
        return function.name
    text = gettext("%(what)s (local owner: %(owner)s)")
    return text % {"what": function.name, "owner": function.owner_name}


def _lasts(function: Function) -> forms.ChoiceField:
    text = gettext("%(what)s: choose what is true today") % {"what": function.name}
    return forms.ChoiceField(
        label=_("What is true today?"),
        choices=Lasts.choices,
        widget=forms.RadioSelect,
        error_messages={"required": text},
    )


def _how(function: Function, *, is_partner: bool) -> forms.ChoiceField:
    own = _("We run it, or its owner told us")
    choices = [
        (code, own if is_partner and code == HowKnown.OWNER else words)
        for code, words in HowKnown.choices
    ]
    text = gettext("%(what)s: choose how you know it") % {"what": function.name}
    return forms.ChoiceField(
        label=_("How do you know?"),
        choices=[("", _("Choose one")), *choices],
        error_messages={"required": text},
        help_text=_("Leave it when it is not known"),
    )


class WaiveForm(PlainForm):
    """Why a check is left out."""

    missing = {"waived_reason": _("Write why the check is left out")}

    waived_reason = forms.CharField(
        label=_("Why is it left out?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason is kept, and everybody who sees the check reads it"),
    )


class AskForm(PlainForm):
    """Who at the partner we ask."""

    missing = {"contact": _("Choose whom we ask")}

    contact = forms.ModelChoiceField(
        label=_("Who at the partner do we ask?"),
        queryset=Contact.objects.none(),
        help_text=_("This person hears from us when a check is due"),
    )

    def __init__(self, *args: Any, people: QuerySet[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, "contact", people)
