"""What does the page of an agreement show?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from agreements.choices import InstanceState
from agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    CommitmentInstance,
    Renegotiation,
)
from agreements.rules.force import (
    ForceState,
    closed_by,
    force_state,
)
from agreements.rules.outcomes import OPEN
from agreements.rules.phases import counts
from agreements.rules.promises import Keeping, counted_keeping, shows_share
from agreements.rules.replacing import replaced_on
from agreements.selectors.holding import (
    held_range,
    last_day,
    shown_among,
    with_held_to,
    with_stopped,
)
from agreements.selectors.tables import tables_of
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from partners.choices import OwnerSide, Side
from partners.models import Partnership
from partners.rules.rounding import half_up_or_none


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version with what it is today.

    Attributes:
        replaced_on: the day on which something newer took its place before its last
            day; else None.
    """

    version: AgreementVersion
    state: ForceState
    replaced_on: date | None = None

    @property
    def last_on(self) -> date:
        """Its last day, as it was agreed where it never began."""
        return last_day(self.version, self.state)


@dataclass(frozen=True, slots=True)
class KeepingRow:
    """How one side keeps its promises; no percentage while fewer than 5 were due.

    What was reported and not confirmed yet counts nowhere (`waiting`).
    """

    side: Side
    keeping: Keeping
    percent: Decimal | None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class PromiseColumn:
    """The promises of one side, or of both together, each with its due dates.

    What goes on in a signed version that has not begun yet stands here until then.
    """

    side: OwnerSide
    promises: Sequence[tuple[Commitment, Sequence[CommitmentInstance]]]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Everything the page of one agreement shows.

    Attributes:
        rows: all versions, newest first.
        shown: the version in force, or the newest that begins when none is; None before
            the first.
        tables: all renegotiations, open ones first.
        columns: its promises, side by side.
        older: due dates without outcome that stand in earlier versions.
        keeping: both sides over all versions.
    """

    agreement: Agreement
    rows: Sequence[VersionRow]
    shown: VersionRow | None
    columns: Sequence[PromiseColumn]
    older: Sequence[CommitmentInstance]
    keeping: Sequence[KeepingRow]
    tables: Sequence[Renegotiation]

    @property
    def open_table(self) -> Renegotiation | None:
        """The renegotiation that still wants something from a side."""
        return next((each for each in self.tables if each.is_open), None)

    @property
    def came_to_nothing(self) -> bool:
        """True when there is no version, and none is being written any more."""
        return not self.rows and all(each.came_to_nothing for each in self.tables)


def agreements_in_scope(actor: Actor) -> QuerySet[Agreement]:
    """Return the agreements the actor may see, with kind, partnership and country."""
    visible = Agreement.objects.visible_to(actor)
    return visible.select_related("kind", "partnership__country")


def agreement_page(agreement: Agreement, *, today: date) -> AgreementPage:
    """Return what the page shows on a day in the country. One query."""
    versions, tables = _versions(agreement), tables_of(agreement)
    commitments = _commitments(agreement)
    ask_together(versions, tables, commitments)
    rows = _rows(versions, today)
    shown = shown_among(rows, attrgetter("state"))
    version = shown.version if shown else None
    return AgreementPage(
        agreement=agreement,
        rows=rows,
        shown=shown,
        columns=_columns(commitments, version) if version else [],
        older=_open_of_older(commitments, version) if version else [],
        keeping=keeping_rows(commitments),
        tables=list(tables),
    )


def version_rows(agreement: Agreement, *, today: date) -> list[VersionRow]:
    """Return all versions, newest first, with what each is on the day. One query."""
    return _rows(_versions(agreement), today)


def head_of(agreement: Agreement) -> AgreementVersion | None:
    """Return the newest version with its promises, or None before the first."""
    newest = _versions(agreement).prefetch_related("commitments")[:1]
    ask_together(newest)
    return next(iter(newest), None)


def version_at(agreement: Agreement, day: date) -> AgreementVersion | None:
    """Return the version in force on a day, or None; one query."""
    return agreement.versions.filter(effective_range__during__contains=day).first()


def principles_in_force(partnership: Partnership, day: date) -> list[str]:
    """Return the guiding principles of what is in force on a day; one query."""
    versions = AgreementVersion.objects.filter(
        agreement__partnership=partnership, effective_range__during__contains=day
    ).order_by("agreement__number")
    found = versions.values_list("terms__principles", flat=True)
    return list(dict.fromkeys(each for named in found for each in named or ()))


def keeping_rows(commitments: Iterable[Commitment]) -> list[KeepingRow]:
    """Return how both sides keep these promises, the foundation first."""
    found = [
        (OwnerSide(commitment.side), instance)
        for commitment in commitments
        for instance in commitment.instances.all()
    ]
    return keeping_of(
        Counter(
            (side, InstanceState(each.state), bool(each.confirmation))
            for side, each in found
        )
    )


def keeping_of(
    reports: Mapping[tuple[OwnerSide, InstanceState, bool], int],
) -> list[KeepingRow]:
    """Return how both sides keep promises, the foundation first.

    Args:
        reports: who promised, what became of a due date, and whether the other side
            confirmed it or did not object -> how many due dates.
    """
    settled: Counter[tuple[OwnerSide, InstanceState]] = Counter()
    open_ones: Counter[tuple[OwnerSide, InstanceState]] = Counter()
    for (owner, state, sure), count in reports.items():
        group = settled if counts(state, is_confirmed=sure) else open_ones
        group[owner, state] += count
    keeping, waiting = counted_keeping(settled), counted_keeping(open_ones)
    return [
        KeepingRow(side, keeping[side], _percent(keeping[side]), waiting[side].due)
        for side in Side
    ]


def _versions(agreement: Agreement) -> QuerySet[AgreementVersion]:
    """Return the versions with `continued_on`: when another agreement took over."""
    later = AgreementVersion.objects.filter(agreement__continues=OuterRef("agreement"))
    first_days = later.order_by("effective_from").values("effective_from")
    rows = with_held_to(agreement.versions.all())
    return rows.annotate(continued_on=Subquery(first_days[:1])).order_by("-number")


def _rows(versions: Iterable[AgreementVersion], today: date) -> list[VersionRow]:
    found = list(versions)
    continued_on = getattr(found[0], "continued_on", None) if found else None
    ranges = closed_by(map(held_range, found), continued_on)
    return [
        VersionRow(
            version,
            force_state(version.number, ranges, today),
            replaced_on(
                held_range(version), _newer(version, found, continued_on), today
            ),
        )
        for version in found
    ]


def _newer(
    version: AgreementVersion,
    versions: Iterable[AgreementVersion],
    continued_on: date | None,
) -> list[date]:
    """Return the first day of all that comes after a version."""
    days = [each.effective_from for each in versions if each.number > version.number]
    return [*days, continued_on] if continued_on else days


def _commitments(agreement: Agreement) -> QuerySet[Commitment]:
    instances = with_stopped(CommitmentInstance.objects.order_by("due_on"))
    return (
        Commitment.objects.filter(version__agreement=agreement)
        .select_related("version", "party__partner")
        .prefetch_related(Prefetch("instances", instances))
        .order_by("-version__number", "code")
    )


def _columns(
    commitments: Iterable[Commitment], shown: AgreementVersion
) -> list[PromiseColumn]:
    found = list(commitments)
    mine = [each for each in found if each.version == shown]
    columns = [
        PromiseColumn(
            side,
            [(each, _due_dates(each, found)) for each in mine if each.side == side],
        )
        for side in OwnerSide
    ]
    return [
        column
        for column in columns
        if column.promises or column.side != OwnerSide.JOINT
    ]


def _due_dates(
    promise: Commitment, commitments: Iterable[Commitment]
) -> list[CommitmentInstance]:
    """Return the due dates of a promise, those that later versions took over too."""
    same = (
        each
        for each in commitments
        if each.version.number >= promise.version.number
        and (each.code, each.text) == (promise.code, promise.text)
    )
    dates = (date for each in same for date in each.instances.all())
    return sorted(dates, key=lambda each: (each.due_on, each.pk))


def _open_of_older(
    commitments: Iterable[Commitment], shown: AgreementVersion
) -> list[CommitmentInstance]:
    return [
        instance
        for commitment in commitments
        if commitment.version.number < shown.number
        for instance in commitment.instances.all()
        if instance.state in OPEN
    ]


def _percent(keeping: Keeping) -> Decimal | None:
    if keeping.share is None or not shows_share(keeping):
        return None
    return half_up_or_none(keeping.share * 100)
