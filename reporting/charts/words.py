"""What a chart shows, in words: its alternative text."""

from reporting.charts.chart import Chart, Group, marked, series
from reporting.tables import Table
from reporting.wording import base_line, spoken

_NAMES = {
    "bars": "Bar chart",
    "columns": "Column chart",
    "grouped": "Grouped column chart",
    "grid": "Grid",
    "map": "Map",
    "pyramid": "Bars on two sides",
}


def words(table: Table, chart: Chart) -> str:
    """Return what the chart of this table shows, every figure included, for people who cannot see it."""
    shown = series(table, chart)
    figures = "; ".join(_said(group, shown.names) for group in shown.groups)
    opening = f"{shown.heading}: " if len(shown.names) == 1 else ""
    events = "".join(f" {mark.words}." for mark in marked(shown, chart))
    return f"{_NAMES[chart.kind]}: {table.title}, {base_line(table.base)}. {opening}{figures}.{events}"


def _said(group: Group, names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return f"{group.label} {spoken(group.cells[0])}"
    named = [f"{name.lower()} {spoken(cell)}" for name, cell in zip(names, group.cells, strict=True)]
    return f"{group.label}: {', '.join(named)}"
