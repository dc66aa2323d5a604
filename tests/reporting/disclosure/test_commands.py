"""Protecting and attacking files from the command line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.reporting.disclosure.documents import add_up, cells, document, of_grid, table

GRID: list[list[Any]] = [[20, 3, 9], [{"value": 30, "suppress": True}, 12, 15], [9, 12, 40]]


def written(folder: Path, name: str, made: object) -> Path:
    path = folder / name
    path.write_text(made if isinstance(made, str) else json.dumps(made))
    return path


def protected(path: Path, *more: str) -> dict[str, Any]:
    output = path.with_suffix(".out.json")
    call_command("protect_tables", str(path), "--output", str(output), *more, stdout=io.StringIO())
    found: dict[str, Any] = json.loads(output.read_text())
    return found


def audited(*words: str) -> tuple[int, list[str]]:
    printed = io.StringIO()
    try:
        call_command("audit_release", *words, stdout=printed)
    except SystemExit as end:
        return int(str(end.code)), printed.getvalue().splitlines()
    return 0, printed.getvalue().splitlines()


def test_a_file_without_a_database_behind_it(tmp_path: Path) -> None:
    """What is kept back survives nowhere, what was forced neither, and the attacker finds nothing."""
    path = written(tmp_path, "in.json", of_grid(GRID))
    made = protected(path, "--threshold", "5")
    shown = cells(made)
    assert [shown[0][1], shown[1][0]] == ["c", "c"]
    assert '"suppress"' not in json.dumps(made)
    assert made["sums"] == of_grid(GRID)["sums"]
    assert "c" not in (shown[3][3], *shown[3][:3])
    status, printed = audited(str(tmp_path / "in.out.json"))
    assert status == 0
    assert len(printed) == sum(row.count("c") for row in shown) + 1
    assert printed[-1].endswith("figures are kept back; 0 can be placed within less than 5.")


def test_no_word_beside_the_figures_tells_what_they_keep_back(tmp_path: Path) -> None:
    """Kept back are 3 and 1,203 with what goes with them; 24 months, 3 May, 15:30 and 1,000 count nobody."""
    forced = [{"value": value, "suppress": True} for value in (100, 1203)]
    made = of_grid([[20, 3, forced[0]], [forced[1], 12, 15], [9, 12, 40]])
    made["tables"][0]["base"]["unit"] = "incidents, 3 of them online, of 24 months"
    made["tables"][0]["notes"] = [
        "Of these, 3 were by one person and 1,203 (1203) by others; 20 by nobody.",
        "From 3 May 2024, at 15:30, rates per 1,000; 2024-03-03; 3 days; 13; 3.5; Quarter 3; over 100%.",
    ]
    path = written(tmp_path, "in.json", made)
    (told,) = protected(path)["tables"]
    assert told["base"]["unit"] == "incidents, [c] of them online, of 24 months"
    first, second = told["notes"]
    assert first.startswith("Of these, [c] were by one person and [c] ([c]) by others;")
    assert second == made["tables"][0]["notes"][1]
    rounded = protected(path, "--round", "5")["tables"][0]["notes"]
    assert rounded[0] == "Of these, [c] were by one person and [c] ([c]) by others; 20 by nobody."


def test_the_attacker_says_what_it_found(tmp_path: Path) -> None:
    rows: dict[str, list[Any]] = {"a": [{"shorthand": "c"}], "b": [40], "total": [43]}
    path = written(
        tmp_path, "bad.json", document(table("t", rows, ["n"]), sums=[add_up("t/total/n", "t/a/n", "t/b/n")])
    )
    assert audited(str(path)) == (
        1,
        ["t/a/n: 3   TOO NARROW", "1 figures are kept back; 1 can be placed within less than 5."],
    )
    rows = {"a": [{"shorthand": "c"}], "b": [{"shorthand": "c"}], "total": [43]}
    path = written(
        tmp_path, "good.json", document(table("t", rows, ["n"]), sums=[add_up("t/total/n", "t/a/n", "t/b/n")])
    )
    assert audited(str(path), "--width", "43")[0] == 0
    assert audited(str(path), "--width", "44") == (
        1,
        [
            "t/a/n: 0 to 43   TOO NARROW",
            "t/b/n: 0 to 43   TOO NARROW",
            "2 figures are kept back; 2 can be placed within less than 44.",
        ],
    )


def test_earlier_files_are_reckoned_with(tmp_path: Path) -> None:
    """The second release of the same period would print what the first kept back."""
    rows: dict[str, list[Any]] = {"a": [{"shorthand": "c"}], "b": [{"shorthand": "c"}], "c": [30]}
    earlier = written(tmp_path, "earlier.json", document(table("t", rows, ["n"])))
    path = written(tmp_path, "in.json", document(table("t", {"a": [3], "b": [9], "c": [30]}, ["n"])))
    assert cells(protected(path)) == [["c"], [9], [30]]
    assert cells(protected(path, "--earlier", str(earlier))) == [["c"], ["c"], [30]]
    assert audited(str(earlier), str(path))[0] == 1
    assert audited(str(earlier), str(path.with_suffix(".out.json")))[0] == 0


def test_rounding_instead(tmp_path: Path) -> None:
    ratio = {"cell": "t/a/percent", "part": "t/a/n", "whole": "t/total/n"}
    rows: dict[str, list[Any]] = {
        "a": [3, 7.0],
        "b": [{"value": 17, "suppress": True}, 39.5],
        "c": [23, 53.5],
        "total": [43, 100.0],
    }
    printed = table("t", rows, ["n", "percent"], n=43) | {"ratios": [ratio], "notes": ["A note."]}
    made = protected(
        written(tmp_path, "in.json", document(printed, sums=[add_up("t/total/n", "t/a/n", "t/b/n", "t/c/n")])),
        *("--round", "5"),
    )
    assert cells(made) == [[5, 11.1], ["c", "c"], [25, "c"], [45, "c"]]
    assert made["tables"][0]["base"]["n"] == 45
    assert made["sums"] == []
    assert made["tables"][0]["notes"] == [
        "A note.",
        "Counts are rounded to the nearest 5, totals for themselves, so they may not add up.",
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("{", "The file is not JSON"),
        ("[]", "The schema of the file is null; it has to be “report-tables/1”."),
        ({"schema": "report-tables/2"}, 'The schema of the file is "report-tables/2"; it has to be'),
        ({"schema": "report-tables/1"}, "The file has no list of “tables”."),
        ({"schema": "report-tables/1", "tables": []}, "The file has no list of “sums”"),
        (document({"id": ""}), "Table number 1 has no “id”."),
        (document({"id": "t"}), "Table “t” needs a list of “columns” and a list of “rows”."),
        (document(table("t", {"": [1]}, ["n"])), "Every row and every column of table “t” needs a “key”."),
        (document(table("t", {"a": [1]}, ["n", "m"])), "Row “a” of table “t” has 1 cells for 2 columns."),
        (document(table("t", {"a": ["5"]}, ["n"])), 'The cell at t/a/n is "5"; a cell is a number, null'),
        (document(table("t", {"a": [True]}, ["n"])), "The cell at t/a/n is true; a cell is a number, null"),
        (document(table("t", {"a": [{"value": 5}]}, ["n"])), 'The cell at t/a/n is {"value": 5}; a cell is'),
        (document(table("t", {"a": [1]}, ["n", "n"][:1]), table("t", {"a": [1]}, ["n"])), "address t/a/n is used for"),
        (document(table("t", {"a": [9]}, ["n"]), sums=[add_up("t/all/n", "t/a/n")]), "names t/all/n, and there is no"),
        (document(table("t", {"a": [9]}, ["n"]), sums=[{"total": "t/a/n"}]), "This sum cannot be read"),
        (document(table("t", {"a": [9]}, ["n"]), sums=[add_up("t/a/n", "t/a/n")]), "needs parts, different ones"),
        (
            document(table("t", {"a": [9], "b": [8]}, ["n"]), sums=[add_up("t/a/n", "t/b/n")]),
            "The sum of t/a/n does not hold: it is 9, and its parts are 8.",
        ),
        (document(days=("2026-13-01", "2026-12-31")), "The “period” of the file needs “from” and “to”"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_written(tmp_path: Path, wrong: object, sentence: str) -> None:
    path = written(tmp_path, "in.json", wrong)
    with pytest.raises(CommandError) as refused:
        call_command("protect_tables", str(path), "--output", str(tmp_path / "out.json"), stdout=io.StringIO())
    assert sentence in str(refused.value)
    assert not (tmp_path / "out.json").exists()


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    wrong = document(table("t", {"a": ["x"], "b": [{}]}, ["n"]))
    with pytest.raises(CommandError) as refused:
        call_command("protect_tables", str(written(tmp_path, "in.json", wrong)), "--output", str(tmp_path / "out.json"))
    assert [line[:18] for line in str(refused.value).splitlines()] == ["The cell at t/a/n ", "The cell at t/b/n "]
    for words, sentence in (
        ("--threshold 0", "The threshold has to be"),
        ("--round 1", "The base to round to has to be"),
    ):
        with pytest.raises(CommandError, match=sentence):
            protected(written(tmp_path, "in.json", of_grid([[9]])), *words.split())
    with pytest.raises(CommandError, match="could not be read"):
        protected(tmp_path / "none.json")
