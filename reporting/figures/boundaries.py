"""Boundaries of areas: GeoJSON (RFC 7946) polygons in longitude and latitude, one feature for each area."""

import json
import math
from typing import Any, Final

from reporting.figures.checked import Checked, Known

_LONGITUDES: Final = (-9.0, 2.5)
_LATITUDES: Final = (49.0, 61.5)
"""Where the United Kingdom lies; coordinates of the national grid are in metres and far outside."""
_MOST_POINTS: Final = 100_000
_PLACES: Final = 5
"""Five places of a degree are about a metre."""
_GRID: Final = "Export the file in longitude and latitude (WGS 84, EPSG:4326), not in metres of the national grid."

Ring = list[list[float]]


def check_boundaries(text: str, known: Known) -> Checked:
    """Read the polygons of each area; a feature says its area in any of its properties, by code or name."""
    checked = Checked()
    features = _features(text, checked)
    for number, feature in enumerate(features, start=1):
        _feature(f"Feature {number}", feature, known, checked)
    if sum(len(ring) for row in checked.rows for polygon in row["polygons"] for ring in polygon) > _MOST_POINTS:
        checked.errors.append(f"The boundaries have more than {_MOST_POINTS:,} points. Simplify them, then try again.")
    return checked


def _features(text: str, checked: Checked) -> list[Any]:
    try:
        document = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        checked.errors.append(f"The file is not valid JSON{where}. Export it anew as GeoJSON.")
        return []
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features or document.get("type") != "FeatureCollection":
        checked.errors.append("The file is not a GeoJSON FeatureCollection with features. Export it anew as GeoJSON.")
        return []
    return features


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _feature(name: str, feature: Any, known: Known, checked: Checked) -> None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    told = [value for value in (properties or {}).values() if isinstance(value, str)]
    area = next((code for code in map(known.area, told) if code), "")
    if not area:
        names = ", ".join(known.areas.values()) or "none yet"
        said = f" It says: {', '.join(told[:3])}." if told else " It has no properties with words."
        checked.errors.append(f"{name} names no area of your partnership.{said} The areas are: {names}.")
    elif any(row["area"] == area for row in checked.rows):
        checked.errors.append(f"{name} is a second one of {known.areas[area]}. Put its parts into one MultiPolygon.")
    polygons = _polygons(name, feature.get("geometry") if isinstance(feature, dict) else None, checked)
    if area and polygons:
        checked.rows.append({"area": area, "polygons": polygons})


def _polygons(name: str, geometry: Any, checked: Checked) -> list[list[Ring]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        checked.errors.append(f"{name} is of the type {kind or 'none'}. An area needs a Polygon or a MultiPolygon.")
        return []
    given = geometry.get("coordinates")
    polygons = [given] if kind == "Polygon" else given
    if not _is_full(polygons) or not all(_is_full(polygon) for polygon in polygons):
        checked.errors.append(f"{name} has no coordinates. Export it anew with its geometry.")
        return []
    found = [
        [
            _ring(f"{name}, polygon {place}, ring {number}", ring, checked)
            for number, ring in enumerate(polygon, start=1)
        ]
        for place, polygon in enumerate(polygons, start=1)
    ]
    return found if all(all(polygon) for polygon in found) else []


def _is_full(given: Any) -> bool:
    return isinstance(given, list) and bool(given)


def _ring(where: str, ring: Any, checked: Checked) -> Ring:
    error = _wrong_ring(ring)
    if error:
        checked.errors.append(f"{where}: {error}")
        return []
    return [[round(float(x), _PLACES), round(float(y), _PLACES)] for x, y, *_ in ring]


def _wrong_ring(ring: Any) -> str:
    if not isinstance(ring, list) or len(ring) < 4 or not all(_is_point(point) for point in ring):
        return "A ring needs four points or more, each with a longitude and a latitude. Export it anew as GeoJSON."
    if ring[0] != ring[-1]:
        return "The ring is not closed: its last point must be the first again. Close it, then try again."
    for number, (x, y, *_) in enumerate(ring, start=1):
        if not _LONGITUDES[0] <= x <= _LONGITUDES[1] or not _LATITUDES[0] <= y <= _LATITUDES[1]:
            return f"Point {number} ({x:g}, {y:g}) does not lie in the United Kingdom. {_GRID}"
    return ""


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) in (2, 3)
        and all(isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part) for part in point)
    )
