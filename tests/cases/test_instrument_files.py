"""Files of instruments, whoever wrote them, and `check_instrument`, which needs no database."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.instruments import latest
from cases.instruments.files import LARGEST, examine
from cases.instruments.library import document as built_in_document
from hatecrime.runtime.managing import WITHOUT_SERVICES
from tests.cases.instrument_documents import TICKS, document, option, yes_no

ENOUGH = (yes_no("worse", 3), yes_no("fear", 3))
TOO_DEEP = "File: its tables and lists stand within each other too deeply"


@pytest.mark.parametrize(
    ("content", "name", "errors"),
    [
        (b"", "a.toml", ["File: it is empty"]),
        (b"\xff\xfe", "a.toml", ["File: it is not text in UTF-8; save it as plain text in UTF-8"]),
        (b" " * (LARGEST + 1), "a.toml", ["File: it is larger than 512 kB; an instrument is a few pages of text"]),
        (b"[" * 100_000, "a.json", [TOO_DEEP]),
        (b'{"a":' * 50_000, "a", [TOO_DEEP]),
        (b"a=" + b"[" * 100_000, "a.toml", [TOO_DEEP]),
        (
            b'{"a":' + b"[" * 13 + b"]" * 13 + b"}",
            "a.json",
            ["Document: tables and lists stand within each other more than 12 deep"],
        ),
        (b"[]", "a.json", ["Document: it must be a table of fields"]),
        (b'{"a": ' + b"9" * 5_000 + b"}", "a.json", ["File: it holds a number that is too long"]),
        (b'{"a": 1} x', "a.json", ["File: it is not valid JSON: Extra data (line 1)"]),
        (b"a = 1\na = 2", "a.toml", ["File: it is not valid TOML: Cannot overwrite a value (at end of document)"]),
    ],
)
def test_a_hostile_file_gets_sentences(content: bytes, name: str, errors: list[str]) -> None:
    assert list(examine(content, name=name).errors) == errors


def test_names_given_twice_and_numbers_that_are_none_are_named_with_everything_else() -> None:
    said = json.dumps(document(*ENOUGH) | {"title": "", "extra": float("nan")})
    errors = examine(said.replace('"key": "small"', '"key": "a", "key": "small"').encode(), name="x.json").errors
    assert errors == (
        "File: NaN is not a number",
        "File: “key” is given twice in the same table",
        "Document: title must be text of 1 to 1,000 characters",
        "Document: extra is not a field that belongs here",
    )


def test_what_nobody_can_see_is_neither_stored_nor_printed_raw() -> None:
    made = document(*ENOUGH) | {"title": "a\x00b", "\ud800" + "x" * 90: 1}
    errors = examine(json.dumps(made).encode(), name="x.json").errors
    assert errors == (
        "Document: title holds a character that cannot be shown: \\x00",
        "Document: \\ud800" + "x" * 59 + "… is not a field that belongs here",
    )
    assert "".join(errors).encode()


@settings(max_examples=60)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_get_sentences(content: bytes) -> None:
    for name in ("a.toml", "a.json", ""):
        errors = examine(content, name=name).errors
        assert errors
        assert all(error.isprintable() for error in errors)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("check_instrument", *map(str, arguments), stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


def test_a_file_without_errors_is_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, TICKS)
    assert code == 0
    assert said.splitlines()[:3] == [
        "Twenty-four ticks (placeholder wording): ticks, version 1. No errors.",
        "Questions: 24. Sections: 1.",
        "Bands: low from 0, high from 14 points. Repeats: 3 incidents in 365 days.",
    ]


def test_every_error_of_a_file_is_printed_on_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made = document(yes_no("worse", 9)) | {"title": "", "method": "guess"}
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(made))
    assert run(capsys, file) == (
        1,
        "Document: title must be text of 1 to 1,000 characters\n"
        "Document: method must be one of: count, weighted_sum, capped_sections\n",
    )
    code, said = run(capsys, tmp_path / "nowhere.toml")
    assert (code, said) == (1, f"File: {tmp_path}/nowhere.toml cannot be read: No such file or directory\n")


def tried(capsys: pytest.CaptureFixture[str], answers: Path, said: Any) -> dict[str, Any]:
    answers.write_text(json.dumps(said))
    code, printed = run(capsys, TICKS, "--answers", answers)
    assert code == 0, printed
    result: dict[str, Any] = json.loads(printed)
    return result


def ticks_of(number: int, *, unknown: int = 0) -> dict[str, Any]:
    said = ["yes"] * number + ["unknown"] * unknown + ["no"] * (24 - number - unknown)
    return {f"tick_{place}": each for place, each in enumerate(said, start=1)}


def test_24_ticks_with_a_threshold_of_14_and_three_in_12_months(
    capsys: pytest.CaptureFixture[str], answers: Path
) -> None:
    below = tried(capsys, answers, ticks_of(13, unknown=2))
    assert (below["score"], below["band"], below["deciding"], below["triggers"]) == (13, "low", [], [])
    assert [each["question"] for each in below["unknowns"]] == ["tick_14", "tick_15"]
    above = tried(capsys, answers, ticks_of(14))
    assert (above["score"], above["band"], above["recommendation"]) == (14, "high", "multi_agency")
    assert len(above["deciding"]) == 14
    assert above["review"] == {"in_days": 14, "reviewer": "panel"}
    repeat = tried(capsys, answers, {"answers": ticks_of(0), "incidents": 3})
    assert (repeat["score"], repeat["band"], repeat["deciding"]) == (0, "high", [])
    assert repeat["triggers"] == [
        {
            "kind": "repeat",
            "key": "three_in_twelve_months",
            "incidents": 3,
            "within_days": 365,
            "over": ["person", "household"],
            "raises_by": 0,
            "at_least": "high",
            "counted": 3,
        }
    ]
    assert tried(capsys, answers, {"answers": ticks_of(0), "incidents": {"three_in_twelve_months": 2}})["band"] == "low"
    asked = ticks_of(0) | {"tick_1": True, "tick_2": False}
    assert tried(capsys, answers, asked)["score"] == 1


def test_wrong_answers_are_named_all_at_once(capsys: pytest.CaptureFixture[str], answers: Path) -> None:
    said = {"answers": ticks_of(3) | {"tick_1": "perhaps", "tick_2": [], "weather": "rain"}, "incidents": -1, "x": 1}
    answers.write_text(json.dumps(said))
    assert run(capsys, TICKS, "--answers", answers) == (
        1,
        "“tick_2”: an answer must be text, a whole number, true or false\n"
        "“Placeholder for question 1?”: choose one of the answers\n"
        "There is no question “weather” in Twenty-four ticks (placeholder wording)\n"
        "Incidents “three_in_twelve_months”: must be a whole number, 0 or more\n"
        "x is not a field that belongs here\n",
    )
    for content in (b"\xff", b"[]", b"{", b'{"a": NaN}', b"[" * 10_000):
        answers.write_bytes(content)
        assert run(capsys, TICKS, "--answers", answers)[0] == 1


def test_the_example_is_marked_as_one_and_reads_the_same_from_json() -> None:
    example = latest("asb_example")
    assert example.is_example
    assert not latest("hate_crime").is_example
    assert "(example)" in example.title
    as_json = json.dumps(built_in_document("asb_example", 1)).encode()
    assert examine(as_json, name="a.json").build() == example


def test_options_are_limited_so_that_no_file_keeps_the_server_busy() -> None:
    many = yes_no("q0", 1)
    made = document(*({**many, "key": f"q{number}"} for number in range(151)))
    assert "Document: there are 151 questions; at most 150 can be used" in examine(json.dumps(made).encode()).errors
    options = [option(f"o{number}", number % 3) for number in range(41)]
    made = document({**many, "kind": "choice", "options": options, "points": None})
    assert "Question “q0”: there are 41 options; at most 40 can be used" in examine(json.dumps(made).encode()).errors


def test_the_command_is_started_without_any_service() -> None:
    assert "check_instrument" in WITHOUT_SERVICES
