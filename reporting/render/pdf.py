"""A report as PDF: a cover with the key figures, the contents, and a section for every table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cases.papers import write_pdf
from reporting.render.edition import Edition
from reporting.render.sections import sections
from reporting.tables import Cell, Report, Table, TableError
from reporting.wording import figure

_TILES: Final = 4


@dataclass(frozen=True)
class Tile:
    """One key figure on the cover, with what it is compared with, if anything."""

    figure: str
    label: str
    beside: str


def report_pdf(report: Report, edition: Edition) -> bytes:
    """Return the report as a tagged PDF, the same bytes for the same arguments.

    Raises:
        PdfUnavailableError: this machine lacks the libraries; the text says which.
        ChartError: a chart does not fit its table.
    """
    context = {
        "report": report,
        "edition": edition,
        "tiles": tuple(_tiles(report, edition.key_figures)),
        "sections": sections(report, edition.charts),
    }
    return write_pdf(
        template="reporting/report_document.html",
        context=context,
        title=f"{edition.title}: {report.period.label}",
        marking=edition.marking,
        partnership=edition.partnership,
        as_of=edition.as_of,
    )


def _tiles(report: Report, key: str) -> Iterator[Tile]:
    try:
        table = report.table(key)
    except TableError:
        return
    for row in table.rows[:_TILES]:
        yield Tile(figure(row.cells[0]), row.label, _beside(table, row.cells))


def _beside(table: Table, cells: tuple[Cell, ...]) -> str:
    """Return what the key figure is compared with, where there is a figure to compare it with."""
    is_compared = len(cells) > 1 and isinstance(cells[1], int | float)
    return f"{table.columns[1].label}: {figure(cells[1])}" if is_compared else ""
