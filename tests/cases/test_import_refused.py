"""Files that are no incident extract, and cells that hold more or other than they should."""

import pytest

from cases.importing.files import UnreadableFile
from cases.models import Account, Incident
from partners.scope import acting
from tests.cases.test_import import PLAIN, file_of, imported, only
from tests.personas import World


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"\n\n  \n", "The file is empty"),
        (b"\x00\x01\x02", "not a CSV file in UTF-8"),
        (file_of(PLAIN).replace(b"ASH/1", b"ASH\x001"), "not a CSV file in UTF-8"),
        (file_of(PLAIN | {"description": "Zo\xeb"}).decode().encode("latin-1"), "not a CSV file in UTF-8"),
        (file_of(PLAIN).decode().encode("utf-16"), "not a CSV file in UTF-8"),
        (file_of(PLAIN) + b'"ASH/2', "quotation marks do not match in the row that begins on line 3"),
        (file_of(PLAIN) + b'"ASH"/2,x', "quotation marks do not match in the row that begins on line 3"),
        (
            file_of(PLAIN) + b'"' + b"x" * 1_100_000,
            "far too long, or lacks a quotation mark, in the row that begins on",
        ),
    ],
)
def test_what_is_no_such_file_is_refused_with_one_sentence(world: World, data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        imported(world.alice, data, valid_rows=True)
    with acting(world.alice):
        assert Incident.objects.count() == 0


def test_long_names_and_codes_are_cut_off(world: World) -> None:
    errors = imported(world.alice, file_of(PLAIN | {"x" * 5_000: "1", "strands": "y" * 5_000})).errors
    assert [(error.row, error.column, error.value) for error in errors] == [
        (1, "x" * 100 + "…", "x" * 100 + "…"),
        (2, "strands", "y" * 100 + "…"),
    ]
    assert all(len(error.message) < 500 for error in errors)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "<script>alert(1)</script>"])
def test_a_formula_is_text_like_any_other(world: World, text: str) -> None:
    incident = only(world, description=text, kind="crime", offence=text)
    with acting(world.alice):
        assert (incident.offence, Account.objects.get(incident=incident).description) == (text, text)
