"""Key findings, proposed from the figures in plain words. A figure that is kept back is not spoken of.

Only the tables that the audience reads are given: so a proposal can tell nothing that the release does not.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from reporting.tables import TOTAL, Cell, Report, Row, Table, TableError
from reporting.wording import figure

_SUBJECTS: Final = {
    "strands": "{row} was recorded in {part} of {whole} incidents, {share}.",
    "areas": "{row} was the area of {part} of {whole} incidents, {share}.",
    "premises": "The place was “{row}” in {part} of {whole} incidents, {share}.",
    "reported_by": "Reported by “{row}”: {part} of {whole} incidents, {share}.",
    "offence_groups": "The offence was of the group “{row}” in {part} of {whole}, {share}.",
}
"""What is said of the first rows of each table."""

_HOW_MANY: Final = {"strands": 3}
_UNKNOWN: Final = frozenset({TOTAL, "not_recorded", "none"})


def proposed_findings(report: Report) -> tuple[str, ...]:
    """Return sentences about the figures of the report, in the order of its tables; none where they are kept back."""
    return tuple(sentence for table in report.tables for sentence in _of_table(table))


def _of_table(table: Table) -> Iterator[str]:
    if table.id == "headline":
        yield from _volume(table)
    elif table.id in _SUBJECTS:
        yield from _largest(table)
    elif table.id == "decisions":
        yield from _in_time(table)
    elif table.id == "data_quality":
        yield from _least_known(table)


def _volume(table: Table) -> Iterator[str]:
    now, before = _cell(table, "recorded", "period"), _cell(table, "recorded", "before")
    if now is None:
        return
    counted = f"{figure(now)} hate crimes and hate incidents were recorded"
    if before is None:
        yield f"{counted}."
    elif now == before:
        yield f"{counted}, as many as in the same period a year before."
    else:
        more = "more" if now > before else "fewer"
        yield f"{counted}, {figure(abs(now - before))} {more} than in the same period a year before ({figure(before)})."


def _largest(table: Table) -> Iterator[str]:
    whole = table.base.n
    if not isinstance(whole, int) or not whole:
        return
    column = table.columns[0].key
    known = [(row, part) for row in table.rows if (part := _known(row, table, column)) and row.key not in _UNKNOWN]
    known.sort(key=lambda pair: -pair[1])
    for row, part in known[: _HOW_MANY.get(table.id, 1)]:
        said = {"row": row.label, "part": figure(part), "whole": figure(whole), "share": per_cent(part, whole)}
        yield _SUBJECTS[table.id].format(**said)


def _in_time(table: Table) -> Iterator[str]:
    for row in table.rows:
        number, in_time = _known(row, table, "number"), _known(row, table, "in_time")
        if row.key == TOTAL and number and in_time is not None:
            yield (
                f"{figure(in_time)} of {figure(number)} decisions were taken within the limit,"
                f" {per_cent(in_time, number)}."
            )


def _least_known(table: Table) -> Iterator[str]:
    """Say which fact is most often missing."""
    found = [
        (known / of, row, known, of)
        for row in table.rows
        if (of := _known(row, table, "of")) and (known := _known(row, table, "known")) is not None
    ]
    if found:
        _, row, known, of = min(found, key=lambda each: each[0])
        yield f"Least often known: “{row.label}”, in {figure(known)} of {figure(of)}, {per_cent(known, of)}."


def per_cent(part: int, whole: int) -> str:
    """Return the share in whole per cent, halves up: "78%"."""
    return f"{(Decimal(part * 100) / whole).quantize(Decimal(1), ROUND_HALF_UP)}%"


def _cell(table: Table, row: str, column: str) -> int | None:
    try:
        return _count(table.cell(row, column))
    except TableError:
        return None


def _known(row: Row, table: Table, column: str) -> int | None:
    return _cell(table, row.key, column)


def _count(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None
