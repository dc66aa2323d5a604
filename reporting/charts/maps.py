"""Areas shaded by their rates: from their boundaries, or as a grid of tiles where there are none.

Every area carries its number and, beneath the drawing or on its tile, its name and figure, so that no shade has to be
told apart from another.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from reporting.charts.chart import Group
from reporting.charts.shades import ink, key_of_shades, shade
from reporting.charts.svg import FAINT, FILLS, element, text, wrapped
from reporting.tables import NOT_APPLICABLE
from reporting.wording import figure

Point: TypeAlias = tuple[float, float]
Polygons: TypeAlias = Sequence[Sequence[Sequence[Sequence[float]]]]
"""Polygons of rings of points, each with a longitude and a latitude, as GeoJSON has them."""

_TALLEST: Final = 420
_HEADING: Final = 22
_KEY: Final = 26
_LINE: Final = 20
_TILES: Final = 4
_TILE: Final = 84
_GAP: Final = 6


def area_map(
    heading: str, groups: Iterable[Group], shapes: Mapping[str, Polygons], width: float
) -> tuple[float, list[str]]:
    """Return the height of the drawing and its parts: a map of the areas that have a shape, or tiles where none has.

    Args:
        heading: what the figures are.
        groups: the areas; one for which there can be no figure is left out.
        shapes: the polygons of areas, by the key of their row.
        width: of the drawing.
    """
    areas = [group for group in groups if group.cells[0] != NOT_APPLICABLE]
    top = max(group.cells[0] for group in areas if isinstance(group.cells[0], int | float))
    parts = [text(heading, 0, 13, fill=FAINT, size=13), *key_of_shades(top, width, _HEADING)]
    above = _HEADING + _KEY
    if not any(group.key in shapes for group in areas):
        height, drawn = _tiles(areas, top, above, width)
        return height, [*parts, *drawn]
    height, drawn = _outlines(areas, shapes, top, above, width)
    lines, listed = _listed(areas, height, width)
    return lines, [*parts, *drawn, *listed]


def _tiles(areas: Sequence[Group], top: float, above: float, width: float) -> tuple[float, list[str]]:
    across = (width + _GAP) / _TILES
    parts: list[str] = []
    for place, group in enumerate(areas):
        row, column = divmod(place, _TILES)
        parts += _tile(group, top, column * across, above + row * (_TILE + _GAP), across - _GAP)
    return above + math.ceil(len(areas) / _TILES) * (_TILE + _GAP), parts


def _tile(group: Group, top: float, x: float, y: float, width: float) -> Iterator[str]:
    cell = group.cells[0]
    letters = ink(cell, top)
    yield element("rect", x=x, y=y, width=width, height=_TILE, fill=shade(cell, top), stroke=FILLS[0], stroke_width=1)
    for number, words in enumerate(wrapped(group.label, at_most=int(width / 7.4), lines=2)):
        yield text(words, x + width / 2, y + 22 + 17 * number, anchor="middle", fill=letters)
    yield text(figure(cell), x + width / 2, y + _TILE - 12, anchor="middle", fill=letters, size=18)


def _outlines(
    areas: Sequence[Group], shapes: Mapping[str, Polygons], top: float, above: float, width: float
) -> tuple[float, list[str]]:
    """Return the height down to the foot of the map and its outlines, each with the number of its area."""
    drawn = [(number, group) for number, group in enumerate(areas, start=1) if group.key in shapes]
    projected = {group.key: _projected(shapes[group.key]) for _, group in drawn}
    points = [point for polygons in projected.values() for rings in polygons for ring in rings for point in ring]
    west, south = min(x for x, _ in points), min(y for _, y in points)
    wide, high = (max(x for x, _ in points) - west) or 1e-6, (max(y for _, y in points) - south) or 1e-6
    scale = min((width - 2) / wide, _TALLEST / high)
    height = above + high * scale

    def placed(point: Point) -> Point:
        return 1 + (point[0] - west) * scale, height - (point[1] - south) * scale

    parts: list[str] = []
    numbers: list[str] = []
    for number, group in drawn:
        rings = [[[placed(point) for point in ring] for ring in polygon] for polygon in projected[group.key]]
        parts.append(_outline(rings, shade(group.cells[0], top)))
        numbers.append(_number(number, rings, ink(group.cells[0], top)))
    return height, parts + numbers


def _projected(polygons: Polygons) -> list[list[list[Point]]]:
    """Return the polygons with both directions at the same scale, as near enough at the latitude of the country."""
    return [[[(x * math.cos(math.radians(53)), y) for x, y, *_ in ring] for ring in polygon] for polygon in polygons]


def _outline(rings: Sequence[Sequence[Sequence[Point]]], fill: str) -> str:
    path = " ".join(_path(ring) for polygon in rings for ring in polygon)
    return element("path", d=path, fill=fill, fill_rule="evenodd", stroke=FILLS[0], stroke_width=1)


def _path(ring: Sequence[Point]) -> str:
    """Return a ring as a path; points less than a pixel from the one before are left out."""
    kept = [ring[0]]
    for point in ring[1:-1]:
        if math.dist(point, kept[-1]) >= 1:
            kept.append(point)
    return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + " Z"


def _number(number: int, rings: Sequence[Sequence[Sequence[Point]]], letters: str) -> str:
    x, y = _middle(max((polygon[0] for polygon in rings), key=lambda ring: abs(_twice_area(ring))))
    return text(str(number), x, y + 5, anchor="middle", fill=letters)


def _twice_area(ring: Sequence[Point]) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))


def _middle(ring: Sequence[Point]) -> Point:
    """Return the centre of gravity of a ring; of one without an area, its first point."""
    twice = _twice_area(ring)
    if not twice:
        return ring[0]
    pairs = [(x, y, u, v, x * v - u * y) for (x, y), (u, v) in pairwise(ring)]
    return (
        sum((x + u) * cross for x, _, u, _, cross in pairs) / (3 * twice),
        sum((y + v) * cross for _, y, _, v, cross in pairs) / (3 * twice),
    )


def _listed(areas: Sequence[Group], above: float, width: float) -> tuple[float, list[str]]:
    """Return the height of the whole drawing and the areas by their numbers, in two columns."""
    rows = math.ceil(len(areas) / 2)
    parts = []
    for place, group in enumerate(areas):
        column, row = divmod(place, rows)
        name = wrapped(f"{place + 1}. {group.label}", at_most=int(width / 2 / 7.4) - 10, lines=1)[0]
        words = f"{name}: {figure(group.cells[0])}"
        parts.append(text(words, column * width / 2, above + _LINE * (row + 1.2)))
    return above + _LINE * (rows + 0.8), parts
