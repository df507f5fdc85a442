#!/usr/bin/env python3
"""Makes the shapes of the map of countries from Natural Earth (public domain).

The shapes come from the npm package world-atlas, which holds them as TopoJSON:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python static/build/world_map.py package

Written are `static/vendor/world-atlas/world.svg`, all land as one light path, and
`eclt_partners/dashboards/world_map.json`: of each country its shape (1:110m) with the
box around it, and the middle of its largest part (1:50m; of the smallest states 1:10m).
States that the coarse shapes lack have a middle only. Everything is in units of one
drawing in the Natural Earth projection (Patterson and Savric), x to the east, y to the
south; Antarctica is left out. What reaches over the 180th meridian is drawn in one
piece, on the side where most of it lies.
"""

import json
import sys
from collections.abc import Iterator
from math import radians
from pathlib import Path
from typing import Any

from django_countries.data import ALT_CODES

ROOT = Path(__file__).resolve().parents[2]
WORLD = ROOT / "static" / "vendor" / "world-atlas" / "world.svg"
SHAPES = ROOT / "eclt_partners" / "dashboards" / "world_map.json"
WIDTH = 2000
NORTH, SOUTH = 84.0, -57.0
# The half width of the projection on the unit sphere.
HALF = 0.8707 * radians(180)
SCALE = WIDTH / 2 / HALF
# Square units: what is smaller than this nobody sees on the map.
LEAST_ISLAND, LEAST_CORNER = 9.0, 3.0
LAND = "#dfe6e4"

Point = tuple[float, float]
Ring = list[Point]


def main(folder: Path) -> None:
    """Read the package in `folder` and write both files."""
    coarse, middle, fine = (_read(folder, size) for size in ("110m", "50m", "10m"))
    land = [
        _simpler(ring)
        for polygon in _polygons(coarse, coarse["objects"]["land"])
        for ring in map(_projected, polygon[:1])
        if _area(ring) >= LEAST_ISLAND
    ]
    height = round(_project(0, SOUTH)[1])
    WORLD.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}">'
        f'<path fill="{LAND}" d="{_path(land)}"/></svg>\n',
        encoding="utf-8",
    )
    drawing = {
        "width": WIDTH,
        "height": height,
        "shapes": dict(sorted(_shapes(coarse))),
        "middles": dict(
            sorted({**dict(_middles(fine)), **dict(_middles(middle))}.items())
        ),
    }
    SHAPES.write_text(json.dumps(drawing, separators=(",", ":")) + "\n", "utf-8")


def _read(folder: Path, size: str) -> dict[str, Any]:
    return json.loads((folder / f"countries-{size}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def _shapes(topology: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for code, polygons in _countries(topology):
        rings = [_projected(ring) for polygon in polygons for ring in polygon]
        seen = [ring for ring in rings if _area(ring) >= LEAST_ISLAND] or rings[:1]
        xs, ys = zip(*(point for ring in seen for point in ring), strict=True)
        box = [round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))]
        yield code, {"path": _path(seen), "box": box}


def _middles(topology: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    for code, polygons in _countries(topology):
        largest = max((_projected(polygon[0]) for polygon in polygons), key=_area)
        x, y = _centre(largest)
        yield code, [round(x), round(y)]


def _countries(topology: dict[str, Any]) -> Iterator[tuple[str, list[list[Ring]]]]:
    """Yield the polygons of each ISO code; far islands may share the code."""
    codes = {number: code for code, (_alpha3, number) in ALT_CODES.items()}
    found: dict[str, list[list[Ring]]] = {}
    for each in topology["objects"]["countries"]["geometries"]:
        code = codes.get(int(each.get("id") or 0))
        if code and code != "AQ":
            found.setdefault(code, []).extend(_polygons(topology, each))
    yield from found.items()


def _polygons(topology: dict[str, Any], shape: dict[str, Any]) -> list[list[Ring]]:
    """Return polygons as rings of degrees: first the outline, then holes."""
    if shape["type"] == "GeometryCollection":
        parts = [_polygons(topology, each) for each in shape["geometries"]]
        return [polygon for part in parts for polygon in part]
    found = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [[_ring(topology, arcs) for arcs in polygon] for polygon in found]


def _ring(topology: dict[str, Any], arcs: list[int]) -> Ring:
    """Join arcs, each of which begins where the one before ends; ~n runs backwards."""
    points: Ring = []
    for number in arcs:
        arc = _arc(topology, number if number >= 0 else ~number)
        points += (arc if number >= 0 else arc[::-1])[1 if points else 0 :]
    return _in_one_piece(points)


def _in_one_piece(ring: Ring) -> Ring:
    """Let a ring go on beyond 180 degrees instead of jumping to the other side."""
    whole: Ring = []
    turn = 0
    for longitude, latitude in ring:
        if whole and abs(longitude + turn - whole[-1][0]) > 180:
            turn += 360 if longitude + turn < whole[-1][0] else -360
        whole.append((longitude + turn, latitude))
    middle = sum(longitude for longitude, _latitude in whole) / len(whole)
    back = -360 if middle > 180 else 360 if middle < -180 else 0
    return [(longitude + back, latitude) for longitude, latitude in whole]


def _arc(topology: dict[str, Any], number: int) -> Ring:
    (sx, sy), (tx, ty) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][number]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _projected(ring: Ring) -> Ring:
    return [_project(longitude, latitude) for longitude, latitude in ring]


def _project(longitude: float, latitude: float) -> Point:
    """Project degrees to units, the north at the top."""
    x, y = natural_earth(longitude, min(max(latitude, SOUTH), NORTH))
    return (x + HALF) * SCALE, (natural_earth(0, NORTH)[1] - y) * SCALE


def natural_earth(longitude: float, latitude: float) -> Point:
    """Return the Natural Earth projection on the unit sphere."""
    lam, phi = radians(longitude), radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    wide = 0.8707 + p2 * (-0.131979 + p2 * -0.013791)
    wide += p4 * p4 * p2 * (0.003971 + p2 * -0.001529)
    high = 1.007226 + p2 * (
        0.015085 + p4 * (-0.044475 + p2 * (0.028874 - 0.005916 * p2))
    )
    return lam * wide, phi * high


def _area(ring: Ring) -> float:
    return abs(_signed(ring))


def _signed(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def _centre(ring: Ring) -> Point:
    """Return the centre of gravity of what lies inside a ring."""
    double = _signed(ring) * 6
    if not double:
        return ring[0]
    x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    return x / double, y / double


def _simpler(ring: Ring) -> Ring:
    """Leave out corners that hardly show, the flattest first (Visvalingam)."""
    points = ring[:-1] if ring[0] == ring[-1] else list(ring)
    while len(points) > 4:
        sizes = [
            _area([points[at - 1], point, points[(at + 1) % len(points)]])
            for at, point in enumerate(points)
        ]
        flattest = min(range(len(points)), key=sizes.__getitem__)
        if sizes[flattest] > LEAST_CORNER:
            break
        del points[flattest]
    return points


def _path(rings: list[Ring]) -> str:
    """Write rings as one path of whole units, each step from the point before."""
    return "".join(filter(None, map(_outline, rings)))


def _outline(ring: Ring) -> str:
    points = [(round(x), round(y)) for x, y in ring]
    kept = [
        each
        for each, before in zip(points, [None, *points], strict=False)
        if each != before
    ]
    if len(set(kept)) < 3:
        return ""
    (x, y), steps = kept[0], ""
    for px, py in kept[1:]:
        steps += f"{px - x:d}{' ' if py >= y else ''}{py - y:d} "
        x, y = px, py
    return f"M{kept[0][0]} {kept[0][1]}l{steps.strip()}z"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
