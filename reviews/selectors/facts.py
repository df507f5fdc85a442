"""What is known about many partnerships on a day, for the rules to judge?

Each kind of fact is one query for all partnerships, so that a country of three and
a country of thirty cost the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from agreements.selectors.tables import open_changes_since
from eclt_partners.countries.models import Country
from partners.choices import EventKind, Stage
from partners.models import Event, Incident, Partnership, PartnershipParty
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.models.reviews import UNFINISHED
from reviews.rules.events import OpenEvent
from reviews.rules.facts import Facts, OpenReview
from reviews.rules.readings import Reading
from reviews.rules.states import lapses_on
from reviews.selectors.ground import (
    DuePromise,
    agreement_ends,
    handover_indexes,
    keeping_of_pair,
    promises_due,
)
from reviews.selectors.panels import Progress, progress_of
from reviews.selectors.readings import readings_by_pair

PartyId = int | None


# Their clock starts on the day itself, not on the day somebody noted it.
_FROM_ITS_DAY = frozenset({EventKind.AMENDMENT, EventKind.SAFEGUARDING})


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about all partnerships asked for, by partnership id."""

    parties: dict[int, list[PartyId]]
    readings: dict[tuple[int, PartyId], tuple[Reading, ...]]
    under_way: dict[int, Review]
    progress: dict[int, Progress]
    lapsed_on: dict[int, date]
    ends: dict[int, date | None]
    handover: dict[int, Fraction | None]
    events: dict[int, list[Event]]
    promises: dict[int, list[DuePromise]]
    in_serious_danger: frozenset[int]
    changes: dict[int, date]


def facts_of(
    partnerships: Collection[Partnership], as_of: date
) -> dict[int, dict[PartyId, Facts]]:
    """Return partnership id -> party id -> facts, in a fixed number of queries.

    Args:
        partnerships: already in the actor's scope.
        as_of: what was completed, read, planned or reported later is left out.

    Returns:
        One entry per present party; under None when there is none.
    """
    known = _gather(partnerships, as_of)
    return {
        partnership.pk: {
            party_id: _facts(partnership, party_id, known)
            for party_id in known.parties[partnership.pk]
        }
        for partnership in partnerships
    }


def open_event(event: Event) -> OpenEvent:
    """Return an event as the rules see it (methods D3).

    The clock of an amendment starts on its first day, after a danger on the day from
    which people are safe, of others on the day of the report.
    """
    kind = EventKind(event.kind)
    starts_on = event.happened_on if kind in _FROM_ITS_DAY else event.reported_on
    return OpenEvent(kind, starts_on, is_asked_for=kind == EventKind.TALK_ASKED)


def _gather(partnerships: Collection[Partnership], as_of: date) -> _Known:
    ids = [partnership.pk for partnership in partnerships]
    zones = Country.objects.in_bulk({each.country_id for each in partnerships})
    under_way, lapsed_on = {}, {}
    for review in _unfinished_or_lapsed(ids):
        country = zones[review.partnership.country_id]
        if country.today(now=review.created_at) > as_of:
            continue
        lapse = _lapse_of(review, country)
        if review.state in UNFINISHED:
            under_way[review.partnership_id] = review
        elif lapse is not None and lapse <= as_of:
            lapsed_on[review.partnership_id] = lapse
    return _Known(
        parties=_parties(ids, as_of),
        readings=readings_by_pair(ids, as_of),
        under_way=under_way,
        progress=progress_of(under_way.values()),
        lapsed_on=lapsed_on,
        ends=agreement_ends(ids),
        handover=handover_indexes(ids, as_of),
        events=_events(ids, as_of),
        promises=promises_due(ids, as_of),
        in_serious_danger=_with_serious_incident(ids, as_of),
        changes=open_changes_since(ids, as_of),
    )


def _facts(partnership: Partnership, party_id: PartyId, known: _Known) -> Facts:
    key = partnership.pk
    readings = known.readings.get((key, party_id), ())
    lapsed_on = known.lapsed_on.get(key)
    if lapsed_on is not None and readings and readings[-1].on >= lapsed_on:
        lapsed_on = None
    events = known.events.get(key, [])
    return Facts(
        stage=Stage(partnership.stage),
        relationship_start=partnership.relationship_start,
        readings=readings,
        agreement_end=known.ends.get(key),
        clause_months=partnership.clause_months,
        hri=known.handover.get(key),
        open_review=_open_review(known, key, party_id),
        lapsed_on=lapsed_on,
        events=tuple(map(open_event, events)),
        has_serious_incident=key in known.in_serious_danger,
        keeping=keeping_of_pair(known.promises.get(key, []), party_id),
        oldest_item_on=_oldest_item_on(events, known.changes.get(key)),
    )


def _open_review(known: _Known, key: int, party_id: PartyId) -> OpenReview | None:
    review = known.under_way.get(key)
    if review is None:
        return None
    state = known.progress[review.pk]
    is_answering = review.state in {ReviewState.SCHEDULED, ReviewState.OPEN}
    return OpenReview(
        # A review planned too late keeps the day it was owed; people get two weeks.
        due_on=review.due_on if review.round > 1 else review.original_due_on,
        original_due_on=review.original_due_on,
        answers_due_on=review.due_on,
        state=ReviewState(review.state),
        answered=state.complete if is_answering else state.heard_by_pair(party_id),
    )


def _lapse_of(review: Review, country: Country) -> date | None:
    """Return the day a closed review lapsed, or will."""
    if review.closed_at is None:
        return None
    return lapses_on(country.today(now=review.closed_at))


def _unfinished_or_lapsed(ids: Collection[int]) -> Iterable[Review]:
    return (
        Review.objects.full()
        .filter(Q(state__in=UNFINISHED) | Q(state=ReviewState.LAPSED))
        .filter(partnership__in=ids)
        .select_related("partnership")
        .order_by("closed_at")
    )


def _parties(ids: Collection[int], as_of: date) -> dict[int, list[PartyId]]:
    """Return the present parties; [None] where there is none, so that a row stays."""
    found: dict[int, list[PartyId]] = {key: [] for key in ids}
    rows = PartnershipParty.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=as_of), partnership__in=ids
    )
    for pk, partnership_id in rows.values_list("pk", "partnership_id"):
        found[partnership_id].append(pk)
    return {key: parties or [None] for key, parties in found.items()}


def _events(ids: Collection[int], as_of: date) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    rows = Event.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=as_of),
        partnership__in=ids,
        reported_on__lte=as_of,
    )
    for event in rows:
        found[event.partnership_id].append(event)
    return found


def _with_serious_incident(ids: Collection[int], as_of: date) -> frozenset[int]:
    """Return the partnerships with an open incident that is rated serious (rule R5).

    Others are left out: nobody may conclude from a date that somebody reported.
    """
    rows = Incident.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=as_of),
        partnership__in=ids,
        serious_on__lte=as_of,
    )
    return frozenset(rows.values_list("partnership_id", flat=True))


def _oldest_item_on(events: Iterable[Event], change_on: date | None) -> date | None:
    """Return since when the oldest change or honest-talk item is open (rule A8)."""
    talks = [each.reported_on for each in events if each.kind == EventKind.TALK_ASKED]
    return min(talks if change_on is None else [*talks, change_on], default=None)
