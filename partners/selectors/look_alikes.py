"""Which partners may be the one that somebody is about to register?

Names are compared by their groups of three letters (pg_trgm), without accents and case,
so that another order of words or a slip of the pen is found (docs/adr/0032). An index
finds those that share many; only these are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import CharField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Upper

from eclt_partners.common.actor import Actor
from partners.choices import Likeness
from partners.models import Partner
from partners.rules.likeness import (
    NAME_LIKENESS,
    SIGNS,
    bare_number,
    without_accents,
)

MOST = 5


@dataclass(frozen=True, slots=True)
class LookAlike:
    """One partner that may be the same, why, and how alike the names are (0 to 1)."""

    partner: Partner
    reasons: Sequence[Likeness]
    likeness: float


def look_alikes(actor: Actor, partner: Partner) -> list[LookAlike]:
    """Return the partners in the actor's scope that may be the same as `partner`.

    The short name of one counts against the name of the other. A number of registration
    is compared within one country. At most five, the most alike first. One query.
    """
    asked = _reasons(partner)
    return [
        LookAlike(
            row,
            [each for each in asked if getattr(row, f"by_{each.value}")],
            row.likeness,
        )
        for row in _rows(actor, partner)
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what partners are compared with those that many rows bring.

    Attributes:
        names: as they are written.
        short_names: likewise.
        numbers: of registration, in any country.
    """

    names: frozenset[str]
    short_names: frozenset[str]
    numbers: frozenset[str]


def partners_to_compare(actor: Actor, wanted: Wanted) -> QuerySet[Partner]:
    """Return the partners in the actor's scope that may look like what is wanted.

    With the `groups` of their names: whoever asks about many compares them itself, and
    reads them once. All that `look_alikes` finds are among them.
    """
    groups = Func(
        Unaccent("name"),
        function="show_trgm",
        output_field=ArrayField(TextField()),
    )
    bare = {bare_number(each) for each in wanted.numbers} - {""}
    short = [Upper(Value(each)) for each in wanted.short_names if each]
    any_name = [*short, *(Upper(Value(each)) for each in wanted.names)]
    rows = Partner.objects.visible_to(actor).annotate(
        groups=groups,
        upper_name=Upper("name"),
        upper_acronym=Upper("acronym"),
        bare_number=_bare("registration_number"),
    )
    found = (
        _named_like(wanted.names)
        | Q(upper_name__in=short)
        | (~Q(acronym="") & Q(upper_acronym__in=any_name))
        | Q(bare_number__in=bare)
    )
    return rows.filter(found).select_related("country")


def groups_of(row: Partner) -> frozenset[str]:
    """Return the groups of letters that `partners_to_compare` brought along."""
    return frozenset(row.groups)  # type: ignore[attr-defined]


def name_groups(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the groups of three letters of names, by which they are compared."""
    given = list(names)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, show_trgm(plain)"
            " FROM unnest(%s::text[], %s::text[]) AS given (name, plain)",
            [given, [without_accents(each) for each in given]],
        )
        return {name: frozenset(groups) for name, groups in cursor.fetchall()}


def _reasons(partner: Partner) -> dict[Likeness, Q]:
    reasons = {
        Likeness.NAME: Q(likeness__gte=NAME_LIKENESS),
        Likeness.SHORT_NAME: _short_name(partner),
        Likeness.NUMBER: _number(partner),
    }
    return {each: q for each, q in reasons.items() if q}


def _rows(actor: Actor, partner: Partner) -> QuerySet[Any]:
    asked = _reasons(partner)
    by_name = _named_like([partner.name]) & asked[Likeness.NAME]
    near = asked | {Likeness.NAME: by_name}
    rows = (
        Partner.objects.visible_to(actor)
        .exclude(pk=partner.pk)
        .annotate(
            likeness=TrigramSimilarity(Unaccent("name"), without_accents(partner.name)),
            bare_number=_bare("registration_number"),
        )
        .annotate(**{f"by_{each.value}": q for each, q in asked.items()})
        .filter(Q.create(list(near.values()), connector=Q.OR))
        .select_related("country")
        .order_by(F("likeness").desc(), "name", "pk")
    )
    return rows[:MOST]


def _named_like(names: Iterable[str]) -> Q:
    """Leave out most of those whose names are not alike; by an index."""
    plain = [without_accents(each) for each in names]
    return Q(pk__in=RawSQL("SELECT partners_named_like(%s::text[])", [plain]))


def _short_name(partner: Partner) -> Q:
    same = Q(acronym__iexact=partner.name)
    if partner.acronym:
        same |= Q(acronym__iexact=partner.acronym) | Q(name__iexact=partner.acronym)
    return same


def _number(partner: Partner) -> Q:
    number = bare_number(partner.registration_number)
    return Q(country=partner.country_id, bare_number=number) if number else Q()


def _bare(name: str) -> Func:
    """In SQL what `bare_number` does in Python."""
    return Upper(
        Func(
            F(name),
            Value(SIGNS),
            Value(""),
            Value("g"),
            function="regexp_replace",
            output_field=CharField(),
        )
    )
