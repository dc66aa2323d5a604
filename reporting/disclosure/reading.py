"""Reading a file of schema `report-tables/1` as figures by address, and naming everything that is wrong with it."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from reporting.cells import SHORTHANDS
from reporting.disclosure.errors import DisclosureError
from reporting.relations import address, base_of
from reporting.render.json import SCHEMA

WAYS: Final = 'a number, null, {"shorthand": "c"} or {"value": 30, "suppress": true}'


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands at one address.

    Attributes:
        table, row, column: the keys it is found by.
        words: the labels of its row and its column.
        value: the number, if there is one.
        code: the shorthand that stands in its place, if one does.
        is_forced: whoever wrote the file wants it kept back.
    """

    table: str
    row: str
    column: str
    words: str
    value: int | float | None = None
    code: str = ""
    is_forced: bool = False

    @property
    def address(self) -> str:
        """Where it stands."""
        return address(self.table, self.row, self.column)


def document_of(text: str) -> dict[str, Any]:
    """Return the document that the text of a file holds.

    Raises:
        DisclosureError: it is not JSON, or not of this schema.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise DisclosureError([f"The file is not JSON: {error}."]) from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        found = document.get("schema") if isinstance(document, dict) else None
        raise DisclosureError([f"The schema of the file is {json.dumps(found)}; it has to be “{SCHEMA}”."])
    return document


def figures_of(document: dict[str, Any]) -> dict[str, Figure]:
    """Return every figure of the document by its address, in the order of the tables.

    Raises:
        DisclosureError: there are no tables, a cell is none, or something has no key or one that is used twice.
    """
    tables = document.get("tables")
    if not isinstance(tables, list):
        raise DisclosureError(["The file has no list of “tables”."])
    problems: list[str] = []
    found: dict[str, Figure] = {}
    for number, table in enumerate(tables, start=1):
        for figure in _table(table, number, problems):
            if figure.address in found:
                problems.append(f"The address {figure.address} is used for more than one figure.")
            found.setdefault(figure.address, figure)
    if problems:
        raise DisclosureError(problems)
    return found


def _table(table: Any, number: int, problems: list[str]) -> Iterator[Figure]:
    if not isinstance(table, dict) or not _is_key(table.get("id")):
        problems.append(f"Table number {number} has no “id”.")
        return
    key = table["id"]
    columns, rows = table.get("columns"), table.get("rows")
    if not isinstance(columns, list) or not isinstance(rows, list):
        problems.append(f"Table “{key}” needs a list of “columns” and a list of “rows”.")
        return
    if not all(isinstance(each, dict) and _is_key(each.get("key")) for each in (*columns, *rows)):
        problems.append(f"Every row and every column of table “{key}” needs a “key”.")
        return
    yield from _base(table, problems)
    for row in rows:
        yield from _row(key, row, columns, problems)


def _base(table: dict[str, Any], problems: list[str]) -> Iterator[Figure]:
    base = table.get("base")
    taken = {address(table["id"], row["key"], column["key"]) for row in table["rows"] for column in table["columns"]}
    if isinstance(base, dict) and "n" in base and base_of(table["id"]) not in taken:
        yield _figure((table["id"], "base", "n", ""), base["n"], problems)


def _row(table: str, row: dict[str, Any], columns: list[dict[str, Any]], problems: list[str]) -> Iterator[Figure]:
    cells = row.get("cells")
    if not isinstance(cells, list) or len(cells) != len(columns):
        count = len(cells) if isinstance(cells, list) else 0
        problems.append(f"Row “{row['key']}” of table “{table}” has {count} cells for {len(columns)} columns.")
        return
    for column, cell in zip(columns, cells, strict=True):
        words = f"{row.get('label', '')} {column.get('label', '')}"
        yield _figure((table, row["key"], column["key"], words), cell, problems)


def _figure(keys: tuple[str, str, str, str], cell: Any, problems: list[str]) -> Figure:
    figure = Figure(*keys)
    if cell is None:
        return figure
    if _is_number(cell):
        return Figure(*keys, value=cell)
    if isinstance(cell, dict) and set(cell) == {"shorthand"} and cell["shorthand"] in SHORTHANDS:
        return Figure(*keys, code=cell["shorthand"])
    if _is_forced(cell):
        return Figure(*keys, value=cell["value"], is_forced=cell["suppress"])
    problems.append(f"The cell at {figure.address} is {json.dumps(cell)}; a cell is {WAYS}.")
    return figure


def _is_forced(cell: Any) -> bool:
    """Return whether the cell has a number and says whether that is to be kept back."""
    return (
        isinstance(cell, dict)
        and set(cell) == {"value", "suppress"}
        and isinstance(cell["suppress"], bool)
        and _is_number(cell["value"])
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
