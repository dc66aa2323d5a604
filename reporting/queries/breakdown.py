"""Recorded incidents by one coded fact: the columns, rows and relations that several tables share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from reporting.cells import NOT_AVAILABLE, Cell, share
from reporting.queries.facets import NONE, Counted, total
from reporting.queries.source import Question
from reporting.queries.words import NOT_RECORDED, Vocabulary
from reporting.relations import (
    Relation,
    Within,
    a_year_before,
    address,
    adds_up_to_base,
    base_of,
    changes,
    parts_of_rows,
    shares_of,
)
from reporting.tables import Base, Column, Row, Table

INCIDENTS: Final = "recorded incidents"

BEFORE: Final = Column("before", "Same period a year before")
CHANGE: Final = Column("change", "Change (%)")
COLUMNS: Final = (
    Column("recorded", "Recorded"),
    Column("percent", "Share (%)"),
    Column("crimes", "Of which crimes"),
    BEFORE,
    CHANGE,
)

MANY: Final = (
    "An incident can carry several strands, so the strands may add up to more than all, and shares to over 100%."
)


def against(asked: Question, now: int, before: int) -> tuple[Cell, Cell]:
    """Return the figure of the same period a year before, and the change since in per cent."""
    earlier = asked.earlier(before)
    return earlier, share(now - before, before) if isinstance(earlier, int) else NOT_AVAILABLE


def ranked(asked: Question, words: Vocabulary, found: Mapping[str, Counted]) -> list[str]:
    """Return the codes by falling count, ties by their words; what was not recorded comes last."""
    return sorted(
        words.rows(asked, found),
        key=lambda code: (code == NOT_RECORDED, -found.get(code, NONE).recorded, words.label(code), code),
    )


def breakdown(
    asked: Question,
    *,
    id_: str,
    title: str,
    found: Mapping[str, Counted],
    codes: Sequence[str],
    label: Callable[[str], str],
    of: Base,
    notes: tuple[str, ...] = (),
    is_many: bool = False,
    ranked_by: str = "",
) -> Table:
    """Return a table of incidents by one coded fact, with shares of all of them and the year before.

    Args:
        asked: whose figures of which period.
        id_, title: the table's key and its caption.
        found: how many incidents have each code.
        codes: the rows, in their order.
        label: returns the words for a code.
        of: all incidents that the shares divide by.
        notes: full sentences that stand beneath the table.
        is_many: an incident can have several codes, so that the rows do not add up to all.
        ranked_by: the column by which the rows fall.
    """
    n = of.n if isinstance(of.n, int) else 0
    rows = tuple(_row(asked, code, label(code), found.get(code, NONE), n) for code in codes)
    table = Table(id=id_, title=title, base=of, columns=COLUMNS, rows=rows, notes=notes, ranked_by=ranked_by)
    return related(table, *_relations(id_, codes, is_many=is_many))


def _row(asked: Question, code: str, label: str, counted: Counted, n: int) -> Row:
    recorded, crimes, before, _ = counted
    return Row.of(code, label, recorded, share(recorded, n), crimes, *against(asked, recorded, before))


def _relations(id_: str, codes: Sequence[str], *, is_many: bool) -> Iterable[Relation]:
    yield from compared(id_, codes, now="recorded")
    yield from shares_of(id_, rows=codes, cell="percent", part="recorded", whole=base_of(id_))
    yield from parts_of_rows(id_, rows=codes, part="crimes", whole="recorded")
    if is_many:
        yield from (Within(address(id_, code, "recorded"), base_of(id_)) for code in codes)
    elif codes:
        yield adds_up_to_base(id_, parts=codes, column="recorded")


def compared(id_: str, codes: Iterable[str], *, now: str) -> Iterable[Relation]:
    """Return what the columns "before" and "change" of these rows have to do with the column `now`."""
    rows = list(codes)
    yield from changes(id_, rows=rows, cell="change", now=now, before="before")
    yield from a_year_before(id_, rows=rows, cell="before", of=now)


def related(table: Table, *relations: Relation) -> Table:
    """Return the table with those relations whose own figures are numbers: what is [z] or [x] is related to nothing."""
    numbers = {base_of(table.id)} | {
        address(table.id, row.key, column.key)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if isinstance(cell, int | float)
    }
    own = table.addresses
    held = tuple(each for each in relations if all(figure in numbers for figure in each.figures if figure in own))
    return replace(table, relations=held)


def base_of_all(found: Mapping[str, Counted]) -> Base:
    """Return all recorded incidents, each of which has one of these codes."""
    return Base(INCIDENTS, total(found.values()).recorded)
