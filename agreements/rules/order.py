"""Which items kept their order, and which were moved?"""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(places: Sequence[int]) -> list[int]:
    """Return the positions of one longest strictly rising run, in their order.

    What is outside the run was moved: of 2 0 1 the run is 0 1, so only the item that
    came from place 2 counts as moved. It takes n log n steps.

    Args:
        places: where each item stood before, in the order of now; each only once.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [position]
    run = []
    position = ends[-1] if ends else -1
    while position >= 0:
        run.append(position)
        position = before[position]
    return run[::-1]
