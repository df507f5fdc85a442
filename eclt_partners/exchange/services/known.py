"""What does the registry know of what the rows of a list speak about? Read once.

Rows are judged against this, and what they bring is added to it: row 40 meets what rows
1 to 39 bring, and nothing is written. New things have ids below zero until then.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import Model, Q, TextField, Value
from django.db.models.functions import MD5, Cast, Concat, Lower

from eclt_partners.common.actor import Actor
from partners.models import Contact, Partner, Partnership, PartnershipParty
from partners.models.organisations import PartnerQuerySet
from partners.rules.codes import next_code


class Asked(NamedTuple):
    """What a list speaks about: countries, names in them, and ids in answers."""

    countries: frozenset[str]
    names: frozenset[str]
    partners: frozenset[int]


class Joined(NamedTuple):
    """A partnership that a partner is or was a party to."""

    partnership: Partnership
    is_open: bool


@dataclass(slots=True)
class Known:
    """Partners, people and partnerships that a list meets, and those that it brings.

    Attributes:
        partners: by id.
        contacts: of each partner, the oldest first; also those who left.
        joined: the partnerships of each partner.
        stamp: of all that was read; another stamp means that something changed.
    """

    partners: dict[int, Partner]
    contacts: Mapping[int, list[Contact]]
    joined: Mapping[int, list[Joined]]
    stamp: str
    _lower: Mapping[str, str]
    _codes: dict[str, str]
    _called: dict[tuple[str, str], int] = field(default_factory=dict)
    _undo: list[Callable[[], object]] = field(default_factory=list)
    _brought: int = 0

    @classmethod
    def read(cls, actor: Actor, asked: Asked) -> "Known":
        """Read what the actor sees of it; six statements, however many rows."""
        seen = Partner.objects.visible_to(actor)
        lower = _lowered(asked.names)
        partners = _partners(seen, asked, lower.values())
        ids = [partner.pk for partner in partners]
        people = Contact.objects.filter(partner__in=ids).order_by("pk")
        parties = PartnershipParty.objects.filter(partner__in=ids).order_by(
            "partnership", "pk"
        )
        contacts, joined = defaultdict(list), defaultdict(list)
        by_id = {partner.pk: partner for partner in partners}
        for person in people:
            person.partner = by_id[person.partner_id]
            contacts[person.partner_id].append(person)
        rows = list(parties.select_related("partnership__foundation_lead"))
        for row in rows:
            entry = Joined(row.partnership, row.to_on is None)
            joined[row.partner_id].append(entry)
        begun = [row.partnership for row in rows]
        return cls(
            partners=by_id,
            contacts=contacts,
            joined=joined,
            stamp=_stamp(seen, [*partners, *people, *rows, *begun]),
            _lower=lower,
            _codes=_last_codes(asked.countries),
            _called={(row.country_id, row.lower): row.pk for row in partners},
        )

    def called(self, country: str, name: str) -> Partner | None:
        """Return the partner of a name in a country, as the database compares names."""
        found = self._called.get((country, self._lower.get(name, "")))
        return None if found is None else self.partners[found]

    def bring_partner(self, partner: Partner) -> None:
        """Let later rows find a new partner."""
        partner.pk = self._new_id()
        key = (partner.country_id, self._lower.get(partner.name, partner.name))
        self.partners[partner.pk] = partner
        self._called[key] = partner.pk
        self._undo.append(lambda: self._called.pop(key))
        self._undo.append(lambda: self.partners.pop(partner.pk))

    def change_partner(self, changed: Partner) -> None:
        """Let later rows meet a partner as this row leaves it."""
        before = self.partners[changed.pk]
        self.partners[changed.pk] = changed
        self._undo.append(lambda: self.partners.update({before.pk: before}))

    def bring_contact(self, contact: Contact) -> None:
        """Let later rows find a new person."""
        contact.pk = self._new_id()
        people = self.contacts[contact.partner_id]
        people.append(contact)
        self._undo.append(people.pop)

    def change_contact(self, before: Contact, changed: Contact) -> None:
        """Let later rows meet a person as this row leaves them."""
        people = self.contacts[changed.partner_id]
        at = people.index(before)
        people[at] = changed
        self._undo.append(lambda: people.__setitem__(at, before))

    def bring_partnership(self, partner: Partner, partnership: Partnership) -> None:
        """Let later rows find a new partnership; it says the code that it may get."""
        country = partnership.country_id
        used = self._codes.get(country)
        partnership.pk = self._new_id()
        partnership.code = next_code(country, [used] if used else [])
        self._codes[country] = partnership.code
        joined = self.joined[partner.pk]
        joined.append(Joined(partnership, is_open=True))
        self._undo.append(joined.pop)

    def mark(self) -> int:
        """Return where a row begins."""
        return len(self._undo)

    def rewind(self, mark: int) -> None:
        """Forget what a row brought that is refused."""
        while len(self._undo) > mark:
            self._undo.pop()()

    def _new_id(self) -> int:
        self._brought += 1
        return -self._brought


def _lowered(names: Collection[str]) -> dict[str, str]:
    """Return each name as the database writes it in lower case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, lower(name) FROM unnest(%s::text[]) AS name", [list(names)]
        )
        return dict(cursor.fetchall())


def _partners(seen: PartnerQuerySet, asked: Asked, lower: Iterable[str]) -> list[Any]:
    """Return the partners that are meant; `lower` is the name in lower case."""
    named = Q(country__in=asked.countries, lower__in=list(lower))
    rows = seen.annotate(lower=Lower("name")).select_related("country")
    return list(rows.filter(named | Q(pk__in=asked.partners)).order_by("pk"))


def _last_codes(countries: Collection[str]) -> dict[str, str]:
    """Return the highest code of each country that has one."""
    used = defaultdict(list)
    rows = Partnership.objects.filter(country__in=countries)
    for country, code in rows.values_list("country", "code"):
        used[country].append(code)
    return {
        country: max(codes, key=lambda code: (len(code), code))
        for country, codes in used.items()
    }


def _stamp(seen: PartnerQuerySet, rows: Sequence[Model]) -> str:
    """Return the stamp of some rows, and of how all partners are called."""
    said = (Cast("pk", TextField()), "name", "acronym", "registration_number")
    parts = [part for each in said for part in (each, Value("\x1f"))]
    named = Concat(*parts, output_field=TextField())
    all_names = StringAgg(named, Value("\x1e"), order_by="pk")
    found = seen.aggregate(stamp=MD5(all_names))["stamp"]
    facts = [
        [getattr(row, each.attname) for each in row._meta.concrete_fields]
        for row in rows
    ]
    return sha256(repr((found, facts)).encode()).hexdigest()
