"""How does a page write one changed part of a deal, old and new?

Numbers and dates become texts in the language of the reader; what was kept, added or
removed stays data. Only templates write <ins> and <del> (docs/adr/0021).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from agreements.promise_words import how_often
from agreements.rules.comparison import Currency, Dates, Language
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    Promise,
    TalkPath,
    Target,
    WorkingRules,
)
from agreements.rules.words import Span, SpanKind, spans
from agreements.selectors.people import Names
from eclt_partners.common.words import (
    money,
    own_name,
    plain_date,
    plain_number,
    plain_rate,
)

_BLANK: Final = Span(SpanKind.SAME, " ")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a part: a label, or "" for its words, and what became of them."""

    label: str
    spans: tuple[Span, ...]

    @property
    def is_same(self) -> bool:
        """True when nothing changed in it."""
        return all(span.kind is SpanKind.SAME for span in self.spans)

    @property
    def apart(self) -> tuple[Span, ...]:
        """The pieces with a blank between what is struck and what replaces it.

        Without one "15" and "10" run together when they are copied or read aloud.
        """
        return tuple(
            piece
            for before, span in zip((None, *self.spans), self.spans, strict=False)
            for piece in ((_BLANK, span) if _replaces(span, before) else (span,))
        )

    def says_only(self, name: str) -> bool:
        """Tell whether it only repeats the name of its part."""
        return len(self.spans) == 1 and self.spans[0].text == name


Fact = tuple[str, str]


def lines_of(old: object, new: object, context: "Context") -> tuple[Line, ...]:
    """Return the lines of a part before and after; None stands for a missing one.

    Of a changed part only the first line and those that changed are shown.
    """
    before = facts_of(old, context, context.old_currency)
    after = facts_of(new, context, context.new_currency)
    labels = list(dict.fromkeys([*after, *before]))
    found = [
        _line(label, before.get(label, ""), after.get(label, "")) for label in labels
    ]
    shown = [line for line in found if line.spans]
    if old is None or new is None or old == new:
        return tuple(shown)
    return tuple(
        line for place, line in enumerate(shown) if place == 0 or not line.is_same
    )


def list_lines(old: Iterable[str], new: Iterable[str]) -> tuple[Line, ...]:
    """Return a line for each name of a list; another order is one line."""
    was, now = list(old), list(new)
    if was != now and sorted(was) == sorted(now):
        return (_line(_("Order"), ", ".join(was), ", ".join(now)),)
    gone = [
        Line("", (Span(SpanKind.REMOVED, name),)) for name in was if name not in now
    ]
    kept = [
        Line("", (Span(SpanKind.SAME if name in was else SpanKind.ADDED, name),))
        for name in now
    ]
    return (*kept, *gone)


@dataclass(frozen=True, slots=True)
class Context:
    """What the parts do not carry themselves: names, and the money of each text."""

    names: Names
    old_currency: str
    new_currency: str


def facts_of(part: object, context: Context, currency: str) -> dict[str, str]:
    """Return label -> text of one part; the label "" holds its words."""
    match part:
        case Clause():
            return {_("Heading"): part.heading, "": part.text}
        case BudgetLine():
            return {
                "": part.label,
                _("Year"): str(part.year),
                _("Amount"): money(part.amount, currency),
            }
        case Target():
            return {
                "": part.text,
                _("How many"): plain_number(part.quantity),
                _("By"): _day(part.by_on),
            }
        case Promise():
            return _promise(part, context.names, currency)
        case WorkingRules():
            return _rules(part)
        case TalkPath():
            return _path(part, context.names)
    return _whole(part)


def _whole(part: object) -> dict[str, str]:
    match part:
        case Dates():
            return {
                _("First day"): plain_date(part.effective_from),
                _("Last day"): plain_date(part.effective_to),
            }
        case Currency():
            return {
                _("Currency"): part.code,
                _("Rate"): plain_rate(part.rate),
                _("Day of the rate"): plain_date(part.rate_on),
            }
        case Language():
            return {
                _("Language"): own_name(part.code),
                _("Which language decides"): part.governing_note,
            }
    return {"": str(part)} if part is not None else {}


def _promise(part: Promise, names: Names, currency: str) -> dict[str, str]:
    who = names.parties.get(part.party_id or 0, "")
    amount = "" if part.amount is None else money(part.amount, currency)
    return {
        "": part.text,
        _("Who promises"): who or str(part.side.label),
        _("What it is about"): str(part.kind.label),
        _("By"): _day(part.due_on),
        _("How often"): how_often(part.rhythm_kind, part.rhythm_number, part.rhythm),
        _("Amount"): amount,
        _("How we measure it"): part.measure,
        _("What shows that it is kept"): part.evidence_wanted,
        _("Who looks after it"): names.people.get(part.owner_key, ""),
        _("Who confirms it on the other side"): names.people.get(
            part.confirmer_key, ""
        ),
    }


def _rules(part: WorkingRules) -> dict[str, str]:
    return {
        _("Months between two reviews"): _number(part.take_stock_months),
        _("Months until the first review"): _number(part.first_review_months),
        _("Days to answer a wish to change"): _number(part.answer_days),
    }


def _path(part: TalkPath, names: Names) -> dict[str, str]:
    people = names.people
    return {
        _("Foundation: whom to call"): people.get(part.foundation_person, ""),
        _("Foundation: one step above"): people.get(part.foundation_above, ""),
        _("Partner: whom to call"): people.get(part.partner_person, ""),
        _("Partner: one step above"): people.get(part.partner_above, ""),
    }


def _line(label: str, old: str, new: str) -> Line:
    if not label or label == _("Heading"):
        return Line(label, spans(old, new))
    if old == new:
        return Line(label, (Span(SpanKind.SAME, new),) if new else ())
    pieces = (Span(SpanKind.REMOVED, old), Span(SpanKind.ADDED, new))
    return Line(label, tuple(span for span in pieces if span.text))


def _replaces(span: Span, before: Span | None) -> bool:
    return (
        before is not None
        and before.kind is SpanKind.REMOVED
        and span.kind is SpanKind.ADDED
    )


def _day(day: date | None) -> str:
    return plain_date(day) if day else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
