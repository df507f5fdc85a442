"""Who kills senders, at random moments that a seed decides?"""

import random
import time
from collections.abc import Callable

from tests.faults.crew import Child
from tests.faults.world import World

# How far a sender comes before it is killed: some mails, and part of the next. Every
# second one dies while the relay has its mail and has not said so yet.
MAILS_BETWEEN = 3
PART_OF_A_MAIL = 0.1


def kill_again_and_again(
    world: World, start: Callable[[], Child], *, kills: int, seed: int
) -> int:
    """Start a sender and kill it, `kills` times or until all is sent.

    Returns:
        How many were killed.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    killed = 0
    while killed < kills:
        sender = start()
        world.until_taken(chance.randint(1, MAILS_BETWEEN))
        time.sleep(chance.choice((0, chance.uniform(0, PART_OF_A_MAIL))))
        if not sender.lives or not world.waiting():
            sender.kill()
            break
        sender.kill()
        killed += 1
    return killed
