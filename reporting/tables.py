"""Figures as plain values: a report is tables, a table is rows of cells. No database and no page in here.

Whatever reads the database returns these; whatever writes HTML, PDF or JSON takes them. A figure that must
not be shown is not in the table at all: its place holds a `Shorthand`, so that nothing made from the table
can let it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reporting.cells import (
    CONFIDENTIAL,
    LOW,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    SHORTHANDS,
    Cell,
    Shorthand,
    TableError,
    rate,
    share,
)
from reporting.lines import Lines
from reporting.periods import Period
from reporting.relations import TOTAL, Ratio, Relation, Sum, address, base_of
from reporting.rows import Base, Beside, Column, Row, require_different, require_words

__all__ = [
    "CONFIDENTIAL",
    "LOW",
    "NOT_APPLICABLE",
    "NOT_AVAILABLE",
    "SHORTHANDS",
    "TOTAL",
    "Base",
    "Beside",
    "Cell",
    "Column",
    "Report",
    "Row",
    "Shorthand",
    "Table",
    "TableError",
    "rate",
    "share",
]


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
        relations: what a reader can work out from other figures, within this table or with others of the report.
        standing: the addresses of counts of what stands at the end of the period, or of different people in it: four
            quarters of such a count do not add up to the year.
        ranked_by: the key of the column by whose falling figures the rows are ordered, if they are: the place of a
            row would tell between which others its figure lies.
        beside: figures from elsewhere that its own are read against.
    """

    id: str
    title: str
    base: Base
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    as_of: datetime | None = None
    relations: tuple[Relation, ...] = ()
    standing: tuple[str, ...] = ()
    ranked_by: str = ""
    beside: tuple[Beside, ...] = ()

    def __post_init__(self) -> None:
        require_words("A table", id=self.id, title=self.title)
        if not self.columns:
            raise TableError(f"Table “{self.id}” has no columns.")
        require_different((column.key for column in self.columns), f"columns of table “{self.id}”")
        require_different((row.key for row in self.rows), f"rows of table “{self.id}”")
        for row in self.rows:
            self._require_whole_row(row)
        if self.ranked_by:
            self._place(self.ranked_by)
        told = (*(relation.figures[0] for relation in self.relations), *(each.figure for each in self.beside))
        self._require_own((*told, *self.standing))

    def _require_own(self, addresses: Iterable[str]) -> None:
        strange = sorted(set(addresses) - self.addresses)
        if strange:
            raise TableError(f"Table “{self.id}” speaks of figures it does not have: {', '.join(strange)}.")

    @property
    def addresses(self) -> frozenset[str]:
        """Where its figures stand: one address for each cell, and that of its base."""
        cells = (address(self.id, row.key, column.key) for row in self.rows for column in self.columns)
        return frozenset((base_of(self.id), *cells))

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Every figure of this table that others add up to."""
        return tuple(relation for relation in self.relations if isinstance(relation, Sum))

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """Every rounded share, rate or change of this table that is made of other figures."""
        return tuple(relation for relation in self.relations if isinstance(relation, Ratio))

    def _require_whole_row(self, row: Row) -> None:
        if len(row.cells) != len(self.columns):
            raise TableError(
                f"Row “{row.label}” of table “{self.id}” has {len(row.cells)} cells for {len(self.columns)} columns."
            )

    def figure(self, figure: str) -> tuple[str, Cell]:
        """Return the words for the figure at an address, and the figure.

        Raises:
            TableError: the table has no such figure.
        """
        if figure == base_of(self.id):
            return self.base.unit.capitalize(), self.base.n
        for row in self.rows:
            for column, cell in zip(self.columns, row.cells, strict=True):
                if address(self.id, row.key, column.key) == figure:
                    return f"{row.label}: {column.label}", cell
        raise TableError(f"Table “{self.id}” has no figure at {figure}.")

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
        lines: what is said of single incidents, in the one report that has it.
    """

    id: str
    partnership: str
    period: Period
    audience: str
    tables: tuple[Table, ...]
    lines: Lines | None = None

    def __post_init__(self) -> None:
        require_words("A report", id=self.id, partnership=self.partnership, audience=self.audience)
        require_different((table.id for table in self.tables), f"tables of report “{self.id}”")
        _require_known(self)

    @property
    def addresses(self) -> frozenset[str]:
        """Where the figures of all its tables stand."""
        return frozenset(found for table in self.tables for found in table.addresses)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Every relation between figures of this report; one with a table that is left out is left out too."""
        here = self.addresses
        told = (relation for table in self.tables for relation in table.relations)
        return tuple(relation for relation in told if here.issuperset(relation.figures))

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Every figure that others add up to, within and between tables."""
        return tuple(relation for relation in self.relations if isinstance(relation, Sum))

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """Every rounded share, rate or change that is made of other figures."""
        return tuple(relation for relation in self.relations if isinstance(relation, Ratio))

    def table(self, key: str) -> Table:
        """Return the table with this key.

        Raises:
            TableError: the report has no such table.
        """
        for table in self.tables:
            if table.id == key:
                return table
        raise TableError(f"Report “{self.id}” has no table “{key}”.")


def _require_known(report: Report) -> None:
    """Check that what relations say of other tables is true of them, where the report has those tables."""
    here, tables = report.addresses, {table.id for table in report.tables}
    told = {figure for table in report.tables for relation in table.relations for figure in relation.figures}
    strange = sorted(figure for figure in told - here if figure.split("/")[0] in tables)
    if strange:
        raise TableError(f"Report “{report.id}” relates figures that it does not have: {', '.join(strange)}.")
