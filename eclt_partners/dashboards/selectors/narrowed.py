"""Which partnerships of a country does somebody look at, and which figures are stored?"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import NarrowedPage
from eclt_partners.dashboards.rules.narrowing import Narrowing, starts_of
from partners.models import Partnership, PartnershipParty


def narrowed_partnerships(
    country: Country, as_of: date, narrowing: Narrowing
) -> QuerySet[Partnership]:
    """Return the partnerships of a country that somebody looks at.

    Args:
        country: where.
        as_of: the day on which age counts; kind and stage are those of today.
        narrowing: which; its period says nothing about partnerships.
    """
    found = Partnership.objects.filter(country=country)
    if narrowing.stage:
        found = found.filter(stage=narrowing.stage)
    if narrowing.kind:
        parties = PartnershipParty.objects.filter(
            partnership=OuterRef("pk"), to_on=None, partner__kind=narrowing.kind
        )
        found = found.filter(Exists(parties))
    if narrowing.age:
        first, last = starts_of(narrowing.age, as_of)
        if first is not None:
            found = found.filter(relationship_start__gte=first)
        if last is not None:
            found = found.filter(relationship_start__lte=last)
    return found


def narrowed_pages(code: str, query: str, language: str) -> QuerySet[NarrowedPage]:
    """Return the stored page of one narrowing, however old it is, if there is one.

    Args:
        code: of the country.
        query: the narrowing in its normal form.
        language: of the reader.
    """
    return (
        NarrowedPage.objects.filter(
            narrowed__snapshot__country=code,
            narrowed__query=query,
            language=language,
        )
        .select_related("narrowed__snapshot")
        .defer(
            "narrowed__figures",
            "narrowed__snapshot__figures",
            "narrowed__snapshot__marks",
            "narrowed__snapshot__summary",
        )
    )
