"""What an attacker takes the shares of a published table for: what the file says, or what fits all that is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any


@dataclass(frozen=True, slots=True)
class Quotient:
    """The cell is `per` × part ÷ whole − `less`, and no farther from it than `half` a unit of its last place."""

    cell: str
    part: str
    whole: str | float
    per: float
    less: float
    half: float


def quotients(table: dict[str, Any], document: dict[str, Any]) -> list[Quotient]:
    """Return the shares, rates and changes of a table: those it declares, and for other columns what fits."""
    told = [
        Quotient(
            each["cell"],
            each["part"],
            each["whole"],
            float(each.get("per", 100)),
            float(each.get("less", 0)),
            0.5 * 10.0 ** -each.get("places", 1),
        )
        for each in table.get("ratios", [])
    ]
    declared = {each.cell for each in told}
    added = {name for each in document.get("sums", []) for name in (each["total"], *each["parts"])}
    for place, column in enumerate(table["columns"]):
        names = [f"{table['id']}/{row['key']}/{column['key']}" for row in table["rows"]]
        printed = [row["cells"][place] for row in table["rows"]]
        if any(isinstance(cell, float) and cell % 1 for cell in printed) and not (set(names) & (declared | added)):
            told += _guessed(table, place, document)
    return told


def no_counts(document: dict[str, Any]) -> set[str]:
    """Return the addresses of shares, and of all in a column with numbers with a point that add up to nothing."""
    added = {name for each in document.get("sums", []) for name in (each["total"], *each["parts"])}
    found = {each.cell for table in document["tables"] for each in quotients(table, document)}
    for table in document["tables"]:
        for place in range(len(table["columns"])):
            if any(isinstance(row["cells"][place], float) for row in table["rows"]):
                found |= {_at(table, row, place) for row in table["rows"]}
    return found - added


def _guessed(table: dict[str, Any], place: int, document: dict[str, Any]) -> Iterator[Quotient]:
    """Yield every share of the column under each reading that agrees with all rows whose counts are printed."""
    others = [number for number in range(len(table["columns"])) if number != place]
    half = 0.5 * 10.0 ** -max(_places(row["cells"][place]) for row in table["rows"])
    for part in others:
        wholes: list[int | str] = [*others, *_fixed(table, part, document)]
        for whole in wholes:
            if whole == part:
                continue
            read = [_read(table, row, place, part, whole) for row in table["rows"]]
            tried = [each for each in read if all(isinstance(number, int | float) for number in each[1:])]
            for less in (0.0, 100.0) if isinstance(whole, int) else (0.0,):
                if tried and all(_agrees(*each[1:], less, half) for each in tried):
                    for (cell, *_), row in zip(read, table["rows"], strict=True):
                        yield Quotient(cell, _at(table, row, part), _whole(table, row, whole), 100.0, less, half)


def _fixed(table: dict[str, Any], part: int, document: dict[str, Any]) -> list[str]:
    """Return the addresses of one whole for all rows: the base, and the totals of the column."""
    rows = {f"{table['id']}/{row['key']}/{table['columns'][part]['key']}" for row in table["rows"]}
    totals = sorted({each["total"] for each in document.get("sums", [])} & rows)
    return [f"{table['id']}/base/n", *totals]


def _read(
    table: dict[str, Any], row: dict[str, Any], place: int, part: int, whole: int | str
) -> tuple[str, Any, Any, Any]:
    cell = _at(table, row, place)
    if isinstance(whole, int):
        return cell, row["cells"][place], row["cells"][part], row["cells"][whole]
    return cell, row["cells"][place], row["cells"][part], _value(table, whole)


def _value(table: dict[str, Any], name: str) -> Any:
    for row, (number, column) in product(table["rows"], enumerate(table["columns"])):
        if name == f"{table['id']}/{row['key']}/{column['key']}":
            return row["cells"][number]
    return table.get("base", {}).get("n")


def _whole(table: dict[str, Any], row: dict[str, Any], whole: int | str) -> str:
    return _at(table, row, whole) if isinstance(whole, int) else whole


def _at(table: dict[str, Any], row: dict[str, Any], place: int) -> str:
    return f"{table['id']}/{row['key']}/{table['columns'][place]['key']}"


def _agrees(share: float, part: float, whole: float, less: float, half: float) -> bool:
    return bool(whole) and abs(100.0 * part / whole - less - share) <= half + 1e-9


def _places(cell: Any) -> int:
    return len(str(cell).partition(".")[2].rstrip("0")) if isinstance(cell, float) else 0
