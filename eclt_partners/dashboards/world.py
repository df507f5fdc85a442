"""Where do countries lie on the map, and what is drawn of each?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.words import with_colon
from eclt_partners.dashboards.rules.map_geometry import Box, View, spread, view_of
from eclt_partners.dashboards.selectors.snapshots import CountryLine

SHAPES: Final = Path(__file__).with_name("world_map.json")
# Between two circles, in units of their radius.
GAP: Final = 0.3


@dataclass(frozen=True, slots=True)
class Spot:
    """One country on the map.

    Attributes:
        line: the country with its figures.
        path: its shape; "" for a state too small to be drawn.
        x: of the circle, y as well.
        at_x: of the country itself, at_y as well.
        mark_x: of the tip of the mark that something needs attention, mark_y as well.
        is_moved: the circle lies beside the country, to leave room for others.
        text: what the link says.
    """

    line: CountryLine
    path: str
    x: float
    y: float
    at_x: int
    at_y: int
    mark_x: float
    mark_y: float
    is_moved: bool
    text: str


@dataclass(frozen=True, slots=True)
class CountryMap:
    """The map: what is shown of the world, and the countries on it by name."""

    width: int
    height: int
    view: View
    spots: Sequence[Spot]

    @property
    def font_size(self) -> float:
        """Two lines fit into a circle."""
        return round(self.view.radius * 0.72, 1)

    @property
    def place_radius(self) -> float:
        """The dot that shows where a country lies whose circle had to move."""
        return round(self.view.radius / 6, 1)

    @property
    def mark(self) -> str:
        """A triangle, drawn from its tip."""
        half = round(self.view.radius * 0.32, 1)
        return f"l{half} {2 * half}h{-2 * half}z"


def country_map(lines: Sequence[CountryLine]) -> CountryMap | None:
    """Return the map of some countries; None when it would say nothing.

    One country alone needs no map. A country that the shapes do not know stays in
    the table only.

    Args:
        lines: the countries, by name.
    """
    world = _world()
    known = [line for line in lines if line.country.code in world["middles"]]
    if len(known) < 2:
        return None
    view = view_of(
        [_box(line.country.code) for line in known],
        width=world["width"],
        height=world["height"],
    )
    middles = [world["middles"][line.country.code] for line in known]
    circles = spread(
        [(float(x), float(y)) for x, y in middles], view.radius * (2 + GAP), view
    )
    spots = [
        Spot(
            line=line,
            path=world["shapes"].get(line.country.code, {"path": ""})["path"],
            x=x,
            y=y,
            at_x=at[0],
            at_y=at[1],
            mark_x=round(x + view.radius * 0.8, 1),
            mark_y=round(y - view.radius * 1.25, 1),
            is_moved=abs(x - at[0]) + abs(y - at[1]) > view.radius,
            text=_text(line),
        )
        for line, at, (x, y) in zip(known, middles, circles, strict=True)
    ]
    return CountryMap(world["width"], world["height"], view, spots)


@cache
def _world() -> dict[str, Any]:
    """Read the file that `static/build/world_map.py` makes, once."""
    found: dict[str, Any] = json.loads(SHAPES.read_text("utf-8"))
    return found


def _box(code: str) -> Box:
    world = _world()
    if code in world["shapes"]:
        left, top, right, bottom = world["shapes"][code]["box"]
        return left, top, right, bottom
    x, y = world["middles"][code]
    return x, y, x, y


def _text(line: CountryLine) -> str:
    """Say what the circle shows, for people who do not see it."""
    name = with_colon(line.country.name)
    if not line.figures:
        return name + " " + _("Not built yet")
    count, needy = line.opening["partnerships"], line.opening["attention"]
    text = ngettext("%(n)d partnership", "%(n)d partnerships", count) % {"n": count}
    if needy:
        text += ", " + ngettext(
            "%(n)d needs attention", "%(n)d need attention", needy
        ) % {"n": needy}
    if unknown := line.opening["unknown"]:
        text += ", " + _("%(count)s not known") % {"count": unknown}
    return f"{name} {text}"
