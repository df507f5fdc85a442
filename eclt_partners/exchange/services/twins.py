"""Which partners look like the one of a row: of those known, and of earlier rows?

What is known is asked for many rows at once; rows are compared with each other here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from eclt_partners.common.actor import Actor
from eclt_partners.exchange.services.known import Known
from partners.choices import Likeness
from partners.models import Partner
from partners.rules.likeness import NAME_LIKENESS, bare_number, without_accents
from partners.selectors import LookAlike, look_alikes_of
from partners.selectors.look_alikes import MOST

# So many rows are compared with what is known in one statement.
AT_ONCE = 25


class Naming(NamedTuple):
    """By what an organisation is known again."""

    pk: int | None
    country: str
    name: str
    acronym: str
    number: str

    @classmethod
    def of(cls, partner: Partner) -> "Naming":
        """Return by what a partner is known again."""
        known = partner.pk if partner.pk and partner.pk > 0 else None
        number = bare_number(partner.registration_number)
        return cls(known, partner.country_id, partner.name, partner.acronym, number)


@dataclass(slots=True)
class Twins:
    """Finds the partners that look the same."""

    actor: Actor
    known: Known
    names: Collection[str]
    _found: dict[Naming, list[LookAlike]] = field(default_factory=dict)
    _likeness: dict[tuple[str, str], float] | None = None
    _marks: "dict[int, tuple[Partner, _Marks]]" = field(default_factory=dict)

    def foresee(self, candidates: Iterable[Partner]) -> None:
        """Ask about partners of rows to come, in one statement."""
        asked = {Naming.of(each): each for each in candidates}
        new = {key: each for key, each in asked.items() if key not in self._found}
        if new:
            found = look_alikes_of(self.actor, list(new.values()))
            self._found.update(zip(new, found, strict=True))

    def of(self, candidate: Partner, brought: Collection[int]) -> list[LookAlike]:
        """Return partners that look the same, the most alike first.

        Args:
            candidate: as a row says it.
            brought: ids of partners that earlier rows bring or change.
        """
        self.foresee([candidate])
        asked = _Marks.of(candidate)
        earlier = set(brought) - {candidate.pk}
        found = []
        likeness: dict[int, float] = {}
        for each in self._found[Naming.of(candidate)]:
            if each.partner.pk in earlier:
                likeness[each.partner.pk] = each.likeness
            else:
                found.append(each)
        for pk in earlier:
            partner = self.known.partners[pk]
            like = likeness.get(pk) or self._alike(candidate.name, partner.name)
            if reasons := _reasons(asked, self._marks_of(partner), like):
                found.append(LookAlike(partner, reasons, like))
        return sorted(found, key=_most_alike_first)[:MOST]

    def _marks_of(self, partner: Partner) -> "_Marks":
        """Return by what an earlier partner is known; a row may have changed it."""
        kept = self._marks.get(partner.pk)
        if kept is None or kept[0] is not partner:
            self._marks[partner.pk] = kept = (partner, _Marks.of(partner))
        return kept[1]

    def _alike(self, one: str, other: str) -> float:
        if self._likeness is None:
            self._likeness = _likeness(self.names)
        return self._likeness.get((one, other), 0.0)


class _Marks(NamedTuple):
    """What is compared of two partners, without case and signs."""

    country: str
    name: str
    acronym: str
    number: str

    @classmethod
    def of(cls, partner: Partner) -> "_Marks":
        number = bare_number(partner.registration_number)
        name, acronym = partner.name.upper(), partner.acronym.upper()
        return cls(partner.country_id, name, acronym, number)


def _reasons(one: _Marks, other: _Marks, likeness: float) -> list[Likeness]:
    """Return why two partners may be the same, as look_alikes.py asks the database."""
    found = [Likeness.NAME] if likeness >= NAME_LIKENESS else []
    short = other.acronym and other.acronym in {one.name, one.acronym}
    if short or (one.acronym and other.name == one.acronym):
        found.append(Likeness.SHORT_NAME)
    if one.number and (one.country, one.number) == (other.country, other.number):
        found.append(Likeness.NUMBER)
    return found


def _most_alike_first(twin: LookAlike) -> tuple[float, str, int]:
    """Earlier rows stand in their order: their ids count down."""
    return -twin.likeness, twin.partner.name, abs(twin.partner.pk)


def _likeness(names: Collection[str]) -> dict[tuple[str, str], float]:
    """Return how alike the names of a list are, both ways; the others are not alike."""
    given = list(names)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH named AS (
                SELECT at, plain FROM unnest(%s::text[]) WITH ORDINALITY AS t(plain, at)
            )
            SELECT one.at, other.at, similarity(one.plain, other.plain)
            FROM named one JOIN named other ON one.at < other.at
            WHERE similarity(one.plain, other.plain) >= %s
            """,
            [[without_accents(each) for each in given], NAME_LIKENESS],
        )
        pairs = [(given[a - 1], given[b - 1], like) for a, b, like in cursor.fetchall()]
    same = {(each, each): 1.0 for each in given}
    there = {(one, other): like for one, other, like in pairs}
    return same | there | {(other, one): like for one, other, like in pairs}
