"""Which rows tell where partnerships stand on a day? Questions only.

`reviews.selectors.facts` reads the answers.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from agreements.models import AgreementVersion, CommitmentInstance, Renegotiation
from agreements.selectors.tables import changes_open_on
from eclt_partners.countries.models import Country
from partners.choices import FlagKind, FlagLevel
from partners.models import (
    Event,
    Function,
    Incident,
    PartnerFlag,
    Partnership,
    PartnershipParty,
)
from reviews.choices import ReviewState
from reviews.models import Review, ReviewScore
from reviews.models.reviews import UNFINISHED
from reviews.selectors.ground import functions_of, settled_promises, versions_of
from reviews.selectors.panels import PanelQuestions, panels_of
from reviews.selectors.readings import stored_scores


@dataclass(frozen=True, slots=True)
class FactRows:
    """The rows behind the facts of some partnerships on one day.

    Attributes:
        countries: of the partnerships.
        parties: id and partnership of each party present on the day.
        reviews: full reviews that are unfinished or lapsed, with their partnership.
        panels: who sits in them.
        scores: see `stored_scores`.
        versions: see `versions_of`.
        functions: see `functions_of`.
        events: what was open on the day.
        promises: see `settled_promises`.
        serious_incidents: ids of partnerships, see `_serious_incidents`.
        red_flags: ids of parties, see `_red_flags`.
        changes: see `changes_open_on`.
    """

    countries: QuerySet[Country]
    parties: QuerySet[PartnershipParty, Any]
    reviews: QuerySet[Review]
    panels: PanelQuestions
    scores: QuerySet[ReviewScore]
    versions: QuerySet[AgreementVersion, Any]
    functions: QuerySet[Function]
    events: QuerySet[Event]
    promises: QuerySet[CommitmentInstance, Any]
    serious_incidents: QuerySet[Incident, Any]
    red_flags: QuerySet[PartnerFlag, Any]
    changes: QuerySet[Renegotiation]

    @property
    def questions(self) -> tuple[QuerySet[Any, Any], ...]:
        """All of them, to be asked together."""
        return (
            self.countries,
            self.parties,
            self.reviews,
            *self.panels.questions,
            self.scores,
            self.versions,
            self.functions,
            self.events,
            self.promises,
            self.serious_incidents,
            self.red_flags,
            self.changes,
        )


def fact_rows(partnerships: Collection[Partnership], as_of: date) -> FactRows:
    """Return the questions; nothing is asked yet.

    Args:
        partnerships: already in the actor's scope.
        as_of: what was completed, read or reported later is left out.
    """
    ids = [partnership.pk for partnership in partnerships]
    reviews = _unfinished_or_lapsed(ids)
    return FactRows(
        countries=Country.objects.filter(pk__in={p.country_id for p in partnerships}),
        parties=_parties(ids, as_of),
        reviews=reviews,
        panels=panels_of(reviews.filter(state__in=UNFINISHED), ids),
        scores=stored_scores(ids, as_of),
        versions=versions_of(ids),
        functions=functions_of(ids, as_of),
        events=_events(ids, as_of),
        promises=settled_promises(ids, as_of),
        serious_incidents=_serious_incidents(ids, as_of),
        red_flags=_red_flags(ids, as_of),
        changes=changes_open_on(ids, as_of),
    )


def _unfinished_or_lapsed(ids: Collection[int]) -> QuerySet[Review]:
    return (
        Review.objects.full()
        .filter(Q(state__in=UNFINISHED) | Q(state=ReviewState.LAPSED))
        .filter(partnership__in=ids)
        .select_related("partnership")
        .order_by("closed_at")
    )


def _parties(ids: Collection[int], as_of: date) -> QuerySet[PartnershipParty, Any]:
    return PartnershipParty.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=as_of), partnership__in=ids
    ).values_list("pk", "partnership")


def _events(ids: Collection[int], as_of: date) -> QuerySet[Event]:
    return Event.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=as_of),
        partnership__in=ids,
        reported_on__lte=as_of,
    )


def _serious_incidents(ids: Collection[int], as_of: date) -> QuerySet[Incident, Any]:
    """Return the partnerships with an open incident that is rated serious (rule R5).

    Others are left out: nobody may conclude from a date that somebody reported.
    """
    return Incident.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=as_of),
        partnership__in=ids,
        serious_on__lte=as_of,
    ).values_list("partnership", flat=True)


def _red_flags(ids: Collection[int], as_of: date) -> QuerySet[PartnerFlag, Any]:
    """Return the parties of whose organisation a serious warning stands (rule R5)."""
    present = Q(partner__parties__to_on=None) | Q(partner__parties__to_on__gt=as_of)
    stands = Q(lift=None) | Q(lift__lifted_on__gt=as_of)
    return PartnerFlag.objects.filter(
        present,
        stands,
        partner__parties__partnership__in=ids,
        kind__in=[FlagKind.INTEGRITY, FlagKind.SAFEGUARDING],
        level=FlagLevel.RED,
        raised_on__lte=as_of,
    ).values_list("partner__parties", flat=True)
