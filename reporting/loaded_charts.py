"""The charts of a report with what the partnership loaded for them: outlines of areas, and named events.

A stored report is drawn the same for ever: with the versions that were there when it was made.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connections

from reporting.charts import Chart, Mark
from reporting.periods import MONTHS, Period
from reporting.queries.source import ALIAS

_BOUNDARIES: Final = """
    SELECT DISTINCT ON (area) area, polygons FROM stats.boundaries_past
    WHERE partnership_id = %(partnership)s AND loaded_at <= %(moment)s AND (year, version) = (
        SELECT year, version FROM stats.boundaries_past
        WHERE partnership_id = %(partnership)s AND loaded_at <= %(moment)s
        ORDER BY year > %(year)s, abs(year - %(year)s), version DESC LIMIT 1)
    ORDER BY area
"""
_EVENTS: Final = """
    SELECT name, first_on, last_on FROM stats.events_past e
    WHERE partnership_id = %(partnership)s AND version = (
        SELECT max(version) FROM stats.events_past o
        WHERE o.partnership_id = e.partnership_id AND o.year = e.year AND o.loaded_at <= %(moment)s)
    ORDER BY first_on, last_on, name
"""


def with_loaded(
    charts: Mapping[str, Chart], tables: Iterable[str], *, partnership_id: UUID, period: Period, moment: datetime
) -> dict[str, Chart]:
    """Return the charts of a report; each map knows the outlines of the areas, each chart of months the events.

    Outlines are those of the latest year up to the end of the period; if all are later, of the earliest.

    Args:
        charts: which chart goes with which table, by the table's key.
        tables: the keys of the tables of the report; what none of them needs is not read.
        partnership_id: whose boundaries and events.
        period: that of the report.
        moment: as of which the report was made.
    """
    needed = {key: charts[key] for key in tables if key in charts}
    asked = {"partnership": partnership_id, "moment": moment, "year": period.last.year}
    shapes = _shapes(asked) if any(each.kind == "map" for each in needed.values()) else {}
    marks = _marks(asked) if any(each.has_events for each in needed.values()) else ()
    return dict(charts) | {key: _dressed(chart, shapes, marks) for key, chart in needed.items()}


def _dressed(chart: Chart, shapes: Mapping[str, Any], marks: tuple[Mark, ...]) -> Chart:
    if chart.kind == "map":
        return replace(chart, shapes=shapes)
    return replace(chart, marks=marks) if chart.has_events else chart


def _shapes(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {area: json.loads(polygons) for area, polygons in _read(_BOUNDARIES, asked)}


def _marks(asked: Mapping[str, Any]) -> tuple[Mark, ...]:
    return tuple(
        Mark(f"{name}, {_span(first, last)}", f"{first:%Y-%m}", f"{last:%Y-%m}")
        for name, first, last in _read(_EVENTS, asked)
    )


def _span(first: date, last: date) -> str:
    return _in_words(first) if first == last else f"{_in_words(first)} to {_in_words(last)}"


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _read(query: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(query, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
