"""The one writer of CSV files: what it writes can be opened in a spreadsheet, which executes nothing of it.

A cell that begins like a formula is run by spreadsheets ("CSV injection"). Everything typed by people goes through
here; a test finds any other writer.
"""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

Cell = str | int | float | date | None
_BEGINS_A_FORMULA = frozenset("=+-@|%＝＋－＠｜％")
_ENDS_A_CELL = frozenset("\t\r\n")
_BYTE_ORDER_MARK = "\ufeff"


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a CSV file with a byte-order mark in front, without which spreadsheets misread UTF-8.

    Every cell is quoted, so that none is split where the spreadsheet's own separator is a semicolon.
    """
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([_written(cell) for cell in row])
    return _BYTE_ORDER_MARK + out.getvalue()


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Return a CSV file for the browser to save as `name`."""
    response = HttpResponse(as_csv(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)  # type: ignore[assignment]
    return response


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else str(cell)


def harmless(text: str) -> str:
    """Return a cell that a spreadsheet shows and never executes: an apostrophe goes before a formula.

    Spaces and characters that cannot be seen do not hide a formula. A tab or a line break in front gets an apostrophe
    too, for some spreadsheets begin a cell anew after it.
    """
    first = next((sign for sign in text if not _cannot_be_seen(sign)), "")
    is_risky = first in _BEGINS_A_FORMULA or text[:1] in _ENDS_A_CELL
    return f"'{text}" if text and is_risky else text


def _cannot_be_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "ZC"
