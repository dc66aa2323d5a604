"""A report as JSON and back: what other programs read, and what a stored report is made of.

The schema is `report-tables/1`; docs and the command line promise it. A cell is a number, null, or
`{"shorthand": "c"}`. A table's `notes` and `as_of` appear only where it has them.
"""

import json
from datetime import date, datetime
from typing import Any, Final

from reporting.periods import Period
from reporting.tables import Base, Cell, Column, Report, Row, Shorthand, Table

SCHEMA: Final = "report-tables/1"


class UnreadableReportError(ValueError):
    """The text is not a report of this schema; it says why."""


def report_json(report: Report) -> str:
    """Return the report as JSON text, indented for people, the same text for the same report."""
    return json.dumps(_report_document(report), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def report_from_json(text: str) -> Report:
    """Return the report that `report_json` wrote.

    Raises:
        UnreadableReportError: the text is not JSON, is of another schema, or contradicts itself.
    """
    try:
        return _read_report(json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableReportError(f"This is not a complete report: {error!r}.") from error
    except ValueError as error:
        raise UnreadableReportError(f"This is not a report: {error}") from error


def _report_document(report: Report) -> dict[str, Any]:
    period = report.period
    return {
        "schema": SCHEMA,
        "report": report.id,
        "partnership": report.partnership,
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat(), "label": period.label},
        "audience": report.audience,
        "tables": [_table_document(table) for table in report.tables],
    }


def _table_document(table: Table) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": table.id,
        "title": table.title,
        "base": {"unit": table.base.unit, "n": _cell_document(table.base.n)},
        "columns": [{"key": column.key, "label": column.label} for column in table.columns],
        "rows": [
            {"key": row.key, "label": row.label, "cells": [_cell_document(cell) for cell in row.cells]}
            for row in table.rows
        ],
    }
    if table.notes:
        document["notes"] = list(table.notes)
    if table.as_of:
        document["as_of"] = table.as_of.isoformat()
    return document


def _cell_document(cell: Cell) -> int | float | dict[str, str] | None:
    return {"shorthand": cell.code} if isinstance(cell, Shorthand) else cell


def _read_report(document: dict[str, Any]) -> Report:
    if document["schema"] != SCHEMA:
        raise UnreadableReportError(f"its schema is {document['schema']!r}, not {SCHEMA!r}.")
    period = document["period"]
    return Report(
        id=document["report"],
        partnership=document["partnership"],
        period=Period(date.fromisoformat(period["from"]), date.fromisoformat(period["to"]), period["label"]),
        audience=document["audience"],
        tables=tuple(_read_table(table) for table in document["tables"]),
    )


def _read_table(document: dict[str, Any]) -> Table:
    as_of = document.get("as_of")
    return Table(
        id=document["id"],
        title=document["title"],
        base=Base(document["base"]["unit"], _read_cell(document["base"]["n"])),
        columns=tuple(Column(column["key"], column["label"]) for column in document["columns"]),
        rows=tuple(
            Row(row["key"], row["label"], tuple(_read_cell(cell) for cell in row["cells"])) for row in document["rows"]
        ),
        notes=tuple(document.get("notes", ())),
        as_of=datetime.fromisoformat(as_of) if as_of else None,
    )


def _read_cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return Shorthand(value["shorthand"])
    cell: Cell = value
    return cell
