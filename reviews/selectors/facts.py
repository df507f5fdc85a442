"""What is known about many partnerships on a day, for the rules to judge?

Each kind of fact is one question for all partnerships, and all are asked together: a
country of three and a country of thirty cost one query each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agreements.selectors.tables import open_since
from eclt_partners.common.asking import ask_together
from eclt_partners.countries.models import Country
from partners.choices import EventKind, Stage
from partners.models import Event, Partnership
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.models.reviews import UNFINISHED
from reviews.rules.events import OpenEvent
from reviews.rules.facts import Facts, OpenReview
from reviews.rules.readings import Reading
from reviews.rules.states import lapses_on
from reviews.selectors.fact_rows import FactRows, fact_rows
from reviews.selectors.ground import (
    DuePromise,
    due_in,
    ends_in,
    gaps_in,
    indexes_in,
    keeping_of_pair,
)
from reviews.selectors.panels import Progress, progress_in
from reviews.selectors.readings import readings_in, valid_scores

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
    gaps: dict[int, date]
    handover: dict[int, Fraction | None]
    events: dict[int, list[Event]]
    promises: dict[int, list[DuePromise]]
    in_serious_danger: frozenset[int]
    flagged_red: frozenset[int]
    changes: dict[int, date]


def facts_of(
    partnerships: Collection[Partnership], as_of: date
) -> dict[int, dict[PartyId, Facts]]:
    """Return partnership id -> party id -> facts. One query.

    Args:
        partnerships: already in the actor's scope.
        as_of: what was completed, read, planned or reported later is left out.

    Returns:
        One entry per present party; under None when there is none.
    """
    rows = fact_rows(partnerships, as_of)
    ask_together(*rows.questions)
    return facts_in(rows, partnerships, as_of)


def facts_in(
    rows: FactRows, partnerships: Collection[Partnership], as_of: date
) -> dict[int, dict[PartyId, Facts]]:
    """Return the facts as `facts_of` does, from rows that were asked for."""
    known = _known(rows, partnerships, as_of)
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


def _known(
    rows: FactRows, partnerships: Collection[Partnership], as_of: date
) -> _Known:
    zones = {country.pk: country for country in rows.countries}
    under_way, lapsed_on = {}, {}
    for review in rows.reviews:
        country = zones[review.partnership.country_id]
        if country.today(now=review.created_at) > as_of:
            continue
        lapse = _lapse_of(review, country)
        if review.state in UNFINISHED:
            under_way[review.partnership_id] = review
        elif lapse is not None and lapse <= as_of:
            lapsed_on[review.partnership_id] = lapse
    return _Known(
        parties=_parties(rows, partnerships),
        readings=readings_in(valid_scores(rows.scores)),
        under_way=under_way,
        progress=progress_in(rows.panels, under_way.values()),
        lapsed_on=lapsed_on,
        ends=ends_in(rows.versions),
        gaps=gaps_in(rows.versions, as_of),
        handover=indexes_in(rows.functions, as_of),
        events=_events(rows),
        promises=due_in(rows.promises),
        in_serious_danger=frozenset(rows.serious_incidents),
        flagged_red=frozenset(rows.red_flags),
        changes=open_since(rows.changes, as_of),
    )


def _facts(partnership: Partnership, party_id: PartyId, known: _Known) -> Facts:
    key = partnership.pk
    readings = known.readings.get((key, party_id), ())
    lapsed_on = heard_on = known.lapsed_on.get(key)
    if lapsed_on is not None and readings and readings[-1].on >= lapsed_on:
        lapsed_on = None
    events = known.events.get(key, [])
    return Facts(
        stage=Stage(partnership.stage),
        relationship_start=partnership.relationship_start,
        registered_on=partnership.registered_on,
        readings=readings,
        agreement_end=known.ends.get(key),
        gap_from=known.gaps.get(key),
        clause_months=partnership.clause_months,
        hri=known.handover.get(key),
        open_review=_open_review(known, key, party_id),
        lapsed_on=lapsed_on,
        # In a coalition a lapse does not tell whether this one party had answered.
        heard_on=heard_on if len(known.parties[key]) == 1 else None,
        events=tuple(map(open_event, events)),
        has_serious_incident=key in known.in_serious_danger
        or party_id in known.flagged_red,
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


def _parties(
    rows: FactRows, partnerships: Iterable[Partnership]
) -> dict[int, list[PartyId]]:
    """Return the present parties; [None] where there is none, so that a row stays."""
    found: dict[int, list[PartyId]] = {each.pk: [] for each in partnerships}
    for pk, partnership_id in rows.parties:
        found[partnership_id].append(pk)
    return {key: parties or [None] for key, parties in found.items()}


def _events(rows: FactRows) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    for event in rows.events:
        found[event.partnership_id].append(event)
    return found


def _oldest_item_on(events: Iterable[Event], change_on: date | None) -> date | None:
    """Return since when the oldest change or honest-talk item is open (rule A8)."""
    talks = [each.reported_on for each in events if each.kind == EventKind.TALK_ASKED]
    return min(talks if change_on is None else [*talks, change_on], default=None)
