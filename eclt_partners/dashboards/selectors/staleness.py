"""Which dashboards are out of date?

Audit entries get their number before they are committed, so an entry with a lower
number may appear after one with a higher number was seen. A mark of the highest
number alone would miss it. A snapshot therefore remembers a floor some numbers below
the newest entry, and how many entries of its country lie above that floor: a new
entry and a late one both change the count. What is told of a partner is filed where
that is at home, and counts in each country where it is a party.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.release import release
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.selectors.kept_rows import FLAGS, PARTNERS
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job
from partners.models import PartnershipParty

# How many audit numbers may be given out between the number and the commit of one
# entry. A slower transaction waits for the nightly rebuild.
OVERLAP = 1000
# To take figures along changes none of them.
EXPORT_ASKED = "dashboards.export.asked"


@dataclass(frozen=True, slots=True)
class AuditMark:
    """What a snapshot knew of the audit when it was built.

    Attributes:
        newest: number of the newest entry.
        floor: the number from which on entries are counted.
        count: the entries of its country, and of partners there, above the floor.
        apart: how many of them name no partnership.
    """

    newest: int
    floor: int
    count: int
    apart: int

    @property
    def fields(self) -> dict[str, int]:
        """How a snapshot keeps it."""
        return {
            "audit_mark": self.newest,
            "audit_floor": self.floor,
            "audit_count": self.count,
            "audit_apart": self.apart,
        }


def audit_mark(country_code: str) -> AuditMark:
    """Return the mark of this moment; take it before the figures are read.

    Two queries.
    """
    newest = AuditEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    floor = max(0, newest - OVERLAP)
    return AuditMark(newest, floor, *_entries_above(country_code, floor))


def _entries_above(country_code: str, floor: int) -> tuple[int, int]:
    """Return how many entries there are, and how many of them name no partnership."""
    rows = AuditEntry.objects.filter(_tells_of(country_code), id__gt=floor)
    found = rows.exclude(verb=EXPORT_ASKED).aggregate(
        count=Count("pk"), apart=Count("pk", filter=Q(partnership_id=None))
    )
    return found["count"], found["apart"]


def _tells_of(country_code: str) -> Q:
    """Ask for the entries of a country, and those of partners that are a party there."""
    here = PartnershipParty.objects.filter(partnership__country=country_code)
    partner = here.filter(partner=OuterRef("subject_id"))
    flagged = here.filter(partner__flags=OuterRef("subject_id"))
    return (
        Q(country_code=country_code)
        | Q(Q(subject_type=PARTNERS), Exists(partner))
        | Q(Q(subject_type=FLAGS), Exists(flagged))
    )


def is_out_of_date(country: Country, *, now: datetime) -> bool:
    """Tell whether a country's dashboard must be built again.

    It must when there is none, when it is of another day in the country or of another
    release of the product, when the audit has entries it does not know, or when
    somebody asked.
    """
    snapshot = CountrySnapshot.objects.light().filter(country=country).first()
    if snapshot is None or snapshot.release != release():
        return True
    if snapshot.as_of != country.today(now=now):
        return True
    count, _apart = _entries_above(country.code, snapshot.audit_floor)
    return count != snapshot.audit_count or waiting_jobs(country.code).exists()


def may_be_as_it_was(snapshot: CountrySnapshot, *, as_of: date) -> bool:
    """Tell whether only rows of partnerships can make an outdated dashboard another.

    Not when it is of another day or release, when an entry that it does not know names
    no partnership (the page names the zone of the country, for example), or when
    somebody waits to see a new time on it.
    """
    country = snapshot.country_id
    _count, apart = _entries_above(country, snapshot.audit_floor)
    return (
        (snapshot.release, snapshot.as_of) == (release(), as_of)
        and apart == snapshot.audit_apart
        and not waiting_jobs(country).exists()
    )


def floor_on(snapshot: CountrySnapshot, as_of: date) -> int | None:
    """Return the floor of a dashboard if it is of a day, else None.

    Rows of another day were not kept beside it, so its floor says nothing of them.
    """
    return snapshot.audit_floor if snapshot.as_of == as_of else None


def waiting_jobs(country_code: str) -> QuerySet[Job]:
    """Return the refreshes of a country that somebody waits for."""
    return Job.objects.filter(
        kind=JobKind.REFRESH,
        country_code=country_code,
        state__in=[JobState.QUEUED, JobState.RUNNING],
    )
