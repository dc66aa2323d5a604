"""A stored report is counted a second time: nothing differs, until somebody changes a figure."""

import json
from datetime import date
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cases.models import Incident
from partners.scope import acting
from reporting.fresh import fresh_documents
from reporting.models import ReportRun
from reporting.periods import parse_period
from reporting.reconcile.arithmetic import change, in_tenths, middle
from reporting.reconcile.recounts import RECOUNTS
from reporting.registry import REPORTS, TABLES
from tests import databases
from tests.personas import World
from tests.reporting import records, story

_FIGURES = ("id", "title", "base", "columns", "rows")
"""What a table is of, without what it says of its figures."""


def stored(world: World, kind: str, typed: str) -> ReportRun:
    period = parse_period(typed, year_starts=4)
    spec = REPORTS[kind]
    fresh_documents(partnership=world.partnership, spec=spec, period=period, formats=["json"], command="a test")
    with transaction.atomic(), acting(world.erin):
        return ReportRun.objects.get(report=kind, period=typed)


def reconciled(*words: str) -> tuple[int, list[str]]:
    """Run the command and return how it ended and what it printed."""
    out = StringIO()
    try:
        call_command("reconcile_report", *words, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def tamper(run: ReportRun, content: dict[str, Any]) -> None:
    """Change a stored report past everything that forbids it: as the owner of its table."""
    url = databases.url_of("OWNER_DATABASE_URL", str(connection.settings_dict["NAME"]))
    with psycopg.connect(url) as owner:
        owner.execute("UPDATE reporting_reportrun SET content = %s WHERE id = %s", [json.dumps(content), run.pk])


def test_a_report_is_found_again_until_a_figure_is_changed(kept_world: World) -> None:
    cases = story.tell(kept_world)
    quarter, year = stored(kept_world, "quarterly", "2026-Q1"), stored(kept_world, "annual", "2025")
    code, printed = reconciled("--all")
    assert (code, [line.partition(" figures compared")[2] for line in printed]) == (0, [", differences: none"] * 2)

    # What is recorded or changed afterwards is told, and is no difference.
    with transaction.atomic(), acting(kept_world.alice):
        assert Incident.objects.filter(case=cases[0]).update(outcome="no_suspect", flags=[]) == 2
    records.incident(kept_world.alice, date(2026, 6, 1), victims=[(40, "male", "white_irish")])
    code, printed = reconciled(str(quarter.pk))
    assert code == 0
    assert printed[0].endswith(", differences: none")
    assert printed[1:] == [
        "  Since it was made: incidents, 1 recorded, 2 changed. Not counted here.",
        "  Since it was made: cases, 1 recorded, 0 changed. Not counted here.",
        "  Since it was made: people, 1 recorded, 0 changed. Not counted here.",
    ]

    whole: dict[str, Any] = quarter.content or {}
    tamper(quarter, whole | {"audience": ""})
    code, printed = reconciled(str(quarter.pk))
    assert (code, len(printed)) == (1, 1)
    assert "its stored figures were changed and cannot be read" in printed[0]

    content = {key: whole[key] for key in ("schema", "report", "partnership", "period", "audience")}
    tables = {table["id"]: {key: table[key] for key in _FIGURES} for table in whole["tables"]}
    tables["headline"]["rows"][0]["cells"][0] = 5
    tables["strands"]["rows"] = [row for row in tables["strands"]["rows"] if row["key"] != "religion"]
    tables["risk"]["rows"][0]["cells"][1] = {"shorthand": "c"}
    tables["months"]["rows"][0]["cells"][3] = None
    tamper(quarter, content | {"tables": list(tables.values())})
    code, printed = reconciled(str(quarter.pk))
    assert code == 1
    assert printed[0].endswith("1 kept back and not compared, differences: 3")
    assert [line.split() for line in printed[1:3]] == [
        ["Figure", "Stored", "Counted"],
        ["headline/recorded/period", "5", "4"],
    ]
    assert printed[3].split()[:2] == ["strands/religion", "none"]
    assert printed[4].split() == ["months/2026-04/before", "none", "1"]
    assert reconciled(str(year.pk))[0] == 0


def test_a_report_that_is_not_there_is_refused(kept_world: World) -> None:
    with pytest.raises(CommandError, match=r"^There is no stored report 0b5e9d1c-0000-4000-8000-000000000000\.$"):
        reconciled("0b5e9d1c-0000-4000-8000-000000000000")
    with pytest.raises(CommandError, match="is not the number of a report"):
        reconciled("first")
    with pytest.raises(CommandError, match="Name one report by its number, or ask for --all"):
        reconciled()


def test_every_table_is_counted_a_second_time() -> None:
    assert list(RECOUNTS) == [spec.id for spec in (*TABLES, *REPORTS["s17a"].tables)]


def test_halves_are_rounded_away_from_nought() -> None:
    assert [in_tenths(1, 8), in_tenths(1, 16), in_tenths(-1, 16), in_tenths(2, 3), in_tenths(1, 0)] == [
        12.5,
        6.3,
        -6.3,
        66.7,
        "[z]",
    ]
    assert [change(3, 2), change(1, 0), change(1, "[x]")] == [50.0, "[z]", "[x]"]
    assert [middle([3, 1, 2]), middle([4, 1]), middle([])] == [2.0, 2.5, "[z]"]
