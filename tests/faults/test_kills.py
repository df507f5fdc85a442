"""F1, F2 and the controls: what does `kill -9` of a sender do to the mails?"""

import pytest

from eclt_partners.notifications.failpoints import FailPoint
from tests.faults.controls import DESIGNS
from tests.faults.killing import kill_again_and_again
from tests.faults.relays import LEISURELY
from tests.faults.sizes import CONTROL_KILLS, KILLS, SEEDS
from tests.faults.table import TABLE

# Where a message stands whose sender died there, and whether the relay has it.
AFTER_DEATH = {
    FailPoint.BEFORE_CLAIM_COMMIT: ("queued", False),
    FailPoint.AFTER_CLAIM: ("claimed", False),
    FailPoint.MID_BODY: ("claimed", False),
    FailPoint.AFTER_DOT_COMMIT: ("dot", False),
    FailPoint.AFTER_DOT: ("dot", True),
    FailPoint.NEXT_WRITTEN: ("dot", True),
    FailPoint.AFTER_REPLY: ("dot", True),
    FailPoint.BEFORE_SENT_COMMIT: ("dot", True),
}
FIRST = """
    SELECT id, message_id FROM notifications_outgoing WHERE state = 'queued'
    ORDER BY next_try_at, id LIMIT 1
"""


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_senders_lose_nothing_and_send_nothing_twice(world, seed):
    world.relay.behave(**LEISURELY)
    kills = kill_again_and_again(
        world, lambda: world.start("send"), kills=KILLS, seed=seed
    )
    world.relay.behave()
    world.finish()
    in_doubt = world.verify()
    verdict = world.verdict()
    TABLE.note(
        "F1",
        f"kill -9 of the sender, seed {seed}",
        verdict,
        times=kills,
        in_doubt=in_doubt,
    )
    assert kills == KILLS
    assert verdict.wrong == {}
    assert in_doubt <= kills
    assert verdict.in_doubt == 0


def test_each_place_to_die_leaves_the_state_it_should(world):
    places = {}
    for point, (state, _) in AFTER_DEATH.items():
        world.ask(
            "UPDATE notifications_outgoing SET state = 'queued', owner = NULL "
            "WHERE state = 'claimed'"
        )
        [(message, message_id)] = world.ask(FIRST)
        world.send_once(kill_at=point).wait()
        [(found,)] = world.ask(
            "SELECT state FROM notifications_outgoing WHERE id = %s", message
        )
        assert found == state, point
        places[point] = message_id
    taken = {mail.id for mail in world.relay.taken()}
    assert {point: places[point] in taken for point in places} == {
        point: is_taken for point, (_, is_taken) in AFTER_DEATH.items()
    }
    world.finish()
    in_doubt = world.verify()
    verdict = world.verdict()
    TABLE.note(
        "F2", "killed at each of eight places", verdict, times=8, in_doubt=in_doubt
    )
    assert verdict.wrong == {}
    assert (in_doubt, verdict.in_doubt) == (5, 0)
    assert {mail.id for mail in world.relay.taken()} >= set(places.values())


# What a design shows, and where the relay lets it stand while the killer looks.
BAD = [
    ("A", "lost", {"before": 0.15}),
    ("B", "twice", {"slow": 0.05}),
    ("C", "twice", {"slow": 0.15}),
    ("D", "twice", {"slow": 0.15}),
]


@pytest.mark.parametrize(("design", "shows", "manners"), BAD)
def test_designs_that_are_known_to_fail_do_fail_here(world, design, shows, manners):
    world.relay.behave(**manners)
    kills = kill_again_and_again(
        world,
        lambda: world.start("control", design=design),
        kills=CONTROL_KILLS,
        seed=1,
    )
    world.relay.behave()
    for _ in range(10):
        world.start("control", design=design).wait()
        if not world.waiting():
            break
    verdict = world.verdict()
    TABLE.note(design, f"control: {DESIGNS[design].__name__}", verdict, times=kills)
    assert getattr(verdict, shows) > 0
    assert set(verdict.wrong) & {"lost", "twice"} == {shows}
