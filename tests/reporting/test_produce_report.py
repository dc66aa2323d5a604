"""The command that makes a report and writes its files."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from partners.scope import scope
from reporting.models import ReportRun
from reporting.periods import quarter_containing, written_as
from tests.personas import World
from tests.reporting import records
from tests.reporting.conftest import Queue

CELL = {
    "anyOf": [
        {"type": ["number", "null"]},
        {
            "type": "object",
            "properties": {"shorthand": {"enum": ["c", "low", "x", "z"]}},
            "required": ["shorthand"],
            "additionalProperties": False,
        },
    ]
}
NAMED = {"key": {"type": "string"}, "label": {"type": "string"}}
TABLE = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "base": {"properties": {"unit": {"type": "string"}, "n": CELL}, "required": ["unit", "n"]},
        "columns": {"type": "array", "items": {"properties": NAMED, "required": ["key", "label"]}},
        "rows": {
            "type": "array",
            "items": {
                "properties": NAMED | {"cells": {"type": "array", "items": CELL}},
                "required": ["key", "label", "cells"],
            },
        },
    },
    "required": ["id", "title", "base", "columns", "rows"],
}
ADDRESS = {"type": "string", "pattern": "^[^/]+/.+/.+$"}
SUM = {
    "type": "object",
    "properties": {"total": ADDRESS, "parts": {"type": "array", "items": ADDRESS, "minItems": 1}},
    "required": ["total", "parts"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {
        "schema": {"const": "report-tables/1"},
        "report": {"const": "quarterly"},
        "partnership": {"const": "ASH"},
        "period": {
            "const": {"from": "2024-07-01", "to": "2024-09-30", "label": "Quarter 2 of 2024/25, July to September 2024"}
        },
        "audience": {"const": "partnership"},
        "tables": {"type": "array", "items": TABLE, "minItems": 11},
        "sums": {"type": "array", "items": SUM},
    },
    "required": ["schema", "report", "partnership", "period", "audience", "tables", "sums"],
    "additionalProperties": False,
}


def run(folder: Path, *arguments: str, report: str = "quarterly", partnership: str = "ASH") -> list[str]:
    printed = io.StringIO()
    call_command(
        "produce_report", report, "--partnership", partnership, "--output", str(folder), *arguments, stdout=printed
    )
    return printed.getvalue().splitlines()


def headline(file: Path) -> dict[str, int]:
    document: dict[str, Any] = json.loads(file.read_text())
    table = next(table for table in document["tables"] if table["id"] == "headline")
    return {row["key"]: row["cells"][0] for row in table["rows"] if row["cells"][0]}


def versions(world: World) -> list[tuple[str, int, str]]:
    with transaction.atomic(), scope(partnership_id=world.partnership.pk):
        return list(ReportRun.objects.order_by("version").values_list("period", "version", "state"))


def test_it_writes_the_files_and_prints_where_they_are(kept_world: World, queue: Queue, tmp_path: Path) -> None:
    records.incident(kept_world.alice, date(2024, 7, 1), strands=["race", "age"])
    records.incident(kept_world.alice, date(2024, 9, 30), kind="incident")
    records.incident(kept_world.alice, date(2024, 10, 1))
    folder = tmp_path / "not" / "there yet"
    printed = run(folder, "--period", "2024-q2", "--format", "pdf,json")
    assert printed == [
        str(folder / "ash-quarterly-2024-q2.pdf"),
        str(folder / "ash-quarterly-2024-q2.json"),
    ]
    pdf, tables = (Path(path) for path in printed)
    assert pdf.read_bytes().startswith(b"%PDF-")
    jsonschema.validate(json.loads(tables.read_text()), SCHEMA)
    assert headline(tables) == {"recorded": 2, "crimes": 1, "incidents": 1, "race": 2}
    assert queue.messages() == []


@pytest.mark.usefixtures("with_pdf")
def test_the_same_figures_are_the_stored_report_and_others_a_new_version(
    kept_world: World, queue: Queue, tmp_path: Path
) -> None:
    records.incident(kept_world.alice, date(2024, 7, 1))
    first = [Path(path).read_bytes() for path in run(tmp_path / "1", "--period", "2024-Q2")]
    again = [Path(path).read_bytes() for path in run(tmp_path / "2", "--period", "2024-Q2")]
    assert first == again
    assert versions(kept_world) == [("2024-Q2", 1, "stored")]
    records.incident(kept_world.alice, date(2024, 7, 2))
    (tables,) = run(tmp_path / "3", "--period", "2024-Q2", "--format", "json")
    assert headline(Path(tables))["recorded"] == 2
    assert versions(kept_world) == [("2024-Q2", 1, "stored"), ("2024-Q2", 2, "stored")]


def test_a_period_that_has_not_finished_is_written_and_not_kept(
    kept_world: World, queue: Queue, tmp_path: Path
) -> None:
    today = timezone.localdate()
    records.incident(kept_world.alice, today)
    running = written_as(quarter_containing(today, year_starts=4), year_starts=4)
    (path,) = run(tmp_path, "--period", running, "--format", "json")
    assert headline(Path(path))["recorded"] == 1
    assert "This period has not finished" in Path(path).read_text()
    assert versions(kept_world) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            {"report": "monthly", "period": "2024-Q2"},
            "no report “monthly”. Choose one of: quarterly, annual, performance, lay, s17a.",
        ),
        ({"report": "quarterly", "period": "2024"}, "The quarterly report covers a quarter, such as 2026-Q2."),
        ({"report": "annual", "period": "2024-Q2"}, "The annual report covers a year, such as 2026."),
        ({"period": "spring"}, "“spring” is not a reporting period. Type a year, such as 2026"),
        ({"period": "2024-Q5"}, "There is no quarter 5."),
        ({"period": "2190-Q1"}, "has not begun. There are no figures of it yet."),
        ({"period": "2024-Q2", "format": "docx"}, "“docx” is not a list of formats. Use some of pdf,ods,csv,json"),
        ({"period": "2024-Q2", "partnership": "NIX"}, "There is no partnership with the code “NIX”."),
    ],
)
def test_what_is_typed_wrongly_is_answered_with_a_sentence(
    world: World, tmp_path: Path, arguments: dict[str, str], sentence: str
) -> None:
    given = {"report": "quarterly", "partnership": "ASH", "format": "json"} | arguments
    with pytest.raises(CommandError) as refusal:
        run(
            tmp_path / "out",
            *("--period", given["period"], "--format", given["format"]),
            report=given["report"],
            partnership=given["partnership"],
        )
    assert sentence in str(refusal.value)
    assert not (tmp_path / "out").exists()
    assert versions(world) == []


def test_a_folder_that_cannot_be_written_is_named(kept_world: World, queue: Queue, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    with pytest.raises(CommandError, match="could not be written"):
        run(file / "out", "--period", "2024-Q2", "--format", "json")
