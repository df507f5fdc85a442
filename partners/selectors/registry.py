"""Which partners are there, and what does the page of one partner show?"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty
from partners.rules.likeness import without_accents

# Each of these means something else in a pattern of SQL.
LIKE_SIGNS = re.compile(r"([\\%_])")


@dataclass(frozen=True, slots=True)
class PartnerFilters:
    """What somebody looks for in the registry; empty means all."""

    words: str = ""
    country: str = ""
    kind: str = ""
    stage: str = ""

    @property
    def query(self) -> str:
        """The filters as they stand in an address; "" for all."""
        given = {
            "q": self.words,
            "country": self.country,
            "kind": self.kind,
            "stage": self.stage,
        }
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def is_empty(self) -> bool:
        """True when nothing narrows the list."""
        return not (self.words or self.country or self.kind or self.stage)


def partner_list(actor: Actor, filters: PartnerFilters) -> QuerySet[Partner]:
    """Return the partners in the actor's scope that fit, by name or by likeness.

    Each carries `seen_parties`: its parties of partnerships that the actor may see.
    A constant number of queries for any page.
    """
    found: QuerySet[Partner] = Partner.objects.visible_to(actor)
    if filters.country:
        in_country = _seen_parties(actor).filter(partnership__country=filters.country)
        found = found.filter(
            Q(country=filters.country) | Q(pk__in=in_country.values("partner"))
        )
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.stage:
        at_stage = _seen_parties(actor).filter(partnership__stage=filters.stage)
        found = found.filter(pk__in=at_stage.values("partner"))
    if filters.words:
        found = _that_sound_like(actor, found, filters.words.strip())
    return found.select_related("country").prefetch_related(
        Prefetch("parties", _seen_parties(actor), to_attr="seen_parties")
    )


def partnerships_helped(actor: Actor) -> QuerySet[Partnership]:
    """Return what the actor sees one by one, in a stage with regular reviews, by code.

    Partnerships of countries that the actor sees as a whole are left out.
    """
    scope = actor.scope(Action.SEE)
    if scope.everywhere or not scope.partnerships:
        return Partnership.objects.none()
    rows = Partnership.objects.reviewed_regularly().filter(pk__in=scope.partnerships)
    rows = rows.exclude(country__in=scope.countries)
    return rows.select_related("country").order_by("code")


def partnerships_of(actor: Actor, partner: Partner) -> QuerySet[Partnership]:
    """Return the partner's partnerships that the actor may see, newest first."""
    return (
        Partnership.objects.visible_to(actor)
        .filter(pk__in=partner.parties.values("partnership"))
        .select_related("country", "foundation_lead")
        .prefetch_related(_parties_with_people())
        .order_by("-relationship_start", "code")
    )


def open_parties(partnership: Partnership) -> list[PartnershipParty]:
    """Return the parties that have not left, with partner and lead."""
    return [party for party in partnership.parties.all() if party.to_on is None]


def possible_allies(actor: Actor, partner: Partner) -> QuerySet[Partner]:
    """Return the other partners at home in the same country, for a coalition."""
    at_home = Partner.objects.visible_to(actor).filter(country=partner.country_id)
    return at_home.exclude(pk=partner.pk)


def contacts_of(partner: Partner) -> QuerySet[Contact]:
    """Return the partner's people: those still there first, then heads, then names."""
    return partner.contacts.order_by(
        F("left_on").desc(nulls_first=True), "-is_head", "name"
    )


def partnership_for_forms(actor: Actor) -> QuerySet[Partnership]:
    """Return the partnerships in scope with all that their forms and rules ask for."""
    return (
        Partnership.objects.visible_to(actor)
        .select_related("country", "foundation_lead")
        .prefetch_related(_parties_with_people())
    )


def countries_to_filter(actor: Actor) -> QuerySet[Country]:
    """Return the countries that somebody may see something of."""
    scope = actor.scope(Action.SEE)
    if scope.everywhere:
        return Country.objects.all()
    of_partnerships = Partnership.objects.filter(pk__in=scope.partnerships)
    return Country.objects.filter(
        Q(pk__in=scope.countries) | Q(pk__in=of_partnerships.values("country"))
    )


def countries_to_register_in(actor: Actor) -> QuerySet[Country]:
    """Return the countries in use where the actor may register something."""
    scope = actor.scope(Action.REGISTER)
    active = Country.objects.filter(is_active=True)
    return active if scope.everywhere else active.filter(pk__in=scope.countries)


def stages_in_use(actor: Actor) -> list[Stage]:
    """Return the stages that occur in scope, in the order of a partnership's life."""
    used = set(Partnership.objects.visible_to(actor).values_list("stage", flat=True))
    return [stage for stage in Stage if stage in used]


def _seen_parties(actor: Actor) -> QuerySet[PartnershipParty]:
    return (
        PartnershipParty.objects.filter(
            partnership__in=Partnership.objects.visible_to(actor)
        )
        .select_related("partnership__country")
        .order_by("partnership__code")
    )


def _parties_with_people() -> "Prefetch[str, QuerySet[PartnershipParty], str]":
    return Prefetch(
        "parties",
        PartnershipParty.objects.select_related("partner", "partner_lead"),
    )


def _that_sound_like(
    actor: Actor, found: QuerySet[Partner], words: str
) -> QuerySet[Partner]:
    bare = without_accents(words)
    likeness = Greatest(
        TrigramWordSimilarity(bare, Unaccent("name")),
        TrigramWordSimilarity(bare, Unaccent("acronym")),
    )
    alike = RawSQL("SELECT partners_that_sound_like(%s, %s)", [bare, _within(bare)])
    with_email = Contact.objects.filter(email__iexact=words).values("partner")
    with_code = _seen_parties(actor).filter(partnership__code__iexact=words)
    # One list of numbers: beside another condition no index would be used.
    ids = (
        Partner.objects.filter(pk__in=alike)
        .values("pk")
        .union(with_email, with_code.values("partner"))
    )
    return (
        found.annotate(likeness=likeness)
        .filter(pk__in=ids)
        .order_by("-likeness", "name", "pk")
    )


def _within(words: str) -> str:
    """Return the pattern of a text that has these words in it as they stand."""
    literal = LIKE_SIGNS.sub(r"\\\1", words)
    return f"%{literal}%"
