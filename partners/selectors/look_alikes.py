"""Which partners may be the one that somebody is about to register?

Names are compared by their groups of three letters (pg_trgm), without accents and case,
so that another order of words or a slip of the pen is found (docs/adr/0032).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Upper

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
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
    return _told(partner, _rows(actor, partner))


def look_alikes_of(actor: Actor, partners: Sequence[Partner]) -> list[list[LookAlike]]:
    """Return what `look_alikes` says of each of several partners. One query."""
    questions = [_rows(actor, partner) for partner in partners]
    ask_together(*questions)
    return [
        _told(partner, rows) for partner, rows in zip(partners, questions, strict=True)
    ]


def _reasons(partner: Partner) -> dict[Likeness, Q]:
    reasons = {
        Likeness.NAME: Q(likeness__gte=NAME_LIKENESS),
        Likeness.SHORT_NAME: _short_name(partner),
        Likeness.NUMBER: _number(partner),
    }
    return {each: q for each, q in reasons.items() if q}


def _rows(actor: Actor, partner: Partner) -> QuerySet[Partner]:
    asked = _reasons(partner)
    rows = (
        Partner.objects.visible_to(actor)
        .exclude(pk=partner.pk)
        .annotate(
            likeness=TrigramSimilarity(Unaccent("name"), without_accents(partner.name)),
            bare_number=_bare("registration_number"),
        )
        .annotate(**{f"by_{each.value}": q for each, q in asked.items()})
        .filter(Q.create(list(asked.values()), connector=Q.OR))
        .select_related("country")
        .order_by(F("likeness").desc(), "name", "pk")
    )
    return rows[:MOST]


def _told(partner: Partner, rows: Iterable[Any]) -> list[LookAlike]:
    asked = _reasons(partner)
    return [
        LookAlike(
            row,
            [each for each in asked if getattr(row, f"by_{each.value}")],
            row.likeness,
        )
        for row in rows
    ]


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
