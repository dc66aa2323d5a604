"""The errors of a file as a CSV file: to send back to whoever made it. A spreadsheet must execute nothing in it."""

import csv
from collections.abc import Iterable
from io import StringIO

from cases.importing.outcome import FileError

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\ufeff"


def as_csv(errors: Iterable[FileError]) -> str:
    """Return the errors with a byte-order mark in front, without which spreadsheets misread UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["row", "column", "value", "message"])
    for error in errors:
        texts = (error.column, error.value, error.message)
        writer.writerow([error.row, *(harmless(text) for text in texts)])
    return _BYTE_ORDER_MARK + out.getvalue()


def harmless(text: str) -> str:
    """Return a cell that a spreadsheet shows and never executes: an apostrophe goes before a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text
