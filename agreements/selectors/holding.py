"""Until when does a version hold, when its partnership ends before its last day?

Closing an agreement and ending early end what is in force (methods A1, A4): that day is
the last one of all that was agreed before, also when both sides begin a new chapter.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeVar

from django.db.models import (
    BooleanField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Least

from agreements.models import AgreementVersion, CommitmentInstance
from agreements.rules.force import EffectiveRange, ForceState
from partners.choices import Stage
from partners.models import Partnership, StageChange
from partners.rules.stages import REVIEWED_STAGES

Row = TypeVar("Row")
ENDS: Final = (Stage.SUSTAINING, Stage.ENDED_EARLY)
# What was entered as ended already has no such change; a new chapter leaves from here.
ENDED: Final = (Stage.SUSTAINING, Stage.CONCLUDED)
# The same of a version, in a statement with its partnership as `ps`.
OUTLIVED_SQL: Final = """EXISTS (
    SELECT 1 FROM partners_stagechange ch WHERE ch.partnership_id = ps.id
      AND (ch.to_stage IN ('SUSTAINING', 'ENDED_EARLY')
           OR ch.to_stage = 'SHAPING' AND ch.from_stage IN ('SUSTAINING', 'CONCLUDED'))
      AND (ch.changed_at >= {version}.created_at
           OR ch.to_stage = 'SHAPING' AND ch.changed_on > {version}.effective_to))"""


def ended_on(partnership: str, since: str, last: str = "") -> Subquery:
    """Return the day on which a partnership first ended after a moment; null: it did not.

    Where it was entered as ended, or a version was registered after the end, that is
    the day on which both sides began a new chapter.

    Args:
        partnership: the name of the column that holds the partnership.
        since: the name of the column that holds the moment.
        last: the name of the column with the last day of a version, which is over, too,
            where a new chapter began after that day: it was registered late.
    """
    is_over = _is_end() & Q(changed_at__gte=OuterRef(since))
    if last:
        is_over |= _begins_anew() & Q(changed_on__gt=OuterRef(last))
    ends = StageChange.objects.filter(is_over, partnership=OuterRef(partnership))
    return Subquery(ends.order_by("changed_at", "pk").values("changed_on")[:1])


def _is_end(changes: str = "") -> Q:
    """Return the condition that a change of stage is an end, as `ended_on` counts it."""
    return Q(**{f"{changes}to_stage__in": ENDS}) | _begins_anew(changes)


def _begins_anew(changes: str = "") -> Q:
    """Return the condition that a change of stage begins a new chapter."""
    return Q(**{f"{changes}to_stage": Stage.SHAPING, f"{changes}from_stage__in": ENDED})


def _is_after(changes: str = "") -> Q:
    """Return the condition that a change of stage came after a version.

    A paper of an earlier chapter may be registered when the next one has begun; that
    one began after its last day.
    """
    return Q(**{f"{changes}changed_at__gte": F("created_at")}) | (
        _begins_anew(changes) & Q(**{f"{changes}changed_on__gt": F("effective_to")})
    )


def of_former_chapters() -> QuerySet[AgreementVersion]:
    """Return the versions after which both sides began a new chapter."""
    changes = "agreement__partnership__stage_changes__"
    return AgreementVersion.objects.filter(_begins_anew(changes), _is_after(changes))


def with_stopped(
    due_dates: QuerySet[CommitmentInstance],
) -> QuerySet[CommitmentInstance]:
    """Let due dates carry `is_stopped`: the partnership ended after they were promised.

    Nobody waits for them any more, also when both sides begin a new chapter.
    """
    # Asked by the version alone, so that PostgreSQL can answer it once for a long list.
    changes = "agreement__partnership__stage_changes__"
    outlived = AgreementVersion.objects.filter(
        _is_end(changes),
        _is_after(changes),
        pk=OuterRef("commitment__version"),
    )
    goes_on = Q(commitment__version__agreement__partnership__stage__in=REVIEWED_STAGES)
    stopped = ExpressionWrapper(
        ~goes_on | Q(Exists(outlived)), output_field=BooleanField()
    )
    return due_dates.annotate(is_stopped=stopped)


def with_held_to(versions: QuerySet[AgreementVersion]) -> QuerySet[AgreementVersion]:
    """Let versions carry `held_to`: their last day, or that of the end before it."""
    last_day = ended_on("agreement__partnership", "created_at")
    return versions.annotate(held_to=Least("effective_to", last_day))


def in_force_on(partnership: Partnership, day: date) -> QuerySet[AgreementVersion, int]:
    """Return the ids of the versions that are in force on a day."""
    rows = AgreementVersion.objects.alias(
        over=ended_on("agreement__partnership", "created_at")
    )
    return rows.filter(
        Q(over=None) | Q(over__gte=day),
        agreement__partnership=partnership,
        effective_range__during__contains=day,
    ).values_list("pk", flat=True)


def over_of(end: str, partnership: str, since: str) -> Least:
    """Return the first day on which a version is over.

    Args:
        end: the name of the column with the end of its effective range, not included.
        partnership: as `ended_on` takes it.
        since: as `ended_on` takes it.
    """
    day_after = ExpressionWrapper(
        ended_on(partnership, since) + Value(1, output_field=IntegerField()),
        output_field=DateField(),
    )
    return Least(F(end), day_after, output_field=DateField())


def held_to(version: AgreementVersion) -> date:
    """Return the last day on which a version from `with_held_to` can hold."""
    found: date = version.held_to  # type: ignore[attr-defined]
    return found


def last_day(version: AgreementVersion, state: ForceState) -> date:
    """Return the last day of a version as it is told: what never began has its own."""
    is_told = state == ForceState.NEVER
    return version.effective_to if is_told else held_to(version)


def shown_among(
    rows: Iterable[Row], state_of: Callable[[Row], ForceState]
) -> Row | None:
    """Return what counts of the versions of an agreement, or None without any.

    Args:
        rows: one for each version, newest first.
        state_of: what the version of a row is today.
    """
    found = list(rows)
    begins = [row for row in found if state_of(row) != ForceState.NEVER] or found
    in_force = (row for row in begins if state_of(row) == ForceState.IN_FORCE)
    return next(in_force, next(iter(begins), None))


def held_range(version: AgreementVersion) -> EffectiveRange:
    """Return from when until when a version from `with_held_to` can hold."""
    return EffectiveRange(version.number, version.effective_from, held_to(version))
