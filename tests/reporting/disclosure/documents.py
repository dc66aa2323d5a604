"""Files of tables, as short as they can be written."""

from collections.abc import Mapping, Sequence
from typing import Any

Grid = Sequence[Sequence[Any]]


def grid(key: str, cells: Grid) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a table of counts with its totals, and its sums; a cell may be forced out."""
    values = [[cell["value"] if isinstance(cell, dict) else cell for cell in row] for row in cells]
    rows, columns = [f"r{n}" for n in range(1, len(cells) + 1)], [f"c{n}" for n in range(1, len(cells[0]) + 1)]
    printed = [[*row, sum(numbers)] for row, numbers in zip(cells, values, strict=True)]
    below = [sum(column) for column in zip(*values, strict=True)]
    printed.append([*below, sum(below)])
    rows, columns = [*rows, "total"], [*columns, "total"]
    sums = [
        *({"total": f"{key}/{row}/total", "parts": [f"{key}/{row}/{each}" for each in columns[:-1]]} for row in rows),
        *({"total": f"{key}/total/{each}", "parts": [f"{key}/{row}/{each}" for row in rows[:-1]]} for each in columns),
    ]
    return table(key, dict(zip(rows, printed, strict=True)), columns), sums


def table(key: str, rows: Mapping[str, Sequence[Any]], columns: Sequence[str], n: Any = None) -> dict[str, Any]:
    """Return a table of these rows."""
    return {
        "id": key,
        "title": key,
        "base": {"unit": "incidents", "n": n},
        "columns": [{"key": each, "label": each} for each in columns],
        "rows": [{"key": row, "label": row, "cells": list(cells)} for row, cells in rows.items()],
    }


def document(
    *tables: dict[str, Any], sums: Sequence[dict[str, Any]] = (), days: tuple[str, str] = ("2025-04-01", "2026-03-31")
) -> dict[str, Any]:
    """Return a file of these tables."""
    return {
        "schema": "report-tables/1",
        "report": "annual",
        "partnership": "WVP",
        "period": {"from": days[0], "to": days[1], "label": "A period"},
        "audience": "public",
        "tables": list(tables),
        "sums": list(sums),
    }


def of_grid(cells: Grid, **more: Any) -> dict[str, Any]:
    """Return a file of one table `t` with its totals."""
    made, sums = grid("t", cells)
    return document(made, sums=sums, **more)


def add_up(total: str, *parts: str) -> dict[str, Any]:
    """Return a sum."""
    return {"total": total, "parts": list(parts)}


def cells(made: dict[str, Any], key: str = "t") -> list[list[Any]]:
    """Return the cells of a table, with "c" for those that are kept back."""
    (found,) = (each for each in made["tables"] if each["id"] == key)
    return [["c" if cell == {"shorthand": "c"} else cell for cell in row["cells"]] for row in found["rows"]]
