"""What does whoever takes the rows of one list need at hand?"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import Model, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_of_country
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms import PlainForm, PlainModelForm
from eclt_partners.countries.models import Country
from eclt_partners.exchange.choices import What
from eclt_partners.exchange.rules.columns import Column, folded
from eclt_partners.exchange.rules.days import months_come_first
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services.known import Asked, Known
from eclt_partners.exchange.services.twins import Twins
from eclt_partners.exchange.vocabulary import words_for_countries
from partners.models import Partner
from partners.selectors import LookAlike, Wanted, countries_to_register_in

# Column ("" for the whole row) and what is wrong there.
Problem = tuple[str, str]
# Number of a row -> what a person said about partners that look like its own.
Answers = Mapping[int, str]
# What a person says about partners that look the same.
OTHER: Final = "other"
SAME_AS: Final = "partner:"
SAME_AS_ROW: Final = "row:"


class RowRefused(Exception):
    """A row cannot be imported.

    Attributes:
        problems: what is wrong, by column.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class RowAsks(Exception):
    """Partners look like the one of a row: a person must say whether it is one of them.

    Attributes:
        twins: those that look the same.
    """

    def __init__(self, twins: Sequence[LookAlike]) -> None:
        super().__init__(f"{len(twins)} look the same")
        self.twins = twins


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that a row writes.

    Attributes:
        row: its number.
        what: which kind of thing.
        pk: which one; below zero as long as it is not kept.
        was: what stood there before, by field; None for something new.
    """

    row: int
    what: What
    pk: int
    was: Mapping[str, Any] | None

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Trace":
        """Return a trace as a list keeps it."""
        return cls(kept["row"], What(kept["what"]), kept["pk"], kept["was"])


class Step(NamedTuple):
    """What a row writes, and with what.

    The thing is the new partner or person, or how a partnership is to begin; for a
    change the fields that a partner gets, or a person as they were with their fields.
    """

    trace: Trace
    thing: Any


@dataclass(slots=True)
class Desk:
    """Who takes the rows in, where they may write, and what earlier rows bring.

    Attributes:
        actor: who imports.
        now: the moment, aware.
        countries: folded name or code -> a country where the actor registers.
        month_first: a day of the list has its month first.
        asked: what the list speaks about.
        known: what is known of it, with what the rows bring.
        twins: which partners look the same.
        rows: number of a row -> id of its partner.
        steps: what the rows write, in their order.
    """

    actor: Actor
    now: datetime
    countries: Mapping[str, Country]
    month_first: bool
    asked: Asked
    known: Known
    twins: Twins
    rows: dict[int, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    _people: dict[str, QuerySet[User]] = field(default_factory=dict)

    @classmethod
    def open(
        cls, actor: Actor, lines: Sequence[Line], answers: Answers, *, now: datetime
    ) -> "Desk":
        """Get ready for the rows of a list."""
        countries = words_for_countries(countries_to_register_in(actor))
        asked = _asked(lines, answers, countries)
        known = Known.read(actor, asked)
        return cls(
            actor=actor,
            now=now,
            countries=countries,
            month_first=months_come_first(line.text(Column.SINCE) for line in lines),
            asked=asked,
            known=known,
            twins=Twins(actor, known, _wanted(lines)),
        )

    def country(self, line: Line) -> Country:
        """Return the country of a row.

        Raises:
            RowRefused: no country, or none where the actor registers partners.
        """
        text = line.text(Column.COUNTRY)
        if folded(text) not in self.countries:
            words = _("%(text)s is not a country where you can register partners")
            told = words % {"text": text} if text else _("Enter the country")
            raise RowRefused([(Column.COUNTRY, told)])
        return self.countries[folded(text)]

    def people(self, country: Country) -> QuerySet[User]:
        """Return who may lead a partnership in a country; asked for once."""
        if country.pk not in self._people:
            self._people[country.pk] = people_of_country(country.pk)
        return self._people[country.pk]

    def row_of(self, partner: Partner) -> int | None:
        """Return the first row of this list that brings a partner, if one does."""
        for trace, _thing in self.steps:
            if (trace.what, trace.pk, trace.was) == (What.PARTNER, partner.pk, None):
                return trace.row
        return None

    def note(
        self,
        line: Line,
        what: What,
        row: Model,
        was: Mapping[str, Any] | None,
        thing: Any,
    ) -> None:
        """Remember what a row writes, and with what."""
        self.steps.append(Step(Trace(line.number, what, row.pk, was), thing))


def _asked(
    lines: Sequence[Line], answers: Answers, countries: Mapping[str, Country]
) -> Asked:
    named = [
        (countries[word].pk, line.text(Column.NAME))
        for line in lines
        if (word := folded(line.text(Column.COUNTRY))) in countries
    ]
    ids = [answer.removeprefix(SAME_AS) for answer in answers.values()]
    return Asked(
        countries=frozenset(code for code, _name in named),
        names=frozenset(name for _code, name in named if name),
        partners=frozenset(int(each) for each in ids if each.isdecimal()),
    )


def _wanted(lines: Sequence[Line]) -> Wanted:
    names, short_names, numbers = (
        frozenset(line.text(column) for line in lines)
        for column in (Column.NAME, Column.ACRONYM, Column.REGISTRATION_NUMBER)
    )
    return Wanted(names, short_names, numbers)


def form_problems(
    form: PlainForm | PlainModelForm, columns: Mapping[str, Column]
) -> list[Problem]:
    """Return what a form finds wrong, by column; no problem means it is valid."""
    return [
        (columns.get(name, ""), str(text))
        for name, texts in form.errors.items()
        for text in texts
    ]


def told_apart_here(row: Model) -> None:
    """Let a form ask nobody whether a row is there already: the list found it by that.

    To be called before each form of the row; the table stays the judge.
    """
    ask = row.get_constraints
    row.get_constraints = lambda: [  # type: ignore[method-assign]
        (model, [each for each in rules if not isinstance(each, UniqueConstraint)])
        for model, rules in ask()
    ]


@contextmanager
def refused_at(columns: Mapping[str, Column]) -> "Iterator[None]":
    """Say in which column stands what a service refuses.

    Raises:
        RowRefused: instead of InvalidInput.
    """
    try:
        yield
    except InvalidInput as refusal:
        raise RowRefused(
            [(columns.get(name, ""), text) for name, text in refusal.problems.items()]
        ) from refusal
