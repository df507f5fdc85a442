"""Is everything in the ledger that must be there? Asked every 15 minutes.

A second look that shares nothing with planner, composer and sender (trust 1.5): facts
and rules in Python instead of their statements, and the state of all rows instead of a
window of time, so that nothing is overlooked while nobody looked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from typing import Final, TypeVar

import structlog
from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from eclt_partners.countries.models import WorkingDay
from eclt_partners.notifications import survey
from eclt_partners.notifications.choices import (
    HoleKind,
    OutgoingState,
    ReminderKind,
    ReminderState,
)
from eclt_partners.notifications.models import Hole, LadderStep, Outgoing, Reminder
from eclt_partners.notifications.rules.gaps import is_missing, newest_due, skipped
from eclt_partners.notifications.rules.rungs import Asked, Place, Rung
from eclt_partners.notifications.services.heartbeats import beat

log = structlog.get_logger(__name__)
ItemT = TypeVar("ItemT")

RECONCILER: Final = "reconciler"
# Planners, composer and sender have this long before a row counts as a hole.
LIMIT: Final = timedelta(minutes=15)
BATCH: Final = 2000
ON_THE_WAY = [
    *(OutgoingState.QUEUED, OutgoingState.CLAIMED),
    *(OutgoingState.DOT, OutgoingState.UNCONFIRMED, OutgoingState.FAILED),
]
# Ladders that leave out what was missed for long, and one that is two in one.
LENIENT = {
    *(ReminderKind.COMMITMENT, ReminderKind.AFTER_CHECK),
    ReminderKind.SAFEGUARDING_CHECK,
}
GROUPED = {ReminderKind.COMMITMENT}
COUNTED = [ReminderState.PLANNED, ReminderState.COMPOSED, ReminderState.SENT]

Ladder = Mapping[str, Rung]


@dataclass(frozen=True, slots=True)
class Found:
    """One hole, and where it belongs."""

    place: Place
    what: HoleKind
    country: str
    partnership_id: int | None


def reconcile(*, now: datetime) -> int:
    """Look at the whole ledger; write down new holes, close those that are gone.

    Args:
        now: the present moment by the database's clock, aware.

    Returns:
        How many holes are open.
    """
    ladders = _ladders()
    found = {
        (each.place, each.what): each
        for source in (
            _missing(ladders, now=now - LIMIT),
            _skipped(ladders),
            _stuck(now=now),
            _contradicted(),
            _empty(),
        )
        for each in source
    }
    _write(found, now=now)
    beat(RECONCILER, drained=True)
    return len(found)


def _missing(ladders: Mapping[str, Ladder], *, now: datetime) -> Iterator[Found]:
    """Find who is owed a step by the facts, and has no row of it."""
    days = _WorkingDays()
    for kind, surveyor in survey.surveyors().items():
        ladder = ladders.get(kind, {})
        for batch in _batches(surveyor(now)):
            yield from _missing_of(kind, batch, ladder, days)


def _missing_of(
    kind: str, batch: list[Asked], ladder: Ladder, days: "_WorkingDays"
) -> Iterator[Found]:
    """Find the newest missing step of each person; a person may be asked in two roles."""
    present, mails = _rows_of(kind, batch, ladder)
    newest: dict[tuple[int, str, int], tuple[Rung, Asked]] = {}
    for asked in batch:
        whose = (asked.subject_id, asked.recipient_key)
        if asked.most is not None and mails[whose] >= asked.most:
            continue
        due = newest_due(asked, ladder.values(), days.of(asked.country))
        key = (*whose, asked.round)
        if due is None or not is_missing(asked, due, present[key], ladder):
            continue
        if key not in newest or newest[key][0].offset < due.offset:
            newest[key] = (due, asked)
    for (subject, recipient, round_), (due, asked) in newest.items():
        place = Place(kind, subject, due.code, round_, recipient)
        yield Found(place, HoleKind.MISSING, asked.country, asked.partnership_id)


def _skipped(ladders: Mapping[str, Ladder]) -> Iterator[Found]:
    """Find rows that went away from beside later ones."""
    since = {
        (kind, step): first
        for kind, step, first in Reminder.objects.order_by()
        .values_list("kind", "step")
        .annotate(first=Min("created_at"))
    }
    key = ("kind", "subject_id", "round", "recipient_key")
    rows = Reminder.objects.order_by(*key).values_list(
        *key, "step", "created_at", "country_code", "partnership_id"
    )
    for place, group in groupby(rows.iterator(chunk_size=BATCH), key=lambda r: r[:4]):
        kind, subject, round_, recipient = place
        mine = list(group)
        codes = skipped(
            {row[4]: row[5] for row in mine},
            ladders.get(kind, {}),
            {step: first for (of, step), first in since.items() if of == kind},
            is_lenient=kind in LENIENT,
        )
        for code in codes:
            where = Place(kind, subject, code, round_, recipient)
            yield Found(where, HoleKind.SKIPPED, mine[0][6], mine[0][7])


def _stuck(*, now: datetime) -> Iterator[Found]:
    """Find what is owed or queued, and nobody has touched in time."""
    late = now - LIMIT
    unsent = Q(state=ReminderState.PLANNED, send_at__lte=late) | Q(
        state=ReminderState.COMPOSED,
        outgoing__state__in=[OutgoingState.QUEUED, OutgoingState.CLAIMED],
        outgoing__next_try_at__lte=late,
    )
    yield from _reminders(Reminder.objects.filter(unsent), HoleKind.STUCK)


def _contradicted() -> Iterator[Found]:
    """Find reminders that say something else than their message."""
    wrong = (Q(state=ReminderState.COMPOSED) & ~Q(outgoing__state__in=ON_THE_WAY)) | (
        Q(state=ReminderState.SENT) & ~Q(outgoing__state=OutgoingState.SENT)
    )
    yield from _reminders(Reminder.objects.filter(wrong), HoleKind.CONTRADICTED)


def _empty() -> Iterator[Found]:
    """Find messages of a day whose reminders are gone.

    Those of a refused message may have moved to the one that was sent again.
    """
    carried = Reminder.objects.filter(outgoing=OuterRef("pk"))
    rows = Outgoing.objects.filter(
        ~Exists(carried), dedupe_key__startswith="day:"
    ).exclude(state=OutgoingState.FAILED)
    for pk, recipient, country, partnership in rows.order_by("pk").values_list(
        "pk", "recipient_key", "country_code", "partnership_id"
    ):
        place = Place("", pk, "", 0, recipient)
        yield Found(place, HoleKind.EMPTY, country, partnership)


def _reminders(rows: QuerySet[Reminder], what: HoleKind) -> Iterator[Found]:
    for row in rows.order_by("pk").iterator(chunk_size=BATCH):
        place = Place(row.kind, row.subject_id, row.step, row.round, row.recipient_key)
        yield Found(place, what, row.country_code, row.partnership_id)


def _ladders() -> dict[str, dict[str, Rung]]:
    found: dict[str, dict[str, Rung]] = defaultdict(dict)
    for step in LadderStep.objects.all():
        found[step.kind][step.code] = Rung(
            code=step.code,
            offset=step.offset_days,
            audience=step.audience,
            letter=step.letter,
            group=step.letter if step.kind in GROUPED else "",
            is_active=step.is_active,
            counts=step.counts_for_cap,
        )
    return found


def _rows_of(
    kind: str, batch: Iterable[Asked], ladder: Ladder
) -> tuple[dict[tuple[int, str, int], set[str]], dict[tuple[int, str], int]]:
    """Return the steps each person has rows of, and how many counted mails."""
    present: dict[tuple[int, str, int], set[str]] = defaultdict(set)
    mails: dict[tuple[int, str], int] = defaultdict(int)
    rows = Reminder.objects.filter(
        kind=kind, subject_id__in={asked.subject_id for asked in batch}
    )
    for subject, key, round_, step, state in rows.order_by().values_list(
        "subject_id", "recipient_key", "round", "step", "state"
    ):
        present[(subject, key, round_)].add(step)
        if state in COUNTED and step in ladder and ladder[step].counts:
            mails[(subject, key)] += 1
    return present, mails


def _write(found: Mapping[tuple[Place, HoleKind], Found], *, now: datetime) -> None:
    """Keep what is still there, add what is new, close what is gone."""
    with transaction.atomic():
        known = {
            (
                Place(row.kind, row.subject_id, row.step, row.round, row.recipient_key),
                HoleKind(row.what),
            ): row.pk
            for row in Hole.objects.filter(closed_at=None)
        }
        new = [found[key] for key in found.keys() - known.keys()]
        gone = [known[key] for key in known.keys() - found.keys()]
        stay = [known[key] for key in known.keys() & found.keys()]
        Hole.objects.filter(pk__in=gone).update(closed_at=now)
        Hole.objects.filter(pk__in=stay).update(seen_at=now)
        Hole.objects.bulk_create(
            [_hole(each, now=now) for each in new], ignore_conflicts=True
        )
    for each in new:
        log.warning("ledger.hole", what=str(each.what), **each.place._asdict())


def _hole(each: Found, *, now: datetime) -> Hole:
    return Hole(
        **each.place._asdict(),
        what=each.what,
        country_code=each.country,
        partnership_id=each.partnership_id,
        found_at=now,
        seen_at=now,
    )


def _batches(items: Iterable[ItemT]) -> Iterator[list[ItemT]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


class _WorkingDays:
    """The working days of countries, read once each."""

    def __init__(self) -> None:
        self._known: dict[str, dict[date, date]] = {}

    def of(self, country: str) -> Mapping[date, date]:
        """Return calendar day -> the working day that serves it."""
        if country not in self._known:
            rows = WorkingDay.objects.filter(country=country)
            self._known[country] = dict(rows.values_list("day", "next_working_day"))
        return self._known[country]
