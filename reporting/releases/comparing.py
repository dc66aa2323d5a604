"""What changed from one version of a release to the next, in words that both versions allow."""

from collections.abc import Iterator, Mapping, Sequence

from reporting.render.edition import Passage
from reporting.tables import Cell, Report, Row, Table
from reporting.wording import figure, places_needed


def differences(
    before: Report, after: Report, passages_before: Sequence[Passage] = (), passages_after: Sequence[Passage] = ()
) -> list[str]:
    """Return one sentence for every figure, row, table or text that is not as it was.

    Args:
        before: the figures as the version before published them.
        after: the figures of the new version.
        passages_before: the texts of the version before.
        passages_after: the texts of the new version.
    """
    old, new = {each.id: each for each in before.tables}, {each.id: each for each in after.tables}
    return [
        *(f"The table “{table.title}” is new." for key, table in new.items() if key not in old),
        *(f"The table “{table.title}” is left out." for key, table in old.items() if key not in new),
        *(sentence for key in new if key in old for sentence in _table(old[key], new[key])),
        *_texts(passages_before, passages_after),
    ]


def _table(before: Table, after: Table) -> Iterator[str]:
    if before.base.n != after.base.n:
        yield f"{after.title}: the number counted was {figure(before.base.n)} and is now {figure(after.base.n)}."
    old, new = _rows(before), _rows(after)
    for row in after.rows:
        if row.key not in old:
            yield f"{after.title}: the row “{row.label}” is new."
            continue
        yield from _row(before, after, old[row.key], row)
    for key, row in old.items():
        if key not in new:
            yield f"{after.title}: the row “{row.label}” is left out."
    if before.notes != after.notes:
        yield f"{after.title}: the notes are different."


def _rows(table: Table) -> Mapping[str, Row]:
    return {row.key: row for row in table.rows}


def _row(before: Table, after: Table, old: Row, new: Row) -> Iterator[str]:
    was = dict(zip((column.key for column in before.columns), old.cells, strict=True))
    for column, cell in zip(after.columns, new.cells, strict=True):
        if column.key not in was:
            yield f"{after.title}: “{new.label}” now has “{column.label}”."
        elif was[column.key] != cell:
            yield (
                f"{after.title}: “{new.label}”, “{column.label}” was {_printed(was[column.key])}"
                f" and is now {_printed(cell)}."
            )


def _printed(cell: Cell) -> str:
    return figure(cell, places=places_needed([cell]))


def _texts(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[str]:
    old, new = {each.key: each for each in before}, {each.key: each for each in after}
    for key, passage in new.items():
        if key not in old:
            yield f"The text “{passage.title}” is new."
        elif old[key].paragraphs != passage.paragraphs:
            yield f"The text “{passage.title}” is different."
    yield from (f"The text “{passage.title}” is left out." for key, passage in old.items() if key not in new)
