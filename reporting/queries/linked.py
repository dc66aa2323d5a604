"""What the tables of one report have to do with each other: totals that stand in one and are made up in another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from reporting.queries.breakdown import related
from reporting.relations import Relation, Sum, address
from reporting.tables import TOTAL, Table

_ALL_RECORDED: Final = ("strand_combinations", "areas", "premises", "reported_by")
"""Tables that count every recorded incident in one row."""

_COLUMNS: Final = (("crimes", "crimes", "period"), ("before", "recorded", "before"))
"""A column of such a table, and the key figure to which it adds up."""


def linked(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables of one report with the sums that hold between them.

    Args:
        tables: what the queries returned; which of them there are is the report's choice.
    """
    here = {table.id: table for table in tables}
    return tuple(_with(table, here) for table in tables)


def _with(table: Table, here: Mapping[str, Table]) -> Table:
    more = [*_of_headline(here)] if table.id == "headline" else [*_of_strands(here)] if table.id == "strands" else []
    known = frozenset().union(*(each.addresses for each in here.values()))
    found = [each for each in more if known.issuperset(each.figures)]
    return related(replace(table), *table.relations, *found) if found else table


def _rows(table: Table) -> list[str]:
    return [row.key for row in table.rows if row.key != TOTAL and not row.key.startswith("all_")]


def _of_headline(here: Mapping[str, Table]) -> Iterable[Relation]:
    """Return how columns of other tables add up to the key figures."""
    for table in (here[id_] for id_ in (*_ALL_RECORDED, "outcomes") if id_ in here and here[id_].rows):
        for column, row, period in _COLUMNS:
            if all(isinstance(cell, int) for cell in table.column(column)):
                yield _adds_up(address("headline", row, period), table, column)
    if "agencies" in here and here["agencies"].rows:
        yield _adds_up(address("headline", "crimes", "period"), here["agencies"], "crimes")
    if "offence_groups" in here and isinstance(here["offence_groups"].rows[0].cells[-2], int):
        yield _adds_up(address("headline", "crimes", "before"), here["offence_groups"], "before")


def _adds_up(figure: str, table: Table, column: str) -> Sum:
    return Sum(figure, tuple(address(table.id, row, column) for row in _rows(table)))


def _of_strands(here: Mapping[str, Table]) -> Iterable[Relation]:
    """Return how each strand is made up of the combinations that hold it, and of the offences that carry it."""
    strands = [row.key for row in here["strands"].rows]
    for strand in strands:
        if "strand_combinations" in here:
            held = [key for key in _rows(here["strand_combinations"]) if strand in key.split("+")]
            yield from _same_columns(strand, held)
        if "headline" in here and strand in _rows(here["headline"]):
            yield Sum(address("strands", strand, "recorded"), (address("headline", strand, "period"),))
            yield from _before(strand, here)
        if "offences_by_marker" in here and here["offences_by_marker"].rows:
            offences = _rows(here["offences_by_marker"])
            parts = tuple(address("offences_by_marker", offence, strand) for offence in offences)
            yield Sum(address("strands", strand, "crimes"), parts)


def _same_columns(strand: str, combinations: Sequence[str]) -> Iterable[Relation]:
    for column in ("recorded", "crimes", "before") if combinations else ():
        parts = tuple(address("strand_combinations", key, column) for key in combinations)
        yield Sum(address("strands", strand, column), parts)


def _before(strand: str, here: Mapping[str, Table]) -> Iterable[Relation]:
    if isinstance(here["headline"].cell(strand, "before"), int):
        yield Sum(address("strands", strand, "before"), (address("headline", strand, "before"),))
