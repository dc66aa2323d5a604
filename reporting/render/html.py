"""Tables and charts as HTML, for pages and for the PDF alike: no style attribute, no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reporting.charts import WIDTH, Chart, draw
from reporting.relations import address
from reporting.tables import TOTAL, Beside, Row, Table
from reporting.wording import base_line, figure, places_needed, shorthand_used

_SCROLLS: Final = 2


@dataclass(frozen=True)
class PrintedCell:
    """A figure in words, and where it leads if it does."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class PrintedRow:
    """A row in words; a total is printed in bold."""

    label: str
    cells: tuple[PrintedCell, ...]
    is_total: bool


@dataclass(frozen=True)
class PrintedBeside:
    """A figure from elsewhere in words, beside the table's own that is read against it."""

    words: str
    own: str
    label: str
    value: str
    source: str


def table_html(
    table: Table, *, number: int | None = None, base: str = "", links: Mapping[str, str] | None = None
) -> SafeString:
    """Return the table with its caption, base, notes and the meaning of every shorthand in it.

    Args:
        table: the figures.
        number: its number in a report, where a heading already says the title ("Table 2" is its caption then).
        base: what is counted, in words, where no one number is the base of all columns.
        links: where figures lead, by their addresses; only on pages.
    """
    context = {
        "table": table,
        "number": number,
        "base": base or base_line(table.base),
        "rows": _printed_rows(table, links or {}),
        "beside": [_printed_beside(table, each) for each in table.beside],
        "explanations": shorthand_used([table.base.n, *(cell for row in table.rows for cell in row.cells)]),
        "scrolls": len(table.columns) > _SCROLLS,
    }
    return render_to_string("reporting/table.html", context)


def chart_html(table: Table, chart: Chart, *, width: float = WIDTH) -> SafeString:
    """Return the chart of the table as SVG, or nothing where it has no figure to draw."""
    return mark_safe(draw(table, chart, width=width))  # noqa: S308 — the drawing escapes every text.


def _printed_rows(table: Table, links: Mapping[str, str]) -> tuple[PrintedRow, ...]:
    places = [places_needed(table.column(column.key)) for column in table.columns]
    return tuple(_printed_row(table, row, places, links) for row in table.rows)


def _printed_row(table: Table, row: Row, places: list[int], links: Mapping[str, str]) -> PrintedRow:
    cells = tuple(
        PrintedCell(figure(cell, places=needed), links.get(address(table.id, row.key, column.key), ""))
        for column, cell, needed in zip(table.columns, row.cells, places, strict=True)
    )
    return PrintedRow(row.label, cells, row.key == TOTAL)


def _printed_beside(table: Table, beside: Beside) -> PrintedBeside:
    words, own = table.figure(beside.figure)
    return PrintedBeside(words, figure(own), beside.label, figure(beside.value), beside.source)
