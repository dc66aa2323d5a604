"""What a second count is about: the rows, the days of the report, and which of them belong to which period."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reporting.periods import Period
from reporting.reconcile.arithmetic import NOT_AVAILABLE, Value, change
from reporting.reconcile.rows import Fact, Rows


@dataclass(frozen=True)
class Asked:
    """Which rows, of which period and of the same one a year before, seen from which day."""

    rows: Rows
    period: Period
    before: Period
    today: date

    @property
    def began(self) -> date | None:
        """The day of the first incident that was recorded, if there is any."""
        return min((row["recorded_on"] for row in self.rows.of("incidents")), default=None)

    def known(self, count: int, last: date) -> Value:
        """Return a count of an earlier time, or that it is not available: the records began after its last day."""
        return count if self.began and self.began <= last else NOT_AVAILABLE

    def against(self, now: int, before: int) -> dict[str, Value]:
        """Return the columns "before" and "change"."""
        earlier = self.known(before, self.before.last)
        return {"before": earlier, "change": change(now, earlier)}

    def incidents(self, period: Period | None = None) -> list[Fact]:
        """Return the incidents recorded in the period, or in another one."""
        return [row for row in self.rows.of("incidents") if row["recorded_on"] in (period or self.period)]


@dataclass(frozen=True)
class Recount:
    """The figures of one table, counted a second time.

    Attributes:
        base: how many there are in all.
        rows: the keys of the rows that have something to count; the table must have them.
        cells: returns the figures of a row by the keys of its columns, also of a row in which there is nothing.
    """

    base: int
    rows: frozenset[str]
    cells: Callable[[str], Mapping[str, Value]]

    @classmethod
    def of(cls, base: int, cells: Mapping[str, Mapping[str, Value]]) -> "Recount":
        """Return a recount of a table whose rows are always the same ones."""
        return cls(base, frozenset(cells), lambda key: cells[key])


def by_case(rows: list[Fact]) -> dict[Any, list[Fact]]:
    """Return the rows of each case."""
    found: dict[Any, list[Fact]] = {}
    for row in rows:
        found.setdefault(row["case_id"], []).append(row)
    return found


def ids(rows: list[Fact]) -> set[Any]:
    """Return the keys of the rows."""
    return {row["id"] for row in rows}
