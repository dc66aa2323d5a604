"""Figures as plain values: a report is tables, a table is rows of cells. No database and no page in here.

Whatever reads the database returns these; whatever writes HTML, PDF or JSON takes them. A figure that must
not be shown is not in the table at all: its place holds a `Shorthand`, so that nothing made from the table
can let it out.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from reporting.periods import Period

TOTAL: Final = "total"
"""The key of a row (or column) that sums up the others: printed in bold, never drawn in a chart."""

SHORTHANDS: Final = {
    "c": "confidential: the figure is small enough that it could point to a person",
    "low": "low: more than none, but it would round to 0",
    "x": "not available",
    "z": "not applicable",
}
"""What stands in brackets in place of a figure, and its meaning, as UK official statistics write it."""


class TableError(ValueError):
    """A table or report that contradicts itself; the text says where."""


@dataclass(frozen=True)
class Shorthand:
    """What is printed in place of a figure: one of `SHORTHANDS`."""

    code: str

    def __post_init__(self) -> None:
        if self.code not in SHORTHANDS:
            raise TableError(f"[{self.code}] is not a known shorthand. Known are: {', '.join(SHORTHANDS)}.")

    def __str__(self) -> str:
        return f"[{self.code}]"

    @property
    def meaning(self) -> str:
        """The shorthand in words."""
        return SHORTHANDS[self.code]


CONFIDENTIAL: Final = Shorthand("c")
LOW: Final = Shorthand("low")
NOT_AVAILABLE: Final = Shorthand("x")
NOT_APPLICABLE: Final = Shorthand("z")

Cell: TypeAlias = int | float | Shorthand | None
"""A whole number counts; one with a point is a share, a rate or an average; None is a figure nobody has."""


@dataclass(frozen=True)
class Column:
    """A column of figures."""

    key: str
    label: str

    def __post_init__(self) -> None:
        _require_words("A column", key=self.key, label=self.label)


@dataclass(frozen=True)
class Row:
    """A row of figures, one for each column of its table."""

    key: str
    label: str
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        _require_words("A row", key=self.key, label=self.label)
        for cell in self.cells:
            _require_figure(cell, f"row “{self.label}”")

    @classmethod
    def of(cls, key: str, label: str, *cells: Cell | Decimal) -> "Row":
        """Return a row; decimals, as a database returns them, become plain numbers."""
        return cls(key, label, tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in cells))


@dataclass(frozen=True)
class Base:
    """What the figures count, and how many there are: 262 "recorded incidents"."""

    unit: str
    n: Cell

    def __post_init__(self) -> None:
        _require_words("A base", unit=self.unit)
        _require_figure(self.n, "the base")


@dataclass(frozen=True)
class Table:
    """One table of a report.

    Args:
        id: its key in the report, such as "strands".
        title: its caption.
        base: what is counted and how many there are.
        columns: at least one, with different keys.
        rows: each with a cell for every column, with different keys; a table of nothing has none.
        notes: full sentences that stand beneath the table.
        as_of: when the figures were read, where that differs from the rest of the report.
    """

    id: str
    title: str
    base: Base
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    as_of: datetime | None = None

    def __post_init__(self) -> None:
        _require_words("A table", id=self.id, title=self.title)
        if not self.columns:
            raise TableError(f"Table “{self.id}” has no columns.")
        _require_different((column.key for column in self.columns), f"columns of table “{self.id}”")
        _require_different((row.key for row in self.rows), f"rows of table “{self.id}”")
        for row in self.rows:
            self._require_whole_row(row)

    def _require_whole_row(self, row: Row) -> None:
        if len(row.cells) != len(self.columns):
            raise TableError(
                f"Row “{row.label}” of table “{self.id}” has {len(row.cells)} cells for {len(self.columns)} columns."
            )

    def column(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of the column `key`, from the top down.

        Raises:
            TableError: there is no such column.
        """
        place = self._place(key)
        return tuple(row.cells[place] for row in self.rows)

    def cell(self, row: str, column: str) -> Cell:
        """Return the cell where the row and the column with these keys meet.

        Raises:
            TableError: there is no such row or column.
        """
        place = self._place(column)
        for candidate in self.rows:
            if candidate.key == row:
                return candidate.cells[place]
        raise TableError(f"Table “{self.id}” has no row “{row}”.")

    def _place(self, key: str) -> int:
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise TableError(f"Table “{self.id}” has no column “{key}”.")


@dataclass(frozen=True)
class Report:
    """The figures of one report: what a snapshot keeps and everything printed is made from.

    Args:
        id: the key of the kind of report, such as "quarterly".
        partnership: the partnership's code, such as "TEL".
        period: the days it covers.
        audience: whom these figures are safe for, such as "partnership".
        tables: in the order in which they are printed, with different keys.
    """

    id: str
    partnership: str
    period: Period
    audience: str
    tables: tuple[Table, ...]

    def __post_init__(self) -> None:
        _require_words("A report", id=self.id, partnership=self.partnership, audience=self.audience)
        _require_different((table.id for table in self.tables), f"tables of report “{self.id}”")

    def table(self, key: str) -> Table:
        """Return the table with this key.

        Raises:
            TableError: the report has no such table.
        """
        for table in self.tables:
            if table.id == key:
                return table
        raise TableError(f"Report “{self.id}” has no table “{key}”.")


def share(part: int | Shorthand, whole: int | Shorthand) -> Cell:
    """Return `part` of `whole` in per cent, rounded to one place (halves up); of nothing, "not applicable".

    A share of what is kept back is kept back too.
    """
    return _quotient(part, whole, 100, nothing=NOT_APPLICABLE)


def rate(count: int | Shorthand, population: int | None, *, per: int = 1_000) -> Cell:
    """Return `count` per so many people, to one place; without a population, "not available", never 0."""
    return _quotient(count, population or 0, per, nothing=NOT_AVAILABLE)


def _quotient(part: int | Shorthand, whole: int | Shorthand, times: int, *, nothing: Shorthand) -> Cell:
    if isinstance(part, Shorthand):
        return part
    if isinstance(whole, Shorthand):
        return whole
    if whole == 0:
        return nothing
    return float((Decimal(part * times) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _require_words(what: str, **texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise TableError(f"{what} needs its {name}.")


def _require_figure(cell: object, where: str) -> None:
    if cell is None or isinstance(cell, Shorthand):
        return
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise TableError(f"{cell!r} in {where} is not a figure.")


def _require_different(keys: Iterable[str], where: str) -> None:
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise TableError(f"The {where} use a key more than once: {', '.join(twice)}.")
