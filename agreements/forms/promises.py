"""How are the promises of both sides typed in, row by row, without a script?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.choices import CommitmentKind, RhythmKind
from agreements.ledger import PersonChoice, people_for_promises
from agreements.models import AgreementVersion, Commitment
from agreements.rules.rhythms import NUMBER_RANGE, number_fits
from agreements.services.drafts import PromiseDraft
from eclt_partners.common.forms import MoneyField, PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer, offer_choices
from partners.choices import OwnerSide
from partners.models import Contact, PartnershipParty

FIRST_ROWS: Mapping[OwnerSide, int] = {
    OwnerSide.FOUNDATION: 3,
    OwnerSide.PARTNER: 3,
    OwnerSide.JOINT: 1,
}
MORE_ROWS = 3
MOST_ROWS = 60
MORE = "more_rows"
MORE_FIELDS = ("measure", "evidence_wanted", "owner_key", "confirmer_key")


class PromiseRowForm(PlainForm):
    """One promise; a row without text counts as not there."""

    text = forms.CharField(
        label=_("What is promised"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        choices=[("", _("Choose")), *CommitmentKind.choices],
    )
    due_on = PlainDateField(
        label=_("By"), required=False, help_text=_("With a rhythm: the first time")
    )
    rhythm_kind = forms.ChoiceField(
        label=_("How often"),
        required=False,
        choices=[("", _("Once, by the date")), *RhythmKind.choices],
    )
    rhythm_number = forms.IntegerField(
        label=_("How many, or which day"),
        required=False,
        help_text=_("Months, weeks, working days, or the day of the month"),
        widget=forms.TextInput(attrs={"class": "input-number", "inputmode": "numeric"}),
    )
    rhythm = forms.CharField(
        label=_("Or in your own words"),
        required=False,
        max_length=60,
        help_text=_("Only when no rhythm above fits. Nobody is reminded then"),
    )
    amount = MoneyField(label=_("Amount"), required=False, max_digits=16)
    code = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    party = forms.ModelChoiceField(
        label=_("Which partner"),
        queryset=PartnershipParty.objects.none(),
        required=False,
    )
    measure = forms.CharField(
        label=_("How we measure it"), required=False, max_length=200
    )
    evidence_wanted = forms.CharField(
        label=_("What shows that it is kept"),
        required=False,
        max_length=200,
        help_text=_("For example: receipt, minutes, photo"),
    )
    owner_key = forms.ChoiceField(label=_("Who looks after it"), required=False)
    confirmer_key = forms.ChoiceField(
        label=_("Who confirms it on the other side"), required=False
    )
    marks_optional = False

    def __init__(
        self,
        *args: Any,
        side: OwnerSide,
        parties: Sequence[PartnershipParty],
        people: Sequence[PersonChoice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.side = side
        self._offer_people(people)
        if side == OwnerSide.PARTNER and len(parties) > 1:
            ids = [party.pk for party in parties]
            offer(self, "party", PartnershipParty.objects.filter(pk__in=ids))
            names = [(str(party.pk), party.partner.name) for party in parties]
            offer_choices(self, "party", [("", _("Choose")), *names])
        else:
            del self.fields["party"]

    def crispy_layout(self) -> Layout:
        """The text over the whole width, the rest side by side."""
        party = ["party"] if "party" in self.fields else []
        return Layout(
            "code",
            "text",
            *party,
            Div("kind", "due_on", css_class="field-pair"),
            Div("rhythm_kind", "rhythm_number", css_class="field-pair"),
            Div("rhythm", "amount", css_class="field-pair"),
            Div(*MORE_FIELDS, template="agreements/more_of_promise.html"),
        )

    def _offer_people(self, people: Sequence[PersonChoice]) -> None:
        """People of the promising side look after it, those of the other confirm."""
        owners = [p for p in people if self.side in {p.side, OwnerSide.JOINT}]
        others = [p for p in people if p.side.value != self.side.value]
        lead = ("", _("The lead of the side"))
        for name, found in (("owner_key", owners), ("confirmer_key", others)):
            offer_choices(self, name, [lead, *((p.key, p.name) for p in found)])

    def clean(self) -> dict[str, Any]:
        """A promise needs a kind, and a date or a rhythm."""
        typed = super().clean() or {}
        if not typed.get("text"):
            return typed
        if not typed.get("kind"):
            self.add_error("kind", _("Choose what the promise is about"))
        if not self._has_day(typed):
            self.add_error("due_on", _("Enter a date, or choose how often"))
        self._clean_number(typed)
        if "party" in self.fields:
            self._clean_party(typed)
        return typed

    def _clean_party(self, typed: Mapping[str, Any]) -> None:
        """Of a coalition one partner promises, and somebody there looks after it."""
        party, (kind, _colon, number) = typed.get("party"), _key_of(typed)
        if party is None:
            self.add_error("party", _("Choose which partner promises it"))
        elif kind == "contact" and not Contact.objects.filter(
            pk=number, partner=party.partner_id
        ):
            text = gettext("Choose somebody of %(partner)s")
            self.add_error("owner_key", text % {"partner": party.partner.name})

    def _has_day(self, typed: Mapping[str, Any]) -> bool:
        names = ("due_on", "rhythm_kind", "rhythm")
        return any(typed.get(name) for name in names) or "due_on" in self.errors

    def _clean_number(self, typed: dict[str, Any]) -> None:
        """A rhythm in months, weeks or days needs its number; the others have none."""
        kind = typed.get("rhythm_kind") or ""
        if kind not in NUMBER_RANGE:
            typed["rhythm_number"] = None
        elif not number_fits(kind, typed.get("rhythm_number")):
            low, high = NUMBER_RANGE[kind]
            text = _("Enter a number from %(low)d to %(high)d")
            self.add_error("rhythm_number", text % {"low": low, "high": high})

    def draft(self) -> PromiseDraft | None:
        """The promise as the service takes it; None for an empty row."""
        if not self.cleaned_data.get("text"):
            return None
        return PromiseDraft(side=self.side, **self.cleaned_data)


def _key_of(typed: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(typed.get("owner_key", "")).partition(":")


class PromiseRows:
    """All rows of a page, for both sides and for both together.

    Bound when the form is sent; shown again with more rows and everything typed
    when somebody asks for more (`wants_more`).
    """

    def __init__(
        self,
        data: QueryDict | None,
        *,
        parties: Sequence[PartnershipParty],
        base: AgreementVersion | None = None,
    ) -> None:
        self.data = data
        self.parties = parties
        self.people = people_for_promises(parties)
        self.wants_more = data is not None and MORE in data
        old = list(base.commitments.all()) if base else []
        self.groups: dict[OwnerSide, list[PromiseRowForm]] = {
            side: self._rows(side, [c for c in old if c.side == side])
            for side in OwnerSide
        }

    def __iter__(self) -> Iterator[PromiseRowForm]:
        for rows in self.groups.values():
            yield from rows

    def is_valid(self) -> bool:
        """Check every row, so that all problems show at once."""
        problems = sum(not row.is_valid() for row in self)
        return self.data is not None and not problems

    def drafts(self) -> list[PromiseDraft]:
        """The promises of all rows with text."""
        drafts = (row.draft() for row in self)
        return [draft for draft in drafts if draft is not None]

    def _rows(self, side: OwnerSide, old: Sequence[Commitment]) -> list[PromiseRowForm]:
        return [
            PromiseRowForm(
                self.data if not self.wants_more else None,
                prefix=f"{side.lower()}-{number}",
                initial=self._initial(side, number, old),
                side=side,
                parties=self.parties,
                people=self.people,
            )
            for number in range(self._count(side, len(old)))
        ]

    def _count(self, side: OwnerSide, old_count: int) -> int:
        if self.data is None:
            return max(FIRST_ROWS[side], old_count)
        sent = self.data.get(f"{side.lower()}-rows", "")
        count = int(sent[:4]) if sent.isdecimal() else FIRST_ROWS[side]
        more = MORE_ROWS if self.wants_more else 0
        return min(count + more, MOST_ROWS)

    def _initial(
        self, side: OwnerSide, number: int, old: Sequence[Commitment]
    ) -> dict[str, Any]:
        if self.data is not None:
            prefix = f"{side.lower()}-{number}-"
            return {
                name: self.data.get(f"{prefix}{name}", "")
                for name in PromiseRowForm.base_fields
            }
        if number >= len(old):
            return {}
        names = PromiseRowForm.base_fields.keys() - {"party"}
        initial = {name: getattr(old[number], name) for name in names}
        return {**initial, "party": old[number].party_id}
