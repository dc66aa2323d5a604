"""What a reader can work out from other figures: sums, shares and rates, parts of a whole, years before.

A table declares every relation that holds between its own figures, or between one of its own and those of other
tables. Disclosure control keeps a figure back only as well as these are known: a relation that is forgotten is one that
somebody else finds.

A figure has an address, "table/row/column"; the number in a table's base is at "table/base/n". A relation is declared
by the table that holds its first figure: the total, the share, the part, the average.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from reporting.cells import TableError

TOTAL: Final = "total"
"""The key of a row (or column) that sums up the others: printed in bold, never drawn in a chart."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The total is the parts added up. With one part, the same figure stands in two places."""

    total: str
    parts: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.parts or self.total in self.parts or len(set(self.parts)) < len(self.parts):
            raise TableError(f"The sum of {self.total} needs parts, different ones, and not itself among them.")

    @property
    def figures(self) -> tuple[str, ...]:
        """The addresses it speaks of, first that of the table which declares it."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The cell is `per` × part ÷ whole − `less`, rounded to so many `places`.

    Attributes:
        cell: the share, rate or change in per cent.
        part: the address of a count.
        whole: the address of a count, or a number that is published elsewhere, such as a population.
        per: 100 for a share, 1,000 or 100,000 for a rate.
        places: after the decimal point.
        less: 100 for a change in per cent, where 0 means that nothing changed; otherwise 0.
    """

    cell: str
    part: str
    whole: str | int
    per: int = 100
    places: int = 1
    less: int = 0

    def __post_init__(self) -> None:
        if self.per <= 0 or self.places < 0 or (isinstance(self.whole, int) and self.whole <= 0):
            raise TableError(f"The ratio {self.cell} needs a whole and a “per” above 0, and no negative places.")

    @property
    def figures(self) -> tuple[str, ...]:
        """The addresses it speaks of, first that of the table which declares it."""
        return (self.cell, self.part) if isinstance(self.whole, int) else (self.cell, self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Within:
    """Everybody counted in the part is counted in the whole too, so the rest of the whole is a count as well."""

    part: str
    whole: str

    @property
    def figures(self) -> tuple[str, ...]:
        """The addresses it speaks of, first that of the table which declares it."""
        return (self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Summary:
    """The cell is a median, an average or another summary of those counted in `of`: kept back with that count."""

    cell: str
    of: str

    @property
    def figures(self) -> tuple[str, ...]:
        """The addresses it speaks of, first that of the table which declares it."""
        return (self.cell, self.of)


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The cell is what `of` was in the same period a year before, when a report may have said so already."""

    cell: str
    of: str

    @property
    def figures(self) -> tuple[str, ...]:
        """The addresses it speaks of, first that of the table which declares it."""
        return (self.cell, self.of)


Relation: TypeAlias = Sum | Ratio | Within | Summary | YearBefore


def address(table: str, row: str, column: str) -> str:
    """Return where the figure of these keys stands."""
    return f"{table}/{row}/{column}"


def base_of(table: str) -> str:
    """Return the address of the number in a table's base."""
    return address(table, "base", "n")


def rows_add_up(table: str, *, parts: Iterable[str], columns: Iterable[str], total: str = TOTAL) -> tuple[Sum, ...]:
    """Return one sum for each of these columns: the row `total` is the rows `parts` added up."""
    rows = tuple(parts)
    return tuple(Sum(address(table, total, key), tuple(address(table, row, key) for row in rows)) for key in columns)


def columns_add_up(table: str, *, parts: Iterable[str], rows: Iterable[str], total: str = TOTAL) -> tuple[Sum, ...]:
    """Return one sum for each of these rows: the column `total` is the columns `parts` added up."""
    columns = tuple(parts)
    return tuple(Sum(address(table, key, total), tuple(address(table, key, each) for each in columns)) for key in rows)


def adds_up_to_base(table: str, *, parts: Iterable[str], column: str) -> Sum:
    """Return the sum of a table without a row for all: its base is the rows `parts` of the column added up."""
    return Sum(base_of(table), tuple(address(table, row, column) for row in parts))


def equals(figure: str, other: str) -> Sum:
    """Return that the same figure stands at both addresses; the first is of the table that declares it."""
    return Sum(figure, (other,))


def shares_of(table: str, *, rows: Iterable[str], cell: str, part: str, whole: str | int) -> tuple[Ratio, ...]:
    """Return the column `cell` as shares, to one place: in each row, `part` of one whole for all of them.

    Args:
        table: the key of the table.
        rows: the keys of rows.
        cell: the key of the column of shares.
        part: the key of the column of counts.
        whole: an address, such as `base_of(table)`, or a number.
    """
    return tuple(Ratio(address(table, row, cell), address(table, row, part), whole) for row in rows)


def shares_within_rows(table: str, *, rows: Iterable[str], cell: str, part: str, whole: str) -> tuple[Ratio, ...]:
    """Return the column `cell` as shares, to one place: in each row, column `part` of column `whole`."""
    return tuple(
        Ratio(address(table, row, cell), address(table, row, part), address(table, row, whole)) for row in rows
    )


def changes(table: str, *, rows: Iterable[str], cell: str, now: str, before: str) -> tuple[Ratio, ...]:
    """Return the column `cell` as changes in per cent: in each row, from column `before` to column `now`."""
    return tuple(
        Ratio(address(table, row, cell), address(table, row, now), address(table, row, before), less=100)
        for row in rows
    )


def parts_of_rows(table: str, *, rows: Iterable[str], part: str, whole: str) -> tuple[Within, ...]:
    """Return that in each row, those counted in column `part` are among those counted in column `whole`."""
    return tuple(Within(address(table, row, part), address(table, row, whole)) for row in rows)


def a_year_before(table: str, *, rows: Iterable[str], cell: str, of: str) -> tuple[YearBefore, ...]:
    """Return that in each row, column `cell` is what column `of` was in the same period a year before."""
    return tuple(YearBefore(address(table, row, cell), address(table, row, of)) for row in rows)
