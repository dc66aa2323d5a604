"""A comparison as CSV: one line for each figure of each row in each period and area, with the change up to then."""

from collections.abc import Iterator
from typing import Final

from partners.csv_files import Cell as Written
from reporting.comparing import WHOLE, Comparison
from reporting.side_by_side import change_of
from reporting.tables import NOT_AVAILABLE, Cell, Shorthand

COLUMNS: Final = (
    *("table", "figure", "figure_label", "row", "row_label"),
    *("area", "from", "to", "period", "value", "change", "change_unit"),
)


def lines(found: Comparison) -> Iterator[tuple[Written, ...]]:
    """Yield the lines beneath the header: a number, or a shorthand such as "[x]" in place of one."""
    for figure, table in found.figures:
        columns = {column.key: column.label for column in table.columns}
        for row in table.rows:
            for side in found.sides:
                changes = change_of(side.key)
                change = table.cell(row.key, changes) if side.follows else None
                yield (
                    *(found.spec.id, figure.key, figure.label, row.key, row.label),
                    *(side.areas[0] if side.areas else WHOLE, side.period.first, side.period.last, side.period.label),
                    _written(table.cell(row.key, side.key)),
                    _written(change) if side.follows else "",
                    columns[changes].rpartition("(")[2].rstrip(")") if side.follows else "",
                )


def _written(cell: Cell) -> Written:
    return str(cell or NOT_AVAILABLE) if isinstance(cell, Shorthand | None) else cell
