"""What happens to partnerships on the first day of an agreement."""

from datetime import date, datetime, timedelta

import pytest

from agreements.choices import VersionKind
from agreements.services.force import follow_stage, put_into_force
from agreements.tasks import put_into_force as put_into_force_task
from partners.choices import Stage
from partners.models import Partnership, StageChange
from tests.agreements.drafts import register
from tests.agreements.services.test_agreements import add_version

LATER = date(2026, 12, 1)


def at_stage(
    cast,
    stage: Stage,
    moved_at: datetime | None = None,
    *,
    came_from: Stage = Stage.ACTIVE,
) -> Partnership:
    partnership = cast.malawi_partnership
    Partnership.objects.filter(pk=partnership.pk).update(
        stage=stage, stage_before_pause=came_from if stage == Stage.PAUSED else ""
    )
    if moved_at:
        StageChange.objects.create(
            partnership=partnership,
            from_stage=came_from,
            to_stage=stage,
            changed_at=moved_at,
            changed_on=moved_at.date(),
            changed_by="user:1",
        )
    return Partnership.objects.get(pk=partnership.pk)


def stage_of(cast) -> str:
    return Partnership.objects.get(pk=cast.malawi_partnership.pk).stage


def test_an_agreement_of_a_day_to_come_waits(cast, now) -> None:
    register(cast, now, partnership=at_stage(cast, Stage.SHAPING), effective_from=LATER)

    assert put_into_force(now=now) == 0
    assert stage_of(cast) == Stage.SHAPING


def test_the_clock_makes_it_active_when_the_day_has_come(cast, now) -> None:
    register(cast, now, partnership=at_stage(cast, Stage.SHAPING), effective_from=LATER)

    assert put_into_force(now=now + timedelta(days=8)) == 1
    assert put_into_force(now=now + timedelta(days=8)) == 0
    assert stage_of(cast) == Stage.ACTIVE


def test_the_day_begins_at_midnight_in_the_country(cast, now) -> None:
    register(cast, now, partnership=at_stage(cast, Stage.SHAPING), effective_from=LATER)
    midnight = datetime.fromisoformat("2026-12-01T00:00:00+02:00")

    assert put_into_force(now=midnight - timedelta(seconds=1)) == 0
    assert put_into_force(now=midnight) == 1


def test_an_agreement_that_is_over_moves_nothing(cast, now) -> None:
    register(
        cast,
        now,
        partnership=at_stage(cast, Stage.SHAPING),
        effective_to=date(2026, 11, 22),
    )

    assert stage_of(cast) == Stage.SHAPING


@pytest.mark.parametrize("stage", [Stage.EXPLORING, Stage.PAUSED, Stage.CONCLUDED])
def test_other_stages_stay(cast, now, stage) -> None:
    partnership = cast.malawi_partnership
    partnership.stage = stage

    assert follow_stage(now=now, partnership=partnership) is False


def test_an_old_agreement_does_not_stop_a_handover(cast, now) -> None:
    register(cast, now)
    at_stage(cast, Stage.TRANSITION, now + timedelta(days=1))

    assert put_into_force(now=now + timedelta(days=2)) == 0


def test_the_agreement_of_an_ended_chapter_does_not_begin_the_next_one(
    cast, now
) -> None:
    register(cast, now)
    later = now + timedelta(days=1)
    at_stage(cast, Stage.SHAPING, later, came_from=Stage.SUSTAINING)

    assert put_into_force(now=later) == 0


def test_a_new_agreement_begins_the_work_of_a_new_chapter(cast, now) -> None:
    register(cast, now)
    later = now + timedelta(days=1)
    shaping = at_stage(cast, Stage.SHAPING, later, came_from=Stage.SUSTAINING)

    register(cast, later + timedelta(days=1), partnership=shaping, title="Clubs")

    assert stage_of(cast) == Stage.ACTIVE


def test_an_agreement_signed_while_exploring_begins_the_work(cast, now) -> None:
    register(cast, now)
    later = now + timedelta(days=1)
    at_stage(cast, Stage.SHAPING, later, came_from=Stage.EXPLORING)

    assert put_into_force(now=later) == 1


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (VersionKind.EXTENSION, Stage.ACTIVE),
        (VersionKind.AMENDMENT, Stage.TRANSITION),
        (VersionKind.CORRECTION, Stage.TRANSITION),
    ],
)
def test_only_an_extension_stops_a_handover(cast, now, kind, stage) -> None:
    agreement = register(cast, now)
    at_stage(cast, Stage.TRANSITION, now + timedelta(days=1))
    agreement.refresh_from_db()

    add_version(cast, now + timedelta(days=2), agreement, kind=kind)

    assert stage_of(cast) == stage


def test_an_extension_that_came_in_a_pause_stops_the_handover_after_it(
    cast, now
) -> None:
    agreement = register(cast, now)
    at_stage(cast, Stage.TRANSITION, now + timedelta(days=1))
    at_stage(cast, Stage.PAUSED, now + timedelta(days=2), came_from=Stage.TRANSITION)
    add_version(cast, now + timedelta(days=3), agreement, kind=VersionKind.EXTENSION)
    later = now + timedelta(days=4)
    at_stage(cast, Stage.TRANSITION, later, came_from=Stage.PAUSED)

    assert put_into_force(now=later) == 1
    assert stage_of(cast) == Stage.ACTIVE


def test_the_task_calls_the_service(cast) -> None:
    assert put_into_force_task() == 0
