"""Figures from elsewhere: the partnership manager loads populations, outlines, events, targets and national figures."""

import json
import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from hatecrime.demo.reading import FOLDER
from partners.actor import Actor
from partners.csv_files import as_csv
from reporting.actions.loading import load
from reporting.models import Kind
from reporting.periods import Period

_HUNDREDTH: Final = 0.01


def load_figures(*, manager: Actor, areas: Sequence[str], period: Period) -> None:
    """Load every kind of figures once, as of the year before the period began.

    Args:
        manager: who loads them.
        areas: the codes of the partnership's areas.
        period: the quarter whose report they are for.
    """
    told: dict[str, Any] = tomllib.loads((FOLDER / "loaded.toml").read_text())
    since = date(period.first.year - 2, 4, 1)
    targets = ((each["measure"], each["value"], since) for each in told["targets"])
    national = ((each["measure"], each["label"], each["value"]) for each in told["national"])
    texts = {
        Kind.POPULATIONS: as_csv(("area", "people"), zip(areas, told["people"], strict=True)),
        Kind.BOUNDARIES: json.dumps(_outlines(areas, told["corner"], told["net"])),
        Kind.EVENTS: as_csv(("date", "name", "until"), (_event(each, period.first) for each in told["events"])),
        Kind.TARGETS: as_csv(("measure", "value", "from"), targets),
        Kind.NATIONAL: as_csv(("measure", "label", "value"), national),
    }
    for kind, text in texts.items():
        source = told[f"{kind}_source"]
        load(
            actor=manager,
            kind=kind,
            year=period.first.year - 1,
            source=source,
            where_from="",
            text=text.removeprefix("\ufeff"),
        )


def _event(told: dict[str, Any], first: date) -> tuple[date, str, date]:
    begins = first + timedelta(days=told["day"])
    return begins, told["name"], begins + timedelta(days=told["lasts"] - 1)


def _outlines(areas: Sequence[str], corner: Sequence[float], net: Sequence[Sequence[Sequence[int]]]) -> dict[str, Any]:
    """Return a patchwork: each area is one mesh of the net, from the south-west."""
    meshes = [(row, column) for row in range(len(net) - 1) for column in range(len(net[0]) - 1)]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"area": area},
                "geometry": {"type": "Polygon", "coordinates": [_mesh(corner, net, row, column)]},
            }
            for area, (row, column) in zip(areas, meshes, strict=True)
        ],
    }


def _mesh(corner: Sequence[float], net: Sequence[Sequence[Sequence[int]]], row: int, column: int) -> list[list[float]]:
    around = ((row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column), (row, column))
    points = (net[y][x] for y, x in around)
    return [[corner[0] + _HUNDREDTH * east, corner[1] + _HUNDREDTH * north] for east, north in points]
