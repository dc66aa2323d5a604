"""A report as JSON and back: what other programs read, and what a stored report is made of.

The schema is `report-tables/1`; docs and the command line promise it. A cell is a number, null, or
`{"shorthand": "c"}`. A table's `notes`, `as_of`, `standing`, `ranked_by` and `beside` appear only where it has them.

`sums` is always there and says which figures add up to which others. `ratios`, `within`, `summaries` and `year_before`
of a table are further relations (`reporting.relations` says what they mean); they may be left out, and so may `sums`
in a report that was stored before there were any. `lines` is there only in a report that has lines about incidents.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any, Final

from reporting.lines import LineColumn, Lines
from reporting.periods import Period
from reporting.relations import Ratio, Relation, Sum, Summary, Within, YearBefore
from reporting.tables import Base, Beside, Cell, Column, Report, Row, Shorthand, Table

SCHEMA: Final = "report-tables/1"


OWN_KINDS: Final[dict[str, type[Any]]] = {
    "ratios": Ratio,
    "within": Within,
    "summaries": Summary,
    "year_before": YearBefore,
}
"""Under which key of a table's document each further kind of relation stands."""


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
    known = set(report.relations)
    return {
        "schema": SCHEMA,
        "report": report.id,
        "partnership": report.partnership,
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat(), "label": period.label},
        "audience": report.audience,
        "tables": [_table_document(table, known) for table in report.tables],
        "sums": [_relation_document(relation) for relation in report.sums],
        **({"lines": asdict(report.lines)} if report.lines else {}),
    }


def _relation_document(relation: Relation) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(relation).items()}


def _table_document(table: Table, known: set[Relation]) -> dict[str, Any]:
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
    if table.standing:
        document["standing"] = list(table.standing)
    if table.ranked_by:
        document["ranked_by"] = table.ranked_by
    if table.beside:
        document["beside"] = [asdict(each) for each in table.beside]
    here = [relation for relation in table.relations if relation in known]
    for key, kind in OWN_KINDS.items():
        found = [_relation_document(relation) for relation in here if isinstance(relation, kind)]
        if found:
            document[key] = found
    return document


def _cell_document(cell: Cell) -> int | float | dict[str, str] | None:
    return {"shorthand": cell.code} if isinstance(cell, Shorthand) else cell


def _read_report(document: dict[str, Any]) -> Report:
    if document["schema"] != SCHEMA:
        raise UnreadableReportError(f"its schema is {document['schema']!r}, not {SCHEMA!r}.")
    period = document["period"]
    sums = _read_relations(document.get("sums", ()), Sum)
    return Report(
        id=document["report"],
        partnership=document["partnership"],
        period=Period(date.fromisoformat(period["from"]), date.fromisoformat(period["to"]), period["label"]),
        audience=document["audience"],
        tables=_with_sums([_read_table(table) for table in document["tables"]], sums),
        lines=_read_lines(document["lines"]) if "lines" in document else None,
    )


def _read_lines(document: dict[str, Any]) -> Lines:
    return Lines(
        columns=tuple(LineColumn(**column) for column in document["columns"]),
        rows=tuple(map(tuple, document["rows"])),
        least=document["least"],
        notes=tuple(document["notes"]),
    )


def _read_relations(documents: Iterable[dict[str, Any]], kind: type[Any]) -> list[Any]:
    return [
        kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in document.items()})
        for document in documents
    ]


def _with_sums(tables: list[Table], sums: list[Any]) -> tuple[Table, ...]:
    """Give each sum to the table that holds its total.

    Raises:
        UnreadableReportError: no table does.
    """
    owners = {figure: table.id for table in tables for figure in table.addresses}
    own: dict[str, list[Sum]] = {table.id: [] for table in tables}
    for each in sums:
        if each.total not in owners:
            raise UnreadableReportError(f"there is no figure at {each.total}, which a sum speaks of.")
        own[owners[each.total]].append(each)
    return tuple(replace(table, relations=(*own[table.id], *table.relations)) for table in tables)


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
        relations=tuple(
            each for key, kind in OWN_KINDS.items() for each in _read_relations(document.get(key, ()), kind)
        ),
        standing=tuple(document.get("standing", ())),
        ranked_by=document.get("ranked_by", ""),
        beside=tuple(Beside(**each) for each in document.get("beside", ())),
    )


def _read_cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return Shorthand(value["shorthand"])
    cell: Cell = value
    return cell
