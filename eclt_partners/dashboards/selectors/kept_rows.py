"""Which rows of partnerships are still right, and which have to be read again?

A row is read from facts of its partnership, of the partners that are its parties, and
of incidents there; from its country only the time zone is read (a test holds the list
of tables). Whoever changes one of these writes an audit entry in the same transaction:
it names the partnership or is about the partner, a flag on it or the incident, in
whatever country it is filed. Entries about anything else change no row.

So a row is right as long as as many entries tell of its partnership as were there
before it was read. They are counted, not dated: an entry that is committed late has a
low number and still makes the count differ. Entries and parties are never deleted, so
the count only grows. It is asked before the facts are read: what is committed meanwhile
is either in the row already or makes the next build read it again, never less.

Not every partnership is counted at every build: beside a dashboard of the same day
only those of which an entry above its floor tells, some numbers below the newest entry
of the time when it was built (`selectors.staleness`). A transaction that is open for
longer waits for the nightly build, which reads everything. The first build of a day has
no such floor: the rows it finds were prepared on the day before, each at its own
moment, and all of them are counted.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, QuerySet

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.release import code_digest
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import KeptRow
from eclt_partners.dashboards.rules.narrowing import EVERYTHING, Narrowing
from eclt_partners.dashboards.rules.row_texts import unpacked
from eclt_partners.dashboards.rules.rows import PartnershipRow
from eclt_partners.dashboards.selectors.country_rows import PART, read_rows
from eclt_partners.dashboards.selectors.narrowed import narrowed_partnerships
from partners.models import (
    Incident,
    Partner,
    PartnerFlag,
    Partnership,
    PartnershipParty,
)

PARTNERS: Final = Partner._meta.label_lower
INCIDENTS: Final = Incident._meta.label_lower
FLAGS: Final = PartnerFlag._meta.label_lower


@dataclass(frozen=True, slots=True)
class CountryRows:
    """The partnerships of a country, as they are now.

    Attributes:
        rows: all of them, by code.
        heard: partnership -> how many audit entries told of it before it was read;
            only of those that were read now.
    """

    rows: Sequence[PartnershipRow]
    heard: Mapping[int, int]


def present_rows(
    country: Country,
    as_of: date,
    narrowing: Narrowing = EVERYTHING,
    *,
    floor: int | None,
) -> CountryRows:
    """Return the partnerships of a country; what is kept and right is not read again.

    Args:
        country: where.
        as_of: the day of the question, in the country's zone.
        narrowing: which of them; its period is left to the figures.
        floor: of the dashboard of the same day beside which rows were kept, as it was
            before this question (`staleness.floor_on`); None when there is none.
    """
    asked = narrowed_partnerships(country, as_of, narrowing)
    partnerships = list(asked.order_by("code"))
    ids = [each.pk for each in partnerships]
    doubtful = frozenset(ids) if floor is None else told_of_since(floor)
    kept = _right_rows(ids, country, as_of, doubtful)
    return _completed(partnerships, kept, country, as_of)


def rows_from_all_facts(country: Country, as_of: date) -> CountryRows:
    """Return the partnerships of a country, each read now, whatever is kept.

    Args:
        country: where.
        as_of: the day of the question, in the country's zone.
    """
    partnerships = list(Partnership.objects.filter(country=country).order_by("code"))
    return _completed(partnerships, {}, country, as_of)


def _completed(
    partnerships: Sequence[Partnership],
    kept: Mapping[int, PartnershipRow],
    country: Country,
    as_of: date,
) -> CountryRows:
    """Read what is not kept, part by part."""
    found, heard = dict(kept), dict[int, int]()
    missing = [each for each in partnerships if each.pk not in found]
    for part in _parts(missing):
        read = read_now(part, country, as_of)
        heard.update(read.heard)
        found.update((row.id, row) for row in read.rows)
    return CountryRows([found[each.pk] for each in partnerships], heard)


def read_now(part: Sequence[Partnership], country: Country, as_of: date) -> CountryRows:
    """Read some partnerships; what was heard of them is asked before."""
    heard = heard_of([each.pk for each in part])
    return CountryRows(read_rows(part, country, as_of), heard)


def not_kept(country: Country, as_of: date) -> QuerySet[Partnership]:
    """Return the partnerships of a country of which no row of a day is kept.

    What is kept and has become wrong since is not asked: whoever uses it asks.
    """
    kept = KeptRow.objects.filter(as_of=as_of, basis=basis_of(country))
    here = Partnership.objects.filter(country=country)
    return here.filter(~Exists(kept.filter(partnership=OuterRef("pk"))))


def _parts(partnerships: Sequence[Any]) -> Iterator[Sequence[Any]]:
    starts = range(0, len(partnerships), PART)
    return (partnerships[start : start + PART] for start in starts)


def _right_rows(
    ids: Sequence[int], country: Country, as_of: date, doubtful: frozenset[int]
) -> dict[int, PartnershipRow]:
    """Return the kept rows that are right, by partnership."""
    rows = KeptRow.objects.filter(as_of=as_of, basis=basis_of(country))
    found: dict[int, PartnershipRow] = {}
    for part in _parts(ids):
        asked = rows.filter(partnership__in=part)
        kept = list(asked.values_list("partnership_id", "heard", "content"))
        heard = heard_of(doubtful.intersection(key for key, _then, _content in kept))
        found.update(
            (key, unpacked(content))
            for key, then, content in kept
            if heard.get(key, then) == then
        )
    return found


def told_of_since(floor: int) -> frozenset[int]:
    """Return the partnerships of which audit entries above a number tell. Four queries.

    Args:
        floor: the number.
    """
    entries = AuditEntry.objects.filter(id__gt=floor).order_by()
    named = entries.filter(partnership_id__isnull=False)
    partners = _subjects(entries, PARTNERS)
    parties = PartnershipParty.objects.filter(partner__in=partners)
    flags = PartnerFlag.objects.filter(pk__in=_subjects(entries, FLAGS))
    flagged = PartnershipParty.objects.filter(partner__in=flags.values("partner"))
    incidents = Incident.objects.filter(pk__in=_subjects(entries, INCIDENTS))
    return frozenset(
        key
        for question in (named, parties, flagged, incidents)
        for key in question.values_list("partnership_id", flat=True).distinct()
        if key is not None
    )


def _subjects(entries: QuerySet[AuditEntry], kind: str) -> QuerySet[AuditEntry, Any]:
    return entries.filter(subject_type=kind).values("subject_id")


def heard_of(partnership_ids: Collection[int]) -> Mapping[int, int]:
    """Return how many audit entries tell of each partnership. Seven queries."""
    if not partnership_ids:
        return {}
    keys = dict.fromkeys(partnership_ids)
    named = AuditEntry.objects.filter(partnership_id__in=keys)
    parties = PartnershipParty.objects.filter(partnership__in=keys)
    incidents = Incident.objects.filter(partnership__in=keys)
    found = Counter(dict.fromkeys(keys, 0))
    found.update(_counts(named, "partnership_id"))
    found.update(_told(PARTNERS, parties.values_list("partner", "partnership")))
    flags = PartnerFlag.objects.filter(partner__parties__in=parties)
    found.update(_told(FLAGS, flags.values_list("pk", "partner__parties__partnership")))
    found.update(_told(INCIDENTS, incidents.values_list("pk", "partnership")))
    return found


def _told(kind: str, places: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Count the entries about subjects for the partnerships that they belong to."""
    belonging: dict[int, list[int]] = defaultdict(list)
    for subject, partnership_id in places:
        belonging[subject].append(partnership_id)
    about = AuditEntry.objects.filter(subject_type=kind, subject_id__in=belonging)
    found: Counter[int] = Counter()
    for subject, count in _counts(about, "subject_id").items():
        found.update(dict.fromkeys(belonging[subject], count))
    return found


def _counts(entries: QuerySet[AuditEntry], by: str) -> dict[int, int]:
    counted = entries.order_by().values(by).annotate(count=Count("pk"))
    return dict(counted.values_list(by, "count"))


def basis_of(country: Country) -> str:
    """Return what else decides a row: the country, its zone, and the code that reads.

    So a corrected rule reaches every row with the first build, and no shape of a row
    needs a number.
    """
    return sha256(
        f"{country.pk} {country.time_zone} {code_digest()}".encode()
    ).hexdigest()
