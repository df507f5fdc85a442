"""Where do the marks on the map of countries lie? Pure arithmetic.

All numbers are units of the drawing that `static/build/world_map.py` makes: x to the
east, y to the south.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, hypot
from typing import Final

Point = tuple[float, float]
# Left, top, right and bottom.
Box = tuple[int, int, int, int]

# The narrowest that the map is drawn, in CSS pixels; below that it scrolls sideways.
LEAST_WIDTH: Final = 640
# Half of what a finger needs there: WCAG asks for 24 pixels across.
LEAST_RADIUS: Final = 14
LEAST_VIEW: Final = 500
FLATTEST, TALLEST = 2.3, 1.5
ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the drawing is shown, and how big the circles are in it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def radius(self) -> int:
        """The radius of a circle, so that a finger hits it where the map is smallest."""
        return ceil(self.width * LEAST_RADIUS / LEAST_WIDTH)


def view_of(boxes: Sequence[Box], *, width: int, height: int) -> View:
    """Return the part of the drawing that shows all boxes with some room around.

    Neither very flat nor very tall, and never smaller than a few countries.

    Args:
        boxes: what must be seen; at least one.
        width: of the whole drawing.
        height: of the whole drawing.
    """
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    room = max(right - left, bottom - top) // 10
    wide = max(right - left + 2 * room, LEAST_VIEW)
    high = max(bottom - top + 2 * room, ceil(wide / FLATTEST))
    wide = max(wide, ceil(high * TALLEST))
    high = min(high, height)
    wide = min(wide, width)
    return View(
        left=_inside((left + right - wide) // 2, width - wide),
        top=_inside((top + bottom - high) // 2, height - high),
        width=wide,
        height=high,
    )


def _inside(start: int, most: int) -> int:
    return min(max(start, 0), most)


def spread(points: Sequence[Point], least: float, view: View) -> list[Point]:
    """Move points apart so that no two lie closer than `least`, if there is room.

    Each pair that is too close moves half of the way apart, again and again; those
    that lie on each other part to the left and the right in their order.

    Args:
        points: where they would like to lie.
        least: the smallest distance between two.
        view: they stay in it.
    """
    moved = list(points)
    for _round in range(ROUNDS):
        close = [
            (one, other)
            for one, other in combinations(range(len(moved)), 2)
            if _distance(moved[one], moved[other]) < least - 0.5
        ]
        if not close:
            break
        for one, other in close:
            moved[one], moved[other] = _apart(moved[one], moved[other], least)
        moved = [_held(point, least / 2, view) for point in moved]
    return [(round(x, 1), round(y, 1)) for x, y in moved]


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _apart(one: Point, other: Point, least: float) -> tuple[Point, Point]:
    between = _distance(one, other)
    if between >= least:
        return one, other
    way = (least - between) / 2
    dx, dy = (1.0, 0.0)
    if between:
        dx, dy = (other[0] - one[0]) / between, (other[1] - one[1]) / between
    return (
        (one[0] - dx * way, one[1] - dy * way),
        (other[0] + dx * way, other[1] + dy * way),
    )


def _held(point: Point, margin: float, view: View) -> Point:
    x = min(max(point[0], view.left + margin), view.left + view.width - margin)
    y = min(max(point[1], view.top + margin), view.top + view.height - margin)
    return x, y
