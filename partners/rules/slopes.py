"""Where do the marks of a slope chart lie: at the start, now, and at the aim?

One small chart per goal, in user units of its view box. Levels 1 to 5 go upwards.
"""

from dataclasses import dataclass

LEVELS = range(1, 6)
WIDTH, HEIGHT = 240, 128
LEFT, MIDDLE, RIGHT = 34, 118, 202
TOP, STEP = 14, 22


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: its level and where it lies."""

    level: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Slope:
    """The marks of one goal; without a level of today the middle one is missing."""

    start: Point
    now: Point | None
    aim: Point

    @property
    def walked(self) -> str:
        """The way so far, as SVG writes a polyline."""
        return _line(self.start, self.now) if self.now else ""

    @property
    def ahead(self) -> str:
        """The way that is left."""
        return _line(self.now or self.start, self.aim)


def slope(baseline: int, current: int | None, target: int) -> Slope:
    """Return the marks for three levels from 1 to 5."""
    return Slope(
        start=Point(baseline, LEFT, height_of(baseline)),
        now=None if current is None else Point(current, MIDDLE, height_of(current)),
        aim=Point(target, RIGHT, height_of(target)),
    )


def height_of(level: int) -> int:
    """Return how far down a level lies."""
    return TOP + (LEVELS[-1] - level) * STEP


def level_lines() -> list[Point]:
    """Return the five lines of the scale."""
    return [Point(level, LEFT, height_of(level)) for level in LEVELS]


def _line(one: Point, other: Point) -> str:
    return f"{one.x},{one.y} {other.x},{other.y}"
