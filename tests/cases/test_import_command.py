"""Importing a file from the command line: what is printed, and how it ends."""

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Incident
from cases.states import State
from partners.actor import Actor
from partners.models import Seat
from partners.scope import acting
from tests.personas import SINCE, World

DATA = Path(__file__).resolve().parent.parent / "data"
GOOD, BROKEN = DATA / "incidents.csv", DATA / "incidents_broken.csv"
TELFORD = DATA.parent.parent.parent / "shared" / "data" / "telford_2007.csv"


def run(file: Path, *arguments: str) -> tuple[str, int]:
    """Return what the command printed, and its exit code."""
    out = StringIO()
    try:
        call_command("import_incidents", str(file), "--agency", "HCU", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(end.code or 0)
    return out.getvalue(), 0


def as_json(file: Path, *arguments: str) -> tuple[dict[str, Any], int]:
    out, code = run(file, *arguments, "--json")
    document = json.loads(out)
    assert set(document) == {"rows", "added", "already_present", "errors", "areas_created"}
    return document, code


def count(actor: Actor) -> int:
    with acting(actor):
        return Incident.objects.count()


def test_a_file_is_imported_once(world: World) -> None:
    assert run(GOOD, "--create-areas") == (
        "Rows: 4. Added: 4. Already present: 0. Areas created: old_town, quayside.\n",
        0,
    )
    assert run(GOOD, "--create-areas") == ("Rows: 4. Added: 0. Already present: 4.\n", 0)
    assert count(world.alice) == 4
    with acting(world.alice):
        assert set(Case.objects.values_list("lead_agency__code", "state")) == {("HCU", State.NEW)}
        assert not Case.objects.filter(opened_by__isnull=False).exists()


def test_the_result_as_json(world: World) -> None:
    document, code = as_json(GOOD, "--create-areas")
    assert document == {
        "rows": 4,
        "added": 4,
        "already_present": 0,
        "errors": [],
        "areas_created": ["old_town", "quayside"],
    }
    assert code == 0


def test_areas_are_not_made_unasked(world: World) -> None:
    document, code = as_json(GOOD)
    assert [(error["row"], error["column"], error["value"]) for error in document["errors"]] == [
        (2, "area", "quayside"),
        (3, "area", "old_town"),
        (5, "area", "quayside"),
    ]
    assert (document["added"], code, count(world.alice)) == (0, 1, 0)


def test_every_error_stands_in_the_table(world: World) -> None:
    out, code = run(BROKEN)
    lines = out.splitlines()
    assert code == 1
    assert lines[0].split() == ["Row", "Column", "Value", "What", "to", "do"]
    assert len(lines) == 24
    assert lines[1].split()[:3] == ["2", "recorded_on", "01/04/2026"]
    assert lines[-1] == "Rows: 4. Added: 0. Already present: 0. Errors: 22."
    assert count(world.alice) == 0


def test_every_error_stands_in_the_json(world: World) -> None:
    document, code = as_json(BROKEN)
    assert code == 1
    assert [set(error) for error in document["errors"]] == [{"row", "column", "value", "message"}] * 22
    assert document["errors"][2] == {
        "row": 2,
        "column": "kind",
        "value": "theft",
        "message": "Use “crime” or “incident”.",
    }


def test_the_valid_rows_alone_still_end_with_an_error(world: World) -> None:
    document, code = as_json(BROKEN, "--valid-rows")
    assert (document["rows"], document["added"], len(document["errors"]), code) == (4, 1, 22, 1)
    assert count(world.alice) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty. It needs a row with the names of the columns."),
        (b"\xff\xfe\x00", "The file is not a CSV file in UTF-8."),
        (b"a\x00b,c\n", "The file is not a CSV file in UTF-8."),
        (b'a,"b\n', "The quotation marks do not match in the row that begins on line 1 of the file."),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_sentence(
    world: World, tmp_path: Path, data: bytes, sentence: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(data)
    with pytest.raises(CommandError) as refusal:
        run(file)
    assert str(refusal.value).startswith(sentence)
    document, code = as_json(file)
    (error,) = document["errors"]
    assert (error["row"], error["column"], code, document["added"]) == (None, "", 1, 0)
    assert error["message"].startswith(sentence)


def test_a_folder_and_a_missing_file_are_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: Is a directory\."):
        run(tmp_path)
    with pytest.raises(CommandError, match=r"none\.csv cannot be read: No such file or directory\."):
        run(tmp_path / "none.csv")
    document, code = as_json(tmp_path / "none.csv")
    assert (document["errors"][0]["value"], code) == (str(tmp_path / "none.csv"), 1)


def test_nothing_in_a_cell_reaches_the_terminal_as_a_command(world: World, tmp_path: Path) -> None:
    file = tmp_path / "escape.csv"
    file.write_text("external_reference,\x1b[2J\n1\n2,\x1b]0;title\x07\n")
    out, code = run(file)
    assert code == 1
    assert out.isascii() is False
    assert not {sign for sign in out if not sign.isprintable()} - {"\n"}


def test_an_unknown_agency_and_an_unclear_partnership_are_named(world: World) -> None:
    with pytest.raises(CommandError, match="NONE"):
        call_command("import_incidents", str(GOOD), "--agency", "NONE")
    Seat.objects.create(partnership=world.other_partnership, agency=world.unit, since=SINCE)
    with pytest.raises(CommandError, match=r"sits in several partnerships. Say which: ASH, NOR\."):
        run(GOOD)
    document, code = as_json(GOOD, "--create-areas", "--partnership", "ASH")
    assert (document["added"], code) == (4, 0)


def test_the_number_of_queries_a_row_is_small(world: World, tmp_path: Path) -> None:
    lines = GOOD.read_text().splitlines()
    few, many = tmp_path / "few.csv", tmp_path / "many.csv"
    few.write_text("\n".join([lines[0], *(lines[4].replace("ASH/4", f"F/{n}") for n in range(5))]))
    many.write_text("\n".join([lines[0], *(lines[4].replace("ASH/4", f"M/{n}") for n in range(25))]))
    run(GOOD, "--create-areas")
    counts = []
    for file in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert run(file)[1] == 0
        counts.append(len(queries))
    assert (counts[1] - counts[0]) / 20 <= 14


@pytest.mark.slow
@pytest.mark.skipif(not TELFORD.exists(), reason=f"The published extract {TELFORD.name} is not beside the repository.")
def test_the_published_totals_come_out(world: World) -> None:
    """Telford and Wrekin 2007: 262 records, 178 offences and 84 incidents, 205 of them racial, 63% of victims male."""
    document, code = as_json(TELFORD, "--create-areas")
    assert (document["rows"], document["added"], document["errors"], code) == (262, 262, [], 0)
    with acting(world.alice):
        rows = list(Incident.objects.values_list("kind", "strands"))
    assert Counter(kind for kind, _ in rows) == {"crime": 178, "incident": 84}
    assert sum("race" in strands for _, strands in rows) == 205
    with TELFORD.open(encoding="utf-8-sig", newline="") as file:
        areas = {row["area"] for row in csv.DictReader(file)} - {""}
    assert document["areas_created"] == sorted(areas)
    assert as_json(TELFORD, "--create-areas")[0]["added"] == 0
