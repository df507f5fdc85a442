"""F5 and F8: PostgreSQL and Redis are killed under the senders."""

import random
import time

import pytest

from tests.faults.conftest import OWED, Worlds
from tests.faults.crew import until
from tests.faults.relays import LEISURELY
from tests.faults.sizes import REDIS_DOWN_SECONDS, SEEDS, SERVER_KILLS, SILENCE
from tests.faults.table import TABLE
from tests.faults.world import World

SENDERS = 2
END_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = 'app'
"""
ENOUGH = 3
# Promised: a fact is on its dashboard within two minutes even without Redis.
FRESH_SECONDS = 120
FACT = """
    INSERT INTO audit_auditentry (at, verb, actor_key, actor_text, subject_type,
        subject_id, subject_text, country_code, facts, request_id)
    SELECT clock_timestamp(), 'tests.fact.changed', 'system', '', '', 0, '', code,
        '{}', '' FROM countries_country ORDER BY code LIMIT 1
    RETURNING at, country_code
"""
FRESH = """
    SELECT 1 FROM dashboards_countrysnapshot WHERE built_at > %s AND country_id = %s
"""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_postgresql_that_is_killed_loses_and_doubles_nothing(world, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    world.relay.behave(**LEISURELY)
    for _ in range(SENDERS):
        world.start("send")
    for _ in range(SERVER_KILLS):
        world.until_taken(chance.randint(1, ENOUGH))
        world.ground.kill("postgres")
        time.sleep(chance.uniform(0, 0.2))
        world.ground.start_postgres()
        world.until_taken(chance.randint(1, ENOUGH))
        world.ask(END_SESSIONS)
    world.relay.behave()
    world.until_quiet()
    world.nursery.kill_all()
    in_doubt = world.verify()
    verdict = world.verdict()
    TABLE.note(
        "F8",
        f"PostgreSQL killed, all sessions ended, {SENDERS} senders, seed {seed}",
        verdict,
        times=2 * SERVER_KILLS,
        in_doubt=in_doubt,
    )
    assert verdict.wrong == {}
    assert in_doubt <= 2 * SERVER_KILLS * SENDERS
    assert verdict.in_doubt == 0


@pytest.mark.parametrize("keeps", [True, False], ids=["with file", "without file"])
def test_a_redis_that_is_killed_or_emptied_loses_nothing(
    new_world: Worlds, keeps: bool
):
    world = new_world(OWED)
    restart_redis(world, keeps=keeps)
    world.relay.behave(**LEISURELY)
    world.start("beat")
    world.start("worker")
    until(world.relay.taken, "the first mail by worker and beat")
    restart_redis(world, keeps=keeps)
    world.until_taken(ENOUGH)
    world.ground.empty_redis()
    world.relay.behave()
    world.until_quiet()
    verdict = world.verdict()
    kept = "keeps a file" if keeps else "keeps nothing"
    TABLE.note("F5", f"Redis killed and emptied, {kept}", verdict, times=2)
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0


def restart_redis(world: World, *, keeps: bool) -> None:
    world.ground.kill("redis")
    world.ground.start_redis(keeps=keeps)


def test_mail_goes_out_while_redis_is_away_and_celery_comes_back_with_it(
    new_world: Worlds,
):
    world = new_world(OWED)
    world.hold_back()
    beat, worker = world.start("beat"), world.start("worker")
    dispatcher = world.start("dispatch", silence=SILENCE)
    until(lambda: world.states().get("sent"), "the first mail by worker and beat")
    world.until_quiet()
    before = world.planned()
    world.ground.kill("redis")
    down = time.monotonic()
    [fact] = world.ask(FACT)
    world.let_go()
    until(
        lambda: world.ask(FRESH, *fact),
        lambda: f"the dashboard of a fact without Redis: {dispatcher.said()}",
    )
    fresh = time.monotonic() - down
    assert fresh <= FRESH_SECONDS
    world.until_quiet(owed=before + 1)
    time.sleep(max(0, down + REDIS_DOWN_SECONDS - time.monotonic()))
    [(restarted,)] = world.ask("SELECT clock_timestamp()")
    world.ground.start_redis()
    until(
        lambda: world.ask(
            "SELECT 1 FROM notifications_dispatcherheartbeat "
            "WHERE name = 'celery' AND last_drain_at > %s",
            restarted,
        ),
        lambda: f"Celery after Redis came back: {beat.said()} {worker.said()}",
    )
    assert worker.lives, worker.said()
    verdict = world.verdict()
    seconds = round(time.monotonic() - down)
    what = f"Redis away for {seconds} s; a dashboard fresh after {fresh:.0f} s"
    TABLE.note("F6", f"{what}; the fallback goes on", verdict)
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0
