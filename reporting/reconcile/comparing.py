"""The figures of a stored report against those of the second count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from reporting.periods import Period, year_before
from reporting.reconcile.arithmetic import Value
from reporting.reconcile.question import Asked, Recount
from reporting.reconcile.recounts import RECOUNTS
from reporting.reconcile.rows import Since, rows_as_of
from reporting.relations import address, base_of
from reporting.tables import CONFIDENTIAL, LOW, Cell, Report, Shorthand, Table


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that was not found again: where it stands, what is stored there, and what was counted."""

    address: str
    stored: str
    counted: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of counting a report a second time.

    Attributes:
        compared: how many figures were compared.
        kept_back: how many could not be: in their place stands that they are confidential.
        not_counted: tables that nothing counts a second time, by key.
        differences: every figure that was not found again.
        since: what was recorded or changed after the report was made, which is not counted.
    """

    compared: int
    kept_back: int
    not_counted: tuple[str, ...]
    differences: tuple[Difference, ...]
    since: tuple[Since, ...]

    @property
    def is_right(self) -> bool:
        """Whether every figure was found again."""
        return not self.differences and not self.not_counted


def reconcile(
    report: Report, *, partnership_id: UUID, year_starts: int, made_at: datetime, made_on: date
) -> Reconciled:
    """Count every table of a stored report again, from the rows as they were when it was made.

    Args:
        report: the stored figures.
        partnership_id: whose they are.
        year_starts: the month in which the reporting year of the report begins, 1 to 12.
        made_at: the moment as of which it was made.
        made_on: the day of that moment in London.
    """
    rows = rows_as_of(partnership_id, made_at)
    asked = Asked(rows, report.period, _before(report.period, year_starts), made_on)
    differences: list[Difference] = []
    compared = kept_back = 0
    for table in report.tables:
        for place, stored, counted in _figures(table, asked):
            if stored in (CONFIDENTIAL, LOW):
                kept_back += 1
                continue
            compared += 1
            if _written(stored) != _written(counted):
                differences.append(Difference(place, _written(stored), _written(counted)))
    unknown = tuple(table.id for table in report.tables if table.id not in RECOUNTS)
    return Reconciled(compared, kept_back, unknown, tuple(differences), rows.since)


def _before(period: Period, year_starts: int) -> Period:
    return year_before(period, year_starts=year_starts)


def _figures(table: Table, asked: Asked) -> Iterator[tuple[str, Cell, Value | None]]:
    """Yield every figure of the table: its address, what is stored, and what was counted."""
    if table.id not in RECOUNTS:
        return
    recount = RECOUNTS[table.id](asked)
    yield base_of(table.id), table.base.n, recount.base
    for row in table.rows:
        counted = _cells(recount, row.key)
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield address(table.id, row.key, column.key), cell, _of(counted, column.key)
    for key in sorted(recount.rows - {row.key for row in table.rows}):
        yield f"{table.id}/{key}", None, "rows to count, but the table has no such row"


def _cells(recount: Recount, key: str) -> Mapping[str, Value]:
    try:
        return recount.cells(key)
    except KeyError:
        return {}


def _of(counted: Mapping[str, Value], column: str) -> Value | None:
    try:
        return counted[column]
    except KeyError:
        return None


def _written(figure: Cell | Value) -> str:
    """Return a figure as it is compared and printed; a whole number is not the same as a share of that size."""
    return "none" if figure is None else f"[{figure.code}]" if isinstance(figure, Shorthand) else str(figure)
