"""Which partners look like the one of a row: of those known, and of earlier rows?

What may look the same is read once for a list; the rows are compared with it and with
each other here, as `partners/selectors/look_alikes.py` asks the database about one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from eclt_partners.common.actor import Actor
from eclt_partners.exchange.services.known import Known
from partners.choices import Likeness
from partners.models import Partner
from partners.rules.likeness import NAME_LIKENESS, bare_number, likeness
from partners.selectors import LookAlike
from partners.selectors.look_alikes import (
    MOST,
    Wanted,
    groups_of,
    name_groups,
    partners_to_compare,
)

Groups = frozenset[str]
# A group of letters of a name, or a short name, a name or a number as a whole.
Key = str | tuple[str, ...]


class Marked(NamedTuple):
    """A partner with what is compared of it, without case and signs."""

    partner: Partner
    name: str
    acronym: str
    number: str
    groups: Groups

    @classmethod
    def of(cls, partner: Partner, groups: Groups) -> "Marked":
        """Return a partner whose name has these groups of letters."""
        number = bare_number(partner.registration_number)
        return cls(
            partner, partner.name.upper(), partner.acronym.upper(), number, groups
        )

    @property
    def keys(self) -> Iterator[Key]:
        """By what another one finds it."""
        yield from self.groups
        yield "name", self.name
        yield "short", self.acronym
        yield "number", self.partner.country_id, self.number

    @property
    def asked_keys(self) -> Iterator[Key]:
        """By what it finds another one as a whole; nothing is found by nothing."""
        yield "short", self.name
        if self.acronym:
            yield "short", self.acronym
            yield "name", self.acronym
        if self.number:
            yield "number", self.partner.country_id, self.number


class Sight:
    """The partners in sight that a row may mean, and by which keys they are found."""

    def __init__(self, seen: Iterable[Marked]) -> None:
        self.marked = {each.partner.pk: each for each in seen}
        self._places = defaultdict[Key, list[int]](list)
        for pk, each in self.marked.items():
            for key in each.keys:
                self._places[key].append(pk)

    def near(self, asked: Marked) -> set[int]:
        """Return the ids of all that may look the same, and of few others.

        Of names that are alike enough each has at least that part of the groups of the
        other.
        """
        shared = Counter[int]()
        for each in asked.groups:
            shared.update(self._places.get(each, ()))
        least = int(NAME_LIKENESS * len(asked.groups))
        found = {pk for pk, count in shared.items() if count >= least}
        return found.union(*(self._places.get(key, ()) for key in asked.asked_keys))


@dataclass(slots=True)
class Twins:
    """Finds the partners that look the same.

    Attributes:
        actor: who imports; partners out of sight are not named.
        known: what the list meets and brings.
        wanted: what the list says of partners by which they are compared.
    """

    actor: Actor
    known: Known
    wanted: Wanted
    _sight: Sight | None = None
    _groups: dict[str, Groups] = field(default_factory=dict)
    _brought: dict[int, Marked] = field(default_factory=dict)

    def of(self, candidate: Partner, brought: Collection[int]) -> list[LookAlike]:
        """Return partners that look the same, the most alike first.

        Args:
            candidate: as a row says it.
            brought: ids of partners that earlier rows bring or change.
        """
        asked, sight = self._marked(candidate), self._in_sight()
        earlier = set(brought) - {candidate.pk}
        others = [
            *(sight.marked[pk] for pk in sight.near(asked) - {candidate.pk, *brought}),
            *(self._as_brought(pk) for pk in earlier),
        ]
        found = []
        for other in others:
            like = likeness(asked.groups, other.groups)
            if reasons := _reasons(asked, other, like):
                found.append(LookAlike(other.partner, reasons, like))
        return sorted(found, key=_most_alike_first)[:MOST]

    def _in_sight(self) -> Sight:
        if self._sight is None:
            rows = partners_to_compare(self.actor, self._wanted_here())
            self._sight = Sight(Marked.of(row, groups_of(row)) for row in rows)
        return self._sight

    def _wanted_here(self) -> Wanted:
        """Return what is compared: a row says some of a partner that is here already."""
        here, wanted = list(self.known.partners.values()), self.wanted
        return Wanted(
            wanted.names.union(each.name for each in here),
            wanted.short_names.union(each.acronym for each in here),
            wanted.numbers.union(each.registration_number for each in here),
        )

    def _as_brought(self, pk: int) -> Marked:
        """Return an earlier partner as it is now; a row may have changed it."""
        partner = self.known.partners[pk]
        kept = self._brought.get(pk)
        if kept is None or kept.partner is not partner:
            self._brought[pk] = kept = self._marked(partner)
        return kept

    def _marked(self, partner: Partner) -> Marked:
        """Return a partner with its marks; a list never changes how one is called."""
        seen = self._in_sight().marked.get(partner.pk or 0)
        return Marked.of(partner, seen.groups if seen else self._of_name(partner.name))

    def _of_name(self, name: str) -> Groups:
        if name not in self._groups:
            names = self._wanted_here().names
            self._groups |= name_groups({name, *names} - self._groups.keys())
        return self._groups[name]


def _reasons(one: Marked, other: Marked, like: float) -> list[Likeness]:
    """Return why two partners may be the same, as look_alikes.py asks the database."""
    found = [Likeness.NAME] if like >= NAME_LIKENESS else []
    short = other.acronym and other.acronym in {one.name, one.acronym}
    if short or (one.acronym and other.name == one.acronym):
        found.append(Likeness.SHORT_NAME)
    is_here = one.partner.country_id == other.partner.country_id
    if is_here and one.number and one.number == other.number:
        found.append(Likeness.NUMBER)
    return found


def _most_alike_first(twin: LookAlike) -> tuple[float, str, int]:
    """Earlier rows stand in their order: their ids count down."""
    return -twin.likeness, twin.partner.name, abs(twin.partner.pk)
