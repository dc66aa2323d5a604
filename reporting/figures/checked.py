"""What came of checking a file: its rows as they will be kept, and every error with its row and column."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, Final

from cases.importing.files import UnreadableFile, records

MOST_ROWS: Final = 5_000
_BRITISH: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WHOLE: Final = re.compile(r"\d{1,3}(,\d{3})+|\d+")
_NUMBER: Final = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may speak of.

    Attributes:
        areas: the labels of the partnership's areas, by their codes.
        tables: the keys of the tables of its reports.
        figures: the words for every figure of these tables by its address, where the file speaks of figures.
    """

    areas: Mapping[str, str]
    tables: frozenset[str]
    figures: Mapping[str, str] = field(default_factory=dict)

    def columns(self, table: str) -> list[str]:
        """Return the keys of the columns that a table has, in their order."""
        parts = (figure.split("/") for figure in self.figures)
        return list(dict.fromkeys(column for key, _, column in parts if key == table))

    def area(self, typed: str) -> str:
        """Return the code of an area that is typed by its code or its name, whatever its capitals; "" for none."""
        wanted = typed.strip().casefold()
        return next((code for code, name in self.areas.items() if wanted in (code.casefold(), name.casefold())), "")


@dataclass(slots=True)
class Checked:
    """The rows of a file and its errors; with any error, nothing of it is loaded."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class CellError(ValueError):
    """A cell cannot be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file, by the names of its columns, and its number in the file."""

    number: int
    cells: Mapping[str, str]

    def take(self, column: str, read: Callable[[str], Any], checked: Checked) -> Any:
        """Return what `read` makes of a cell; when it refuses, note the error with row and column."""
        try:
            return read(self.cells.get(column, "").strip())
        except CellError as error:
            checked.errors.append(f"Row {self.number}, column “{column}”: {error}")
            return None


def lines(text: str, checked: Checked, *, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Line]:
    """Yield the rows of a CSV text beneath its header; what is wrong with the file as a whole is noted as an error."""
    try:
        found = list(records(BytesIO(text.encode("utf-8", "replace"))))
    except UnreadableFile as refusal:
        checked.errors.append(str(refusal))
        return
    header = [name.strip().casefold().removeprefix("\ufeff") for name in found[0][1]] if found else []
    wrong = _wrong_header(header, required, optional) or _wrong_length(len(found) - 1)
    if wrong:
        checked.errors.append(wrong)
        return
    for number, cells in found[1:]:
        if len(cells) > len(header):
            checked.errors.append(f"Row {number} has {len(cells)} cells for {len(header)} columns. Check its commas.")
        else:
            yield Line(number, dict(zip(header, cells, strict=False)))


def _wrong_header(header: list[str], required: Sequence[str], optional: Sequence[str]) -> str:
    named = " and ".join(f"“{name}”" for name in required)
    if not header:
        return f"There is nothing in the file. Its first row names the columns: {named}."
    missing = [name for name in required if name not in header]
    if missing:
        return f"Row 1 has no column “{missing[0]}”. The first row needs {named}."
    strange = [name for name in header if name not in {*required, *optional}]
    if strange:
        return f"Row 1 has a column “{strange[0]}” that is not known. Known are: {', '.join((*required, *optional))}."
    twice = [name for name in header if header.count(name) > 1]
    return f"Row 1 has the column “{twice[0]}” twice. Take one of them out." if twice else ""


def _wrong_length(rows: int) -> str:
    if not rows:
        return "There are no rows beneath the names of the columns. Add at least one."
    return f"The file has {rows:,} rows. Use {MOST_ROWS:,} at most." if rows > MOST_ROWS else ""


def a_whole_number(typed: str) -> int:
    """Return a number of people, such as "12,345".

    Raises:
        CellError: it is not a whole number from 0 to 100 million.
    """
    if not _WHOLE.fullmatch(typed) or not typed.isascii():
        raise CellError(f"“{typed}” is not a whole number. Type digits, such as 12345.")
    number = int(typed.replace(",", ""))
    if number > 100_000_000:
        raise CellError(f"{number:,} is more people than there can be. Check the digits.")
    return number


def a_number(typed: str) -> int | float:
    """Return a figure, such as "12.5".

    Raises:
        CellError: it is not a number.
    """
    if not _NUMBER.fullmatch(typed) or not typed.isascii() or len(typed) > 15:
        raise CellError(f"“{typed}” is not a number. Type digits, such as 90 or 12.5.")
    plain = typed.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def a_day(typed: str) -> str:
    """Return a day that is typed as 2024-05-31 or 31/5/2024, as the first of these.

    Raises:
        CellError: it is not a day of the calendar.
    """
    british = _BRITISH.fullmatch(typed)
    written = f"{british[3]}-{int(british[2]):02}-{int(british[1]):02}" if british else typed
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise CellError(f"“{typed}” is not a date. Type it as 2024-05-31 or 31/05/2024.") from None


def words(at_most: int) -> Callable[[str], str]:
    """Return what reads a cell of so many letters at most, with at least one."""

    def read(typed: str) -> str:
        if not typed:
            raise CellError("It is empty. Type what belongs there.")
        if len(typed) > at_most:
            raise CellError(f"It has {len(typed)} letters. Use {at_most} at most.")
        if not typed.isprintable():
            raise CellError("It has a line break or a letter that cannot be printed. Take it out.")
        return typed

    return read
