"""The same table of several periods or areas, one figure of it at a time, with the change from one to the next."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reporting.cells import NOT_APPLICABLE, NOT_AVAILABLE, Cell, Shorthand, share
from reporting.periods import Period
from reporting.relations import TOTAL
from reporting.render.definitions import unit
from reporting.rows import Column, Row
from reporting.tables import Table

_COMPARED_ALREADY: Final = frozenset({"before", "change", "satisfied_before", "said_before"})
_ROWS_ARE_AREAS: Final = frozenset({"areas", "rates"})
"""Tables that have no row for another area when they are asked about one."""
_MONTH: Final = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Side:
    """One period of one area, and the table of it.

    Attributes:
        key: its key among the columns.
        label: it in words, as a column is headed.
        period: its days.
        areas: the codes of its areas; none is the whole partnership.
        table: the figures.
        is_known: the partnership had records by the end of it; otherwise there are no figures of it.
        follows: the key of the side from which it is a change; empty for none.
        change: how the column of that change is headed, without its unit.
    """

    key: str
    label: str
    period: Period
    areas: tuple[str, ...]
    table: Table
    is_known: bool = True
    follows: str = ""
    change: str = "Change"


def figures_of(sides: Sequence[Side]) -> tuple[Column, ...]:
    """Return the figures that the table has in any of the sides, but no comparison with a year before."""
    columns = {column.key: column for side in sides for column in side.table.columns}
    return tuple(column for key, column in columns.items() if key not in _COMPARED_ALREADY)


def side_by_side(sides: Sequence[Side], figure: Column) -> Table:
    """Return one figure of every row, a column for each side and each change; rows as the latest side orders them.

    A share changes by points, a count by per cent.

    Args:
        sides: the same table, of at least one period or area.
        figure: one of `figures_of` these.
    """
    latest = max(sides, key=lambda side: side.period.last)
    first, told = latest.table, {side.key: _Told.of(side, figure.key) for side in sides}
    is_count = _is_count(sides, figure)
    rows = {key: label for each in (told[latest.key], *told.values()) for key, label in each.labels.items()}
    ordered = sorted(rows, key=lambda key: key == TOTAL)
    return Table(
        id=f"{first.id}-{figure.key}",
        title=first.title if len(figures_of(sides)) == 1 else f"{first.title}: {figure.label}",
        base=first.base,
        columns=tuple(_columns(sides, is_count=is_count)),
        rows=tuple(Row(key, rows[key], _cells(sides, told, key, is_count=is_count)) for key in ordered),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a side says of one figure, by the keys of its rows."""

    labels: Mapping[str, str]
    cells: Mapping[str, Cell]
    is_known: bool
    has_all_rows: bool

    @classmethod
    def of(cls, side: Side, figure: str) -> "_Told":
        table = _by_place(side.table)
        has = figure in {column.key for column in table.columns}
        cells = dict(zip((row.key for row in table.rows), table.column(figure), strict=True)) if has else {}
        is_of_others = bool(side.areas) and side.table.id in _ROWS_ARE_AREAS
        return cls({row.key: row.label for row in table.rows}, cells, side.is_known, has_all_rows=not is_of_others)

    def cell(self, row: str, *, is_count: bool) -> Cell:
        """Return the figure; nothing was counted where a table has no such row, so there is no share of it."""
        if not self.is_known:
            return NOT_AVAILABLE
        return self.cells.get(row, 0 if is_count and self.has_all_rows else NOT_APPLICABLE)


def _by_place(table: Table) -> Table:
    """Return a table of months with its months by their place, so that those of two periods stand in one row."""
    months = [row.key for row in table.rows if _MONTH.fullmatch(row.key)]
    if not months:
        return table
    places = {key: f"{place:02}" for place, key in enumerate(months, start=1)}
    rows = tuple(
        Row(places[row.key], f"Month {int(places[row.key])}", row.cells) if row.key in places else row
        for row in table.rows
    )
    return replace(table, rows=rows, relations=(), standing=(), beside=())


def _is_count(sides: Sequence[Side], figure: Column) -> bool:
    held = [side.table for side in sides if figure in side.table.columns]
    return all(unit(table, figure) == "count" for table in held)


def _columns(sides: Sequence[Side], *, is_count: bool) -> Iterator[Column]:
    for side in sides:
        yield Column(side.key, side.label)
        if side.follows:
            yield Column(change_of(side.key), f"{side.change} ({'%' if is_count else 'points'})")


def change_of(side: str) -> str:
    """Return the key of the column that says by how much this side has changed."""
    return f"{side}-change"


def _cells(sides: Sequence[Side], told: Mapping[str, _Told], row: str, *, is_count: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for side in sides:
        now = told[side.key].cell(row, is_count=is_count)
        cells.append(now)
        if side.follows:
            cells.append(changed(now, told[side.follows].cell(row, is_count=is_count), is_count=is_count))
    return tuple(cells)


def changed(now: Cell, before: Cell, *, is_count: bool) -> Cell:
    """Return the change from `before` to `now`: of counts in per cent, of anything else the difference."""
    if isinstance(now, Shorthand | None) or isinstance(before, Shorthand | None):
        return NOT_AVAILABLE if NOT_AVAILABLE in (now or NOT_AVAILABLE, before or NOT_AVAILABLE) else NOT_APPLICABLE
    if is_count and isinstance(now, int) and isinstance(before, int):
        return share(now - before, before)
    return round(float(now - before), 1)
