"""How are the promises of both sides typed in, row by row, without a script?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.choices import CommitmentKind
from agreements.models import AgreementVersion, Commitment
from agreements.services.drafts import PromiseDraft
from eclt_partners.common.forms import MoneyField, PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer
from partners.choices import OwnerSide
from partners.models import PartnershipParty

FIRST_ROWS: Mapping[OwnerSide, int] = {
    OwnerSide.FOUNDATION: 3,
    OwnerSide.PARTNER: 3,
    OwnerSide.JOINT: 1,
}
MORE_ROWS = 3
MOST_ROWS = 60
MORE = "more_rows"


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
    due_on = PlainDateField(label=_("By"), required=False)
    rhythm = forms.CharField(
        label=_("Or how often"),
        required=False,
        max_length=60,
        help_text=_("For example: every three months"),
    )
    amount = MoneyField(label=_("Amount"), required=False, max_digits=16)
    code = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    party = forms.ModelChoiceField(
        label=_("Which partner"),
        queryset=PartnershipParty.objects.none(),
        required=False,
    )
    marks_optional = False

    def __init__(
        self,
        *args: Any,
        side: OwnerSide,
        parties: Sequence[PartnershipParty],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.side = side
        if side == OwnerSide.PARTNER and len(parties) > 1:
            ids = [party.pk for party in parties]
            rows = PartnershipParty.objects.filter(pk__in=ids)
            offer(self, "party", rows.select_related("partner"), nothing=_("Choose"))
        else:
            del self.fields["party"]

    def crispy_layout(self) -> Layout:
        """The text over the whole width, the rest side by side."""
        rest = [n for n in ("kind", "due_on", "rhythm", "amount") if n in self.fields]
        party = ["party"] if "party" in self.fields else []
        return Layout("code", "text", *party, Div(*rest, css_class="field-pair"))

    def clean(self) -> dict[str, Any]:
        """A promise needs a kind, and a date or a rhythm."""
        typed = super().clean() or {}
        if not typed.get("text"):
            return typed
        if not typed.get("kind"):
            self.add_error("kind", _("Choose what the promise is about"))
        if not (self._has_day(typed) or typed.get("rhythm")):
            self.add_error("due_on", _("Enter a date, or write how often"))
        if "party" in self.fields and not typed.get("party"):
            self.add_error("party", _("Choose which partner promises it"))
        return typed

    def _has_day(self, typed: Mapping[str, Any]) -> bool:
        return bool(typed.get("due_on")) or "due_on" in self.errors

    def draft(self) -> PromiseDraft | None:
        """The promise as the service takes it; None for an empty row."""
        if not self.cleaned_data.get("text"):
            return None
        return PromiseDraft(side=self.side, **self.cleaned_data)


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
            )
            for number in range(self._count(side, len(old)))
        ]

    def _count(self, side: OwnerSide, old_count: int) -> int:
        if self.data is None:
            return max(FIRST_ROWS[side], old_count)
        sent = self.data.get(f"{side.lower()}-rows", "")
        count = int(sent) if sent.isdecimal() else FIRST_ROWS[side]
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
        names = ("text", "kind", "due_on", "rhythm", "amount", "code")
        initial = {name: getattr(old[number], name) for name in names}
        return {**initial, "party": old[number].party_id}
