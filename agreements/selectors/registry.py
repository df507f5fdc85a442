"""Which agreements does somebody see in the list, and how does each stand?

Today is the day in each agreement's country, computed by the database. When an
agreement ends, its effective ranges say: an agreement that continues it closes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import (
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from agreements.choices import AgreementsShown
from agreements.models import (
    Agreement,
    AgreementVersion,
    EffectiveRange,
    Renegotiation,
)
from agreements.rules.force import ForceState
from agreements.selectors.agreements import agreements_in_scope
from agreements.selectors.holding import over_of
from agreements.selectors.waits import sides_waited_for
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import prefetch_together
from eclt_partners.countries.selectors import today_in
from partners.choices import OwnerSide

ENDING_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class AgreementFilters:
    """What somebody looks for in the list; as it is made: all in force or to come."""

    words: str = ""
    country: str = ""
    shown: AgreementsShown = AgreementsShown.CURRENT

    @property
    def query(self) -> str:
        """The filters as they stand in an address; "" for those of the start."""
        is_first = self.shown == AgreementsShown.CURRENT
        given = {
            "q": self.words,
            "country": self.country,
            "show": "" if is_first else self.shown.value,
        }
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class ListedAgreement:
    """One agreement in the list.

    Attributes:
        agreement: with its partnership.
        today: the day in its country.
        shown: the version in force, else the next to come, else the newest.
        state: what that version is; None when nothing is signed.
        first_on: the first day of all versions.
        last_on: the last day of all versions, or the day before another agreement
            continues it; None when it was never in force.
        table: the renegotiation that is open.
        rested: the one that is put aside, when none is open.
        waits: which side the open one waits for; None when nobody is asked.
    """

    agreement: Agreement
    today: date
    shown: AgreementVersion | None = None
    state: ForceState | None = None
    first_on: date | None = None
    last_on: date | None = None
    table: Renegotiation | None = None
    rested: Renegotiation | None = None
    waits: OwnerSide | None = None


def agreements_listed(
    actor: Actor, filters: AgreementFilters, *, now: datetime
) -> QuerySet[Agreement]:
    """Return the agreements in scope that fit, by number; what ends soon by its end."""
    found = agreements_in_scope(actor).annotate(
        today=today_in("partnership__country", now=now), over_on=Subquery(_over_on())
    )
    if filters.country:
        found = found.filter(partnership__country=filters.country)
    if filters.words:
        found = found.filter(_named(filters.words))
    if filters.shown == AgreementsShown.ENDING:
        return found.filter(_ends_soon()).order_by("over_on", "number")
    if filters.shown == AgreementsShown.CURRENT:
        found = found.filter(over_on__gt=F("today"))
    elif filters.shown == AgreementsShown.NOT_IN_FORCE:
        found = found.filter(Q(over_on=None) | Q(over_on__lte=F("today")))
    return found.order_by("number")


def _over_on() -> QuerySet[EffectiveRange, date]:
    """Return the first day after the last one of an agreement."""
    ranges = EffectiveRange.objects.filter(agreement=OuterRef("pk")).annotate(
        over=over_of(
            "during__endswith", "agreement__partnership", "version__created_at"
        )
    )
    return ranges.order_by("-during").values_list("over", flat=True)[:1]


def _named(words: str) -> Q:
    partnership = Q(partnership__name__unaccent__icontains=words)
    return (
        Q(title__unaccent__icontains=words)
        | Q(number__icontains=words)
        | Q(partnership__code__iexact=words)
        | partnership
    )


def _ends_soon() -> Q:
    """Keep what is in force today and has its last day within 90 days."""
    in_force = EffectiveRange.objects.filter(
        agreement=OuterRef("pk"), during__contains=OuterRef("today")
    )
    days = Value(ENDING_DAYS + 1, output_field=IntegerField())
    is_near = Q(over_on__gt=F("today"), over_on__lte=F("today") + days)
    return Q(Exists(in_force)) & is_near


def listed_rows(
    agreements: Sequence[Agreement], *, now: datetime
) -> list[ListedAgreement]:
    """Return how each agreement of a page stands. At most two queries.

    Args:
        agreements: from `agreements_listed`.
        now: the moment, aware.
    """
    versions = AgreementVersion.objects.defer("canonical", "terms").annotate(
        begins_on=F("effective_range__during__startswith"),
        over_on=over_of(
            "effective_range__during__endswith",
            "agreement__partnership",
            "created_at",
        ),
    )
    prefetch_together(
        agreements,
        Prefetch("versions", versions.order_by("number")),
        Prefetch("renegotiations", Renegotiation.objects.unfinished()),
    )
    tables = [table for each in agreements if (table := _open_table(each))]
    waits = sides_waited_for([table.pk for table in tables], now=now)
    return [_row(each, waits) for each in agreements]


def _open_table(agreement: Agreement) -> Renegotiation | None:
    found = (each for each in agreement.renegotiations.all() if each.is_open)
    return next(found, None)


def _row(agreement: Agreement, waits: Mapping[int, OwnerSide]) -> ListedAgreement:
    today: date = agreement.today  # type: ignore[attr-defined]
    over_on: date | None = agreement.over_on  # type: ignore[attr-defined]
    versions = list(agreement.versions.all())
    shown, state = _standing(versions, today)
    first_on = versions[0].effective_from if versions else None
    last_on = over_on - timedelta(days=1) if over_on else None
    if first_on and last_on and last_on < first_on:
        state = ForceState.NEVER
    table = _open_table(agreement)
    parked = None if table else next(iter(agreement.renegotiations.all()), None)
    return ListedAgreement(
        agreement,
        today,
        shown=shown,
        state=state,
        first_on=first_on,
        last_on=last_on,
        table=table,
        rested=parked,
        waits=waits.get(table.pk) if table else None,
    )


def _standing(
    versions: Sequence[AgreementVersion], today: date
) -> tuple[AgreementVersion | None, ForceState | None]:
    """Return the version that counts on a day, and what it is then.

    Args:
        versions: by number, with `begins_on` and `over_on`: when each is in force.
        today: the day.
    """
    for version in versions:
        begins_on, over_on = version.begins_on, version.over_on  # type: ignore[attr-defined]
        if begins_on is None or over_on <= today:
            continue
        is_begun = begins_on <= today
        return version, ForceState.IN_FORCE if is_begun else ForceState.UPCOMING
    return (versions[-1], ForceState.LAPSED) if versions else (None, None)
