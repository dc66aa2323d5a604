"""Which chart goes with a table, and what of the table it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from reporting.tables import TOTAL, Cell, Column, Table

Kind: TypeAlias = Literal["bars", "columns", "grouped", "grid", "map", "pyramid"]


_OF_SEVERAL: Final = frozenset({"grouped", "grid", "pyramid"})


class ChartError(ValueError):
    """The table cannot be drawn in this way; the text says why."""


@dataclass(frozen=True)
class Chart:
    """A kind of chart and its choice from the table. Rows and columns of totals are never drawn.

    Args:
        kind: "bars" lie and show one column, row by row; "columns" stand side by side in time and show one
            column, if wished with a line to compare; "grouped" stand in groups and show several columns; a "grid"
            shades several columns; a "pyramid" sets the first two against each other, with the others beside them.
        columns: the keys of the columns to show; without them the first one, or for a chart of several every one
            that counts (shares and rates are left out). A "map" shades areas by one column.
        compared: the key of the column drawn as a line over standing columns, such as the year before.
        at_most: show only so many rows from the top, such as the ten most frequent offences; more than
            twenty bars would not fit on a page.
        has_events: of columns that stand for months: named events are marked beneath them.
        marks: the events that were loaded.
        shapes: of a map, the polygons of each area by the key of its row; without any it is a grid of tiles.
    """

    kind: Kind
    columns: tuple[str, ...] = ()
    compared: str | None = None
    at_most: int = 20
    has_events: bool = False
    marks: tuple["Mark", ...] = field(default=(), compare=False, repr=False)
    shapes: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Mark:
    """An event in words, and the keys of the first and the last month that it touches, such as "2024-05"."""

    words: str
    first: str
    last: str

    def touches(self, key: str) -> bool:
        """Whether the month lies within the event."""
        return self.first <= key <= self.last


@dataclass(frozen=True)
class Group:
    """One row as the chart shows it: its label and, series by series, its figures; and its key."""

    label: str
    cells: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True)
class Series:
    """What a chart shows of a table: the name of each figure in a group, the first groups, and of how many."""

    names: tuple[str, ...]
    groups: tuple[Group, ...]
    of: int

    @property
    def heading(self) -> str:
        """What is drawn, and whether it is all there is: "Offences, the first 10 of 14"."""
        cut = f", the first {len(self.groups)} of {self.of}" if len(self.groups) < self.of else ""
        return f"{self.names[0]}{cut}"

    @property
    def figures(self) -> tuple[int | float, ...]:
        """Every figure that is neither missing nor kept back."""
        return tuple(cell for group in self.groups for cell in group.cells if isinstance(cell, int | float))


def series(table: Table, chart: Chart) -> Series:
    """Return what the chart shows of the table.

    Raises:
        ChartError: a figure is below zero.
        TableError: the table lacks a column that the chart names.
    """
    shown = _columns(table, chart)
    figures = [table.column(column.key) for column in shown]
    groups = tuple(
        Group(row.label, tuple(column[place] for column in figures), row.key)
        for place, row in enumerate(table.rows)
        if row.key != TOTAL
    )
    found = Series(tuple(column.label for column in shown), groups[: chart.at_most], of=len(groups))
    if any(value < 0 for value in found.figures):
        raise ChartError(f"Table “{table.id}” has figures below zero, which a chart of counts cannot show.")
    return found


def _columns(table: Table, chart: Chart) -> list[Column]:
    keys = chart.columns or _columns_by_default(table, chart)
    if chart.compared:
        keys = (*keys, chart.compared)
    by_key = {column.key: column for column in table.columns}
    missing = [key for key in keys if key not in by_key]
    if missing:
        raise ChartError(f"Table “{table.id}” has no column “{missing[0]}” to draw.")
    return [by_key[key] for key in keys]


def _columns_by_default(table: Table, chart: Chart) -> tuple[str, ...]:
    counted = tuple(column.key for column in table.columns if column.key != TOTAL and _counts(table, column))
    return counted if chart.kind in _OF_SEVERAL else counted[:1]


def _counts(table: Table, column: Column) -> bool:
    return not any(isinstance(cell, float) for cell in table.column(column.key))


def marked(shown: Series, chart: Chart) -> tuple[Mark, ...]:
    """Return the events that touch a month which the chart shows."""
    return tuple(mark for mark in chart.marks if any(mark.touches(group.key) for group in shown.groups))
