"""How the tables of a report are laid out on paper: each with its chart, and on a page that is wide enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.safestring import SafeString

from reporting.charts import WIDTH, Chart
from reporting.render.html import chart_html, table_html
from reporting.tables import Report, Table

_COLUMNS_ON_HALF_A_PAGE: Final = 2
_COLUMNS_ON_A_PAGE: Final = 6
_ROWS_ON_HALF_A_PAGE: Final = 14
_LETTERS_ON_HALF_A_PAGE: Final = 40
_ROWS_FOR_TIGHT_LINES: Final = 20


class Layout(StrEnum):
    """Where the chart stands, and which way up the page is."""

    ABOVE = "above"
    BESIDE = "beside"
    TURNED = "turned"


_DRAWING_WIDTHS: Final = {Layout.ABOVE: WIDTH, Layout.BESIDE: 400, Layout.TURNED: 920}


@dataclass(frozen=True)
class Section:
    """One table as it is printed: its number, its chart if it has one, and itself."""

    number: int
    table: Table
    layout: Layout
    chart: SafeString
    html: SafeString
    is_tight: bool


def sections(report: Report, charts: Mapping[str, Chart]) -> tuple[Section, ...]:
    """Return the report's tables as they are printed one after the other.

    Args:
        report: the figures.
        charts: which chart goes with which table, by the table's key.

    Raises:
        ChartError: a chart does not fit its table.
    """
    return tuple(_section(number, table, charts.get(table.id)) for number, table in enumerate(report.tables, start=1))


def _section(number: int, table: Table, chart: Chart | None) -> Section:
    layout = _layout(table, chart)
    drawn = chart_html(table, chart, width=_DRAWING_WIDTHS[layout]) if chart else SafeString("")
    is_tight = len(table.rows) >= _ROWS_FOR_TIGHT_LINES
    return Section(number, table, layout, drawn, table_html(table, number=number), is_tight)


def _layout(table: Table, chart: Chart | None) -> Layout:
    if len(table.columns) > _COLUMNS_ON_A_PAGE:
        return Layout.TURNED
    return Layout.BESIDE if chart and chart.kind == "bars" and _fits_half(table) else Layout.ABOVE


def _fits_half(table: Table) -> bool:
    return (
        len(table.columns) <= _COLUMNS_ON_HALF_A_PAGE
        and len(table.rows) <= _ROWS_ON_HALF_A_PAGE
        and all(len(row.label) <= _LETTERS_ON_HALF_A_PAGE for row in table.rows)
    )
