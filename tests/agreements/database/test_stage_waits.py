"""The database itself keeps the stage while an agreement is talked about (methods A2)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import DatabaseError, connection, transaction

from agreements.choices import RenegotiationState
from agreements.models import AgreementVersion, Renegotiation
from agreements.rules.negotiation import OPEN
from partners.choices import Stage
from partners.models import Partnership
from partners.rules.stages import MAY_INTERRUPT_TALKS
from tests.agreements.table import make_agreement, raised
from tests.cast import TODAY, make_cast

REFUSED = "the stage waits"


def _write(partnership: Partnership, stage: Stage, before: str = "") -> None:
    """Write the column past every service, as the role of the product."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE partners_partnership SET stage = %s, stage_before_pause = %s "
            "WHERE id = %s",
            [stage, before, partnership.pk],
        )


def _stage(partnership: Partnership) -> str:
    return Partnership.objects.get(pk=partnership.pk).stage


@pytest.fixture
def place(cast):
    """The partnership of Malawi, at work, with a change on the table."""
    _write(cast.malawi_partnership, Stage.ACTIVE)
    raised(cast)
    return cast.malawi_partnership


def _bring_to(state: RenegotiationState) -> None:
    """Give the change a state, and all that any state asks for."""
    Renegotiation.objects.update(
        state=state,
        version=AgreementVersion.objects.get(),
        parked_until=TODAY,
        close_reason="MONEY",
        close_text="No money",
        would_be_possible="With money",
    )


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_change_keeps_the_stage(place, state) -> None:
    _bring_to(state)

    with pytest.raises(DatabaseError, match=REFUSED):
        _write(place, Stage.TRANSITION)

    assert _stage(place) == Stage.ACTIVE


@pytest.mark.parametrize("state", sorted(set(RenegotiationState) - OPEN))
def test_a_change_that_rests_or_is_over_keeps_nothing(place, state) -> None:
    _bring_to(state)

    _write(place, Stage.TRANSITION)

    assert _stage(place) == Stage.TRANSITION


@pytest.mark.parametrize("new", sorted(set(Stage) - {Stage.ACTIVE}))
def test_only_a_pause_and_an_early_end_interrupt(place, new) -> None:
    before = Stage.ACTIVE if new == Stage.PAUSED else ""
    if new in MAY_INTERRUPT_TALKS:
        _write(place, new, before)
        assert _stage(place) == new
        return

    with pytest.raises(DatabaseError, match=REFUSED):
        _write(place, new, before)


def test_nobody_comes_back_from_a_pause_past_an_open_change(place) -> None:
    _write(place, Stage.PAUSED, Stage.ACTIVE)

    with pytest.raises(DatabaseError, match=REFUSED):
        _write(place, Stage.ACTIVE)


@pytest.mark.parametrize("old", [Stage.SHAPING, Stage.TRANSITION])
def test_a_version_that_comes_into_force_is_not_held_up(cast, old) -> None:
    _write(cast.malawi_partnership, old)
    raised(cast)

    _write(cast.malawi_partnership, Stage.ACTIVE)

    assert _stage(cast.malawi_partnership) == Stage.ACTIVE


def test_the_change_of_another_partnership_keeps_nothing(cast, place) -> None:
    _write(cast.uganda_partnership, Stage.TRANSITION)

    assert _stage(cast.uganda_partnership) == Stage.TRANSITION


@pytest.mark.usefixtures("committed_db")
def test_a_change_that_opens_at_the_same_moment_is_seen() -> None:
    cast = make_cast()
    place, agreement = cast.malawi_partnership, make_agreement(cast)
    _write(place, Stage.ACTIVE)
    is_open = Event()

    def move() -> str:
        is_open.wait(timeout=30)
        try:
            _write(place, Stage.TRANSITION)
        except DatabaseError as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            raised(cast, agreement)
            is_open.set()
            moved = other.submit(move)
            with pytest.raises(TimeoutError):
                moved.result(timeout=0.5)
        assert REFUSED in moved.result(timeout=30)
    assert _stage(place) == Stage.ACTIVE
