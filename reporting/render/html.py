"""Tables and charts as HTML, for pages and for the PDF alike: no style attribute, no script."""

from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reporting.charts import WIDTH, Chart, draw
from reporting.tables import TOTAL, Row, Table
from reporting.wording import base_line, figure, places_needed, shorthand_used

_SCROLLS: Final = 2


@dataclass(frozen=True)
class PrintedRow:
    """A row in words; a total is printed in bold."""

    label: str
    cells: tuple[str, ...]
    is_total: bool


def table_html(table: Table, *, number: int | None = None) -> SafeString:
    """Return the table with its caption, base, notes and the meaning of every shorthand in it.

    Args:
        table: the figures.
        number: its number in a report, where a heading already says the title ("Table 2" is its caption then).
    """
    context = {
        "table": table,
        "number": number,
        "base": base_line(table.base),
        "rows": _printed_rows(table),
        "explanations": shorthand_used([table.base.n, *(cell for row in table.rows for cell in row.cells)]),
        "scrolls": len(table.columns) > _SCROLLS,
    }
    return render_to_string("reporting/table.html", context)


def chart_html(table: Table, chart: Chart, *, width: float = WIDTH) -> SafeString:
    """Return the chart of the table as SVG, or nothing where it has no figure to draw."""
    return mark_safe(draw(table, chart, width=width))  # noqa: S308 — the drawing escapes every text.


def _printed_rows(table: Table) -> tuple[PrintedRow, ...]:
    places = [places_needed(table.column(column.key)) for column in table.columns]
    return tuple(_printed_row(row, places) for row in table.rows)


def _printed_row(row: Row, places: list[int]) -> PrintedRow:
    cells = tuple(figure(cell, places=needed) for cell, needed in zip(row.cells, places, strict=True))
    return PrintedRow(row.label, cells, row.key == TOTAL)
