"""How does a page write the amounts, dates and targets that changed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from agreements.rules.comparison import KeyChange, KeyFact, Money, Party
from agreements.rules.terms import BudgetLine, Terms
from agreements.selectors.people import Names
from eclt_partners.common.words import money, plain_date, plain_number, plain_rate

LABELS: Final[Mapping[KeyFact, Lazy]] = {
    KeyFact.TOTAL: _("Money in all"),
    KeyFact.YEAR: _("Money in %(subject)s"),
    KeyFact.LINE: _("%(subject)s: amount"),
    KeyFact.RATE: _("Rate"),
    KeyFact.STARTS_ON: _("First day"),
    KeyFact.ENDS_ON: _("Last day"),
    KeyFact.TARGET: _("%(subject)s: how many"),
    KeyFact.TARGET_BY: _("%(subject)s: by when"),
    KeyFact.PROMISE_BY: _("%(subject)s: who promises"),
    KeyFact.PROMISE_AMOUNT: _("%(subject)s: amount"),
    KeyFact.PROMISE_DUE: _("%(subject)s: by when"),
}
_OF_TARGET: Final = frozenset({KeyFact.TARGET, KeyFact.TARGET_BY})


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One value before and after, as texts; "" when there was or is none."""

    label: str
    old: str
    new: str


def key_row(change: KeyChange, *, old: Terms, new: Terms, names: Names) -> KeyRow:
    """Return a key change in the words of the reader."""
    subject = change.subject
    if change.fact in _OF_TARGET:
        texts = {each.key: each.text for each in (*old.targets, *new.targets)}
        subject = texts.get(subject, subject)
    elif change.fact is KeyFact.LINE:
        lines = {each.key: f"{each.label} {each.year}" for each in _lines(old, new)}
        subject = lines.get(subject, subject)
    label = str(LABELS[change.fact]) % {"subject": subject}
    return KeyRow(label, _text(change.old, names), _text(change.new, names))


def _lines(old: Terms, new: Terms) -> Sequence[BudgetLine]:
    return (*old.lines, *new.lines)


def _text(value: object, names: Names) -> str:
    match value:
        case Money():
            return money(value.amount, value.currency)
        case Party():
            return names.parties.get(value.party_id or 0, "") or str(value.side.label)
        case date():
            return plain_date(value)
        case Decimal():
            return plain_rate(value)
        case int():
            return plain_number(value)
    return ""
