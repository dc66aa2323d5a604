"""A file as records of text: UTF-8 with or without a byte-order mark, comma separated, quoted as in RFC 4180."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from partners.errors import NotPossible


class UnreadableFile(NotPossible):
    """The file cannot be read as a whole; the text says what to do."""


csv.field_size_limit(1_000_000)
"""Python gives up a whole file for a cell of 131,072 characters; a long cell is to be named by its row and column."""

_NOT_TEXT = "The file is not a CSV file in UTF-8. In a spreadsheet, choose “Save as” and “CSV UTF-8”, then try again."


def records(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its number, 1 being the header; empty records are left out.

    Args:
        file: opened for reading bytes; it is read from its beginning, and stays open.

    Raises:
        UnreadableFile: it is not text, holds NUL characters, or its quotation marks do not match.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    reader = csv.reader(_lines(text), strict=True)
    line = 1
    try:
        for number, record in enumerate(reader, start=1):
            line = reader.line_num + 1
            if any(cell.strip() for cell in record):
                yield number, record
    except UnicodeDecodeError:
        raise UnreadableFile(_NOT_TEXT) from None
    except csv.Error as error:
        raise UnreadableFile(_quoting(line, error)) from None
    finally:
        text.detach()


def _lines(text: Iterable[str]) -> Iterator[str]:
    for line in text:
        if "\0" in line:
            raise UnreadableFile(_NOT_TEXT)
        yield line


def _quoting(line: int, error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"A cell is far too long, or lacks a quotation mark, in the row that begins on line {line} of the file."
    return (
        f"The quotation marks do not match in the row that begins on line {line} of the file. "
        "Put cells with commas, quotation marks or line breaks in quotation marks."
    )
