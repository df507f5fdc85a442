"""Which rows does a page show of two texts of a deal?

`comparison_page(old, new)` is what `templates/agreements/comparison.html` takes; the
page of a proposal and the comparison of two versions share both.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _

from agreements.rules.comparison import (
    Change,
    ChangeKind,
    Comparison,
    Counts,
    compare,
    counts_of,
)
from agreements.rules.comparison.comparing import (
    currency_of,
    dates_of,
    language_of,
)
from agreements.rules.reasons import of_the_deal
from agreements.rules.terms import BudgetLine, Clause, Promise, Terms
from agreements.selectors.people import Names
from agreements.views.comparison_keys import KeyRow, key_row
from agreements.views.comparison_lines import Context, Line, lines_of, list_lines

__all__ = ["ComparisonPage", "Row", "comparison_page", "text_page"]


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the deal, before and after.

    Attributes:
        key: of the change, as answers refer to it.
        name: what it is called.
        kind: same, added, removed, changed or moved.
        lines: its words and values.
        is_moved: it stands at another place.
        is_locked: a protected clause.
        reason: why it changes; "" when nobody wrote it.
        more: what the page shows below it, in a template of the page; or None.
    """

    key: str
    name: str
    kind: ChangeKind
    lines: tuple[Line, ...]
    is_moved: bool = False
    is_locked: bool = False
    reason: str = ""
    more: object = None

    @property
    def anchor(self) -> str:
        """The id of the row on the page."""
        return f"change-{self.key.replace(':', '-')}"

    @property
    def is_same(self) -> bool:
        """True when nothing became of it."""
        return self.kind is ChangeKind.SAME


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is shown, or several unchanged ones that are folded away."""

    row: Row | None = None
    folded: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind under a heading."""

    title: str
    entries: tuple[Entry, ...]


NOBODY: Final = Names()
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
# Title, rows, and whether the neighbour of a change stays open.
GroupOfRows = tuple[str, list[Row], bool]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Everything that the component shows.

    Attributes:
        keys: amounts, dates and targets that changed.
        groups: the parts in reading order; groups without a change stand there
            folded.
        counts: how many parts changed.
        changes: the keys of all that changed, in the order of the page.
        weighed: those of them that people weigh and answer (`to_explain`).
        is_first: nothing was agreed before: the text stands there whole and unmarked.
    """

    keys: Sequence[KeyRow]
    groups: Sequence[Group]
    counts: Counts
    changes: Sequence[str]
    weighed: Sequence[str] = ()
    is_first: bool = False

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown, without those that are folded away."""
        entries = (entry for group in self.groups for entry in group.entries)
        return [entry.row for entry in entries if entry.row]


def comparison_page(
    old: Terms,
    new: Terms,
    *,
    names: Names = NOBODY,
    reasons: Mapping[str, str] = NOTHING,
    more: Mapping[str, object] = NOTHING,
    is_first: bool = False,
    is_proposal: bool = False,
) -> ComparisonPage:
    """Return what differs between two texts, for the template.

    Whoever reads a first text reads all of it: nothing is there to differ from.

    Args:
        old: the text before.
        new: the text after.
        names: of the people and partners in both.
        reasons: key of a change -> why.
        more: key of a change -> what the page shows below it.
        is_first: nothing was agreed before; `old` is but the frame of `new`.
        is_proposal: `new` is proposed; its first day always moves and does not count.
    """
    found = compare(old, new)
    context = Context(names, old.currency, new.currency)
    shown = _groups(_unchanged(new) if is_first else found, context)
    told = [
        (title, _told(rows, reasons, more), is_long) for title, rows, is_long in shown
    ]
    changes = [change.key for change in found.changes]
    deal = of_the_deal(found.changes)
    groups = _whole_groups(told, changes) if is_first else _folded_groups(told)
    keys = [key_row(each, old=old, new=new, names=names) for each in found.key_changes]
    return ComparisonPage(
        keys=_without_old(keys) if is_first else keys,
        groups=groups,
        counts=counts_of(deal) if is_proposal else found.counts,
        changes=changes,
        weighed=[change.key for change in deal],
        is_first=is_first,
    )


def _without_old(keys: Iterable[KeyRow]) -> list[KeyRow]:
    """Return amounts, dates and targets of a first text, which replace none."""
    return [replace(key, old="") for key in keys]


def _folded_groups(told: Iterable[GroupOfRows]) -> list[Group]:
    """Return the groups that have rows, what is unchanged folded away."""
    return [
        Group(title, _folded(rows, with_context=is_long))
        for title, rows, is_long in told
        if rows
    ]


def _whole_groups(told: Iterable[GroupOfRows], changes: Collection[str]) -> list[Group]:
    """Return the groups of a first text: each row that says or changes something."""
    groups = []
    for title, rows, _is_long in told:
        kept = [row for row in rows if row.lines or row.key in changes]
        if kept:
            groups.append(Group(title, tuple(Entry(row=row) for row in kept)))
    return groups


def _told(
    rows: Iterable[Row], reasons: Mapping[str, str], more: Mapping[str, object]
) -> list[Row]:
    """Return the rows with why they change, and what the page shows below them."""
    return [
        replace(row, reason=reasons.get(row.key, ""), more=more.get(row.key))
        for row in rows
    ]


def text_page(terms: Terms, *, names: Names = NOBODY) -> Sequence[Group]:
    """Return the whole text of a deal as groups of unchanged rows, none folded."""
    context = Context(names, terms.currency, terms.currency)
    return [
        Group(title, tuple(Entry(row=row) for row in rows))
        for title, rows, _is_long in _groups(_unchanged(terms), context)
        if rows
    ]


def _unchanged(terms: Terms) -> Comparison:
    """Return a text compared with itself, with the parts that stand there once."""
    return replace(
        compare(terms, terms),
        title=Change("title", terms.title, terms.title),
        dates=Change("dates", dates_of(terms), dates_of(terms)),
        currency=Change("currency", currency_of(terms), currency_of(terms)),
        language=Change("language", language_of(terms), language_of(terms)),
        places=Change("places", terms.places, terms.places) if terms.places else None,
        principles=Change("principles", terms.principles, terms.principles)
        if terms.principles
        else None,
        rules=Change("rules", terms.rules, terms.rules),
        talk_path=Change("talk-path", terms.talk_path, terms.talk_path),
    )


def _groups(found: Comparison, context: Context) -> Iterable[GroupOfRows]:
    """Yield title, rows, and whether the neighbour of a change stays open."""
    frame = (found.title, found.dates, found.language)
    titles = (_("Title"), _("When it is valid"), _("Language"))
    yield _("Frame"), _wholes(frame, titles, context), False
    money = _wholes((found.currency,), (_("Currency"),), context)
    yield _("Money"), [*money, *_rows(found.lines, context)], False
    yield _("Targets"), _rows(found.targets, context), False
    yield _("Places"), _lists(found.places, _("Where we work")), False
    yield _("Promises"), _rows(found.promises, context), False
    principles = _lists(found.principles, _("What guides us"))
    yield _("Guiding principles"), principles, False
    yield _("Clauses"), _rows(found.clauses, context), True
    rules = (found.rules, found.talk_path)
    names = (_("Numbers of working together"), _("Honest talk"))
    yield _("Working together"), _wholes(rules, names, context), False


def _rows(changes: Iterable[Change[object]], context: Context) -> list[Row]:
    return [
        _row(change, _name(change.new or change.old), context) for change in changes
    ]


def _wholes(
    changes: Iterable[Change[object] | None], names: Iterable[str], context: Context
) -> list[Row]:
    pairs = zip(changes, names, strict=True)
    return [_row(change, name, context) for change, name in pairs if change]


def _row(change: Change[object], name: str, context: Context) -> Row:
    clause = change.old or change.new
    lines = lines_of(change.old, change.new, context)
    return Row(
        key=change.key,
        name=name,
        kind=change.kind,
        is_moved=change.is_moved,
        is_locked=isinstance(clause, Clause) and clause.is_locked,
        lines=tuple(line for line in lines if not line.says_only(name)),
    )


def _lists(change: Change[tuple[str, ...]] | None, name: str) -> list[Row]:
    if change is None:
        return []
    lines = list_lines(change.old or (), change.new or ())
    return [Row(change.key, name, change.kind, lines=lines)]


def _name(part: object) -> str:
    match part:
        case Clause():
            return part.heading
        case Promise():
            return part.code
        case BudgetLine():
            return part.label or _("In one sum")
    return str(getattr(part, "text", ""))


def _folded(rows: Sequence[Row], *, with_context: bool) -> tuple[Entry, ...]:
    """Fold runs of unchanged rows; the one before a change may stay as context."""
    entries: list[Entry] = []
    run: list[Row] = []
    for row in rows:
        if row.is_same:
            run.append(row)
            continue
        context = [run.pop()] if with_context and run else []
        entries += [Entry(folded=tuple(run))] if run else []
        entries += [Entry(row=each) for each in (*context, row)]
        run = []
    return (*entries, *([Entry(folded=tuple(run))] if run else []))
