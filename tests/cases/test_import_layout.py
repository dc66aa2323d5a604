"""The layout of an import: its header, columns, line endings and rows."""

import pytest

from cases.importing.outcome import FileError
from cases.importing.rows import REQUIRED
from tests.cases.test_import import PLAIN, file_of, imported
from tests.personas import World


@pytest.mark.parametrize("valid_rows", [False, True])
def test_a_wrong_header_imports_nothing_and_names_every_column(world: World, valid_rows: bool) -> None:
    row = {name: value for name, value in PLAIN.items() if name not in ("kind", "reported_by")}
    outcome = imported(world.alice, file_of(row | {"colour": "red", "": ""}), valid_rows=valid_rows)
    assert (outcome.rows, outcome.added) == (1, 0)
    assert [(error.row, error.column, error.message.split(".")[0]) for error in outcome.errors] == [
        (1, "colour", "This is not a column of the incident extract"),
        (1, "", "A column has no name"),
        (1, "kind", "This column is required and is not in the file"),
        (1, "reported_by", "This column is required and is not in the file"),
    ]


def test_a_column_that_stands_twice_is_refused(world: World) -> None:
    data = file_of(PLAIN).replace(b"reported_by", b"reported_by,kind", 1).replace(b",victim", b",victim,incident")
    outcome = imported(world.alice, data)
    assert [(error.row, error.column) for error in outcome.errors] == [(1, "kind")]
    assert "twice" in outcome.errors[0].message


def test_columns_come_in_any_order_after_a_byte_order_mark(world: World) -> None:
    data = b"\xef\xbb\xbf" + file_of(PLAIN, columns=tuple(reversed(PLAIN)))
    assert imported(world.alice, data).added == 1


def test_optional_columns_may_be_left_out(world: World) -> None:
    assert set(PLAIN) == set(REQUIRED)
    assert imported(world.alice, file_of(PLAIN)).added == 1


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_line_endings_of_every_system_are_read(world: World, ending: str) -> None:
    data = file_of(PLAIN, PLAIN | {"external_reference": "ASH/2"}).decode().replace("\r\n", ending).encode()
    assert imported(world.alice, data).added == 2


def test_rows_are_counted_as_a_spreadsheet_counts_them(world: World) -> None:
    """An empty row is no incident, but has a number; a cell with line breaks is one row."""
    header, row = file_of(PLAIN | {"description": "two\nlines"}).split(b"\r\n")[:2]
    late = file_of(PLAIN | {"external_reference": "ASH/2", "description": "", "kind": "x"}).split(b"\r\n")[1]
    outcome = imported(world.alice, b"\r\n".join([header, row, b"", b",,,,,,", late]))
    assert (outcome.rows, [(error.row, error.column) for error in outcome.errors]) == (2, [(5, "kind")])


@pytest.mark.parametrize(("extra", "cells"), [(b",more", 7), (None, 5)])
def test_a_row_with_too_many_or_too_few_cells_is_named(world: World, extra: bytes | None, cells: int) -> None:
    data = file_of(PLAIN).rstrip()
    data = data + extra if extra else data.removesuffix(b",victim")
    errors = imported(world.alice, data).errors
    assert errors[0] == FileError(2, "", "", f"This row has {cells} cells, but the header has 6.")


def test_a_number_that_stands_twice_in_the_file_is_named(world: World) -> None:
    outcome = imported(world.alice, file_of(PLAIN, PLAIN))
    assert outcome.errors == [FileError(3, "external_reference", "ASH/1", "This number stands in row 2 already.")]
    assert imported(world.alice, file_of(PLAIN, PLAIN), valid_rows=True).added == 1
