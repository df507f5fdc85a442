"""What does each side expect, was it confirmed, and how did it turn out?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from eclt_partners.common.asking import ask_together
from partners.choices import Horizon
from partners.models import (
    Expectation,
    ExpectationLook,
    ExpectationWording,
    Partnership,
    PartnershipParty,
)
from partners.selectors.sides import party_rows, seen_by


@dataclass(frozen=True, slots=True)
class ExpectationStory:
    """One expectation with its earlier words and what talks found, newest first."""

    row: Expectation
    wordings: Sequence[ExpectationWording]
    looks: Sequence[ExpectationLook]


@dataclass(frozen=True, slots=True)
class SideWords:
    """What one side wrote; `lacks` are the horizons without words."""

    name: str
    party_id: int | None
    stories: Sequence[ExpectationStory]
    lacks: Sequence[Horizon]

    @property
    def side(self) -> str:
        """Whose side, as the components write it."""
        return "FOUNDATION" if self.party_id is None else "PARTNER"

    @property
    def key(self) -> str:
        """How addresses name the side."""
        return "0" if self.party_id is None else str(self.party_id)

    @property
    def doubts(self) -> Sequence[str]:
        """What the side is unsure about."""
        return [story.row.doubt for story in self.stories if story.row.doubt]


def expectations_seen(
    partnership: Partnership, party_id: int | None
) -> QuerySet[Expectation]:
    """Return the expectations that a reader sees, in the order of their horizons."""
    rows = partnership.expectations.filter(seen_by(party_id))
    return rows.select_related("party__partner").order_by("party_id", "pk")


class SideRows(NamedTuple):
    """What is asked for the words of all sides, to be asked with others."""

    parties: QuerySet[PartnershipParty]
    expectations: QuerySet[Expectation]


def side_rows(partnership: Partnership, party_id: int | None) -> SideRows:
    """Return the questions for what each side wrote."""
    expectations = expectations_seen(partnership, party_id)
    return SideRows(
        party_rows(partnership, party_id),
        expectations.prefetch_related("wordings", "looks"),
    )


def sides_of(partnership: Partnership, party_id: int | None) -> list[SideWords]:
    """Return what each side wrote, the foundation first. One query."""
    rows = side_rows(partnership, party_id)
    ask_together(*rows)
    return sides_in(rows)


def sides_in(asked: SideRows) -> list[SideWords]:
    """Return what each side wrote, from rows that were asked for."""
    rows = list(asked.expectations)
    names: dict[int | None, str] = {None: ""}
    for party in asked.parties:
        names[party.pk] = party.partner.name
    for row in rows:
        if row.party is not None:
            names.setdefault(row.party_id, row.party.partner.name)
    return [_side(key, name, rows) for key, name in names.items()]


def words_in_short(rows: Iterable[Expectation]) -> list[SideWords]:
    """Return what each side wrote and nothing of its past, the foundation first.

    Args:
        rows: with their parties and partners.
    """
    own: dict[int | None, list[Expectation]] = {}
    for row in sorted(rows, key=lambda row: row.party_id or 0):
        own.setdefault(row.party_id, []).append(row)
    return [
        _words(key, party.partner.name if (party := of[0].party) else "", of, _alone)
        for key, of in own.items()
    ]


def _side(key: int | None, name: str, rows: Sequence[Expectation]) -> SideWords:
    return _words(key, name, [row for row in rows if row.party_id == key], _story)


def _words(
    key: int | None,
    name: str,
    own: Sequence[Expectation],
    tell: Callable[[Expectation], ExpectationStory],
) -> SideWords:
    order = list(Horizon)
    there = {row.horizon for row in own}
    return SideWords(
        name=name,
        party_id=key,
        stories=[
            tell(row)
            for row in sorted(own, key=lambda row: order.index(Horizon(row.horizon)))
        ],
        lacks=[horizon for horizon in order if horizon not in there],
    )


def _alone(row: Expectation) -> ExpectationStory:
    return ExpectationStory(row, (), ())


def _story(row: Expectation) -> ExpectationStory:
    return ExpectationStory(row, list(row.wordings.all()), list(row.looks.all()))
