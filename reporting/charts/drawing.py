"""One way in for every kind of chart."""

from collections.abc import Callable
from typing import Final

from reporting.charts.bars import lying_bars
from reporting.charts.chart import Chart, Series, marked, series
from reporting.charts.columns import standing_columns
from reporting.charts.grid import shaded_grid
from reporting.charts.grouped import grouped_columns
from reporting.charts.maps import area_map
from reporting.charts.pyramid import age_pyramid
from reporting.charts.svg import WIDTH, picture
from reporting.charts.words import words
from reporting.tables import Table

_OF_SEVERAL: Final[dict[str, Callable[[Series, float], tuple[float, list[str]]]]] = {
    "grouped": grouped_columns,
    "grid": shaded_grid,
    "pyramid": age_pyramid,
}


def draw(table: Table, chart: Chart, *, width: float = WIDTH) -> str:
    """Return the chart as SVG to be put into a page, or nothing where the table has no figure above zero.

    Args:
        table: the figures.
        chart: what to show of them.
        width: how wide to draw; letters keep their size, so a wider drawing has room for longer labels.

    Raises:
        ChartError: the table lacks a column the chart names, or has a figure below zero.
    """
    shown = series(table, chart)
    if not any(shown.figures):
        return ""
    if chart.kind == "bars":
        height, parts = lying_bars(shown, width)
    elif chart.kind == "map":
        height, parts = area_map(shown.heading, shown.groups, chart.shapes, width)
    elif chart.kind == "columns":
        height, parts = standing_columns(shown, width, marked(shown, chart))
    else:
        height, parts = _OF_SEVERAL[chart.kind](shown, width)
    return picture(f"chart-{table.id}", words(table, chart), (width, height), parts)
