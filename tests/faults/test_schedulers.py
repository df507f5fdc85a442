"""F3, F4, F14 and F19: beats and workers that die, are many, or go by a wrong clock."""

import random
import time
from signal import SIGTERM

import pytest

from tests.faults.conftest import DUE, OWED, Worlds
from tests.faults.crew import until
from tests.faults.relays import LEISURELY
from tests.faults.sizes import SILENCE, WORKER_KILLS
from tests.faults.table import TABLE
from tests.faults.world import World

DAY = 24 * 3600
# Seconds; a busy machine of a test run is no measure of lateness, but of hanging.
MOST_LATE = 300
PLANNED = """
    SELECT kind, subject_id, step, round, recipient_key FROM notifications_reminder
"""
MAILS = """
    SELECT recipient_key, letter, (
        SELECT count(*) FROM notifications_reminder re WHERE re.outgoing_id = og.id)
    FROM notifications_outgoing og
"""


def rows(world: World) -> list[list[tuple[object, ...]]]:
    return [sorted(world.ask(PLANNED)), sorted(world.ask(MAILS))]


def test_a_worker_that_is_killed_while_it_sends_loses_nothing(new_world: Worlds):
    world = new_world(OWED)
    chance = random.Random(1)  # noqa: S311 - no secret
    world.relay.behave(**LEISURELY)
    world.start("beat")
    for _ in range(WORKER_KILLS):
        worker = world.start("worker")
        until(world.relay.taken, "the first mail")
        world.until_taken(chance.randint(1, 5))
        time.sleep(chance.uniform(0, 0.1))
        worker.kill()
    world.relay.behave()
    world.start("worker")
    world.until_quiet()
    world.nursery.kill_all()
    in_doubt = world.verify()
    verdict = world.verdict()
    TABLE.note(
        "F1",
        "kill -9 of Celery's worker",
        verdict,
        times=WORKER_KILLS,
        in_doubt=in_doubt,
    )
    assert verdict.wrong == {}
    # Two threads of a worker send at once.
    assert in_doubt <= 2 * WORKER_KILLS
    assert verdict.in_doubt == 0


def test_many_beats_and_workers_at_once_plan_what_one_does(new_world: Worlds):
    expected = rows(new_world(DUE))
    world = new_world(OWED)
    for _ in range(3):
        world.start("beat")
    for _ in range(2):
        world.start("worker")
        # Always thinks that Celery is silent.
        world.start("dispatch", silence=0)
    world.until_quiet(owed=len(expected[0]))
    assert rows(world) == expected
    verdict = world.verdict()
    TABLE.note("F4", "3 beats, 2 workers, 2 fallbacks at once", verdict)
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0


def test_without_a_beat_the_fallback_plans_and_sends(new_world: Worlds):
    world = new_world(OWED)
    world.hold_back()
    beat = world.start("beat")
    world.start("worker")
    world.start("dispatch", silence=SILENCE)
    until(lambda: world.states().get("sent"), "the first mail")
    world.until_quiet()
    before = world.planned()
    beat.kill()
    world.let_go()
    world.until_quiet(owed=before + 1)
    assert world.ask(
        "SELECT 1 FROM notifications_dispatcherheartbeat WHERE name = %s "
        "AND last_drain_at IS NOT NULL",
        "fallback",
    )
    verdict = world.verdict()
    TABLE.note("F3", "kill -9 of beat; the fallback goes on", verdict)
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0
    assert max(verdict.lateness) < MOST_LATE


@pytest.mark.parametrize("off", [DAY, -DAY], ids=["a day ahead", "a day behind"])
def test_workers_whose_clock_is_a_day_off_send_the_same(new_world: Worlds, off: int):
    expected = rows(new_world(DUE))
    world = new_world(OWED)
    world.start("beat")
    world.start("worker", clock_off=off)
    # To a worker that is ahead every task of beat has expired.
    world.start("dispatch", silence=SILENCE, clock_off=off)
    world.until_quiet(owed=len(expected[0]))
    assert rows(world) == expected
    [(wrong,)] = world.ask(
        "SELECT count(*) FROM notifications_outgoing WHERE rendered_at IS NULL OR "
        "abs(extract(epoch FROM sent_at - rendered_at)) > 3600"
    )
    assert wrong == 0
    verdict = world.verdict()
    TABLE.note("F14", f"clock of worker and fallback off by {off // 3600} h", verdict)
    assert verdict.wrong == {}
    assert max(verdict.lateness) < MOST_LATE


def test_a_deployment_in_the_middle_of_sending_is_not_noticed(new_world: Worlds):
    world = new_world(DUE)
    world.relay.behave(**LEISURELY)
    world.start("beat")
    old = world.start("worker")
    world.until_taken(3)
    world.start("worker")
    old.signal(SIGTERM)
    old.wait()
    world.relay.behave()
    world.until_quiet()
    verdict = world.verdict()
    TABLE.note("F19", "SIGTERM to the old worker, the new one beside it", verdict)
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0
