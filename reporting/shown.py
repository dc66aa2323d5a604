"""A report as pages show it: in words, with its figures, its files and what changed since the version before."""

import json
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models.functions import Length
from django.urls import reverse
from django.utils.safestring import SafeString

from reporting.charts import Chart
from reporting.lines import Lines
from reporting.loaded_charts import with_loaded
from reporting.models import ReportFile, ReportRun, RunState
from reporting.registry import report_spec
from reporting.render.html import chart_html, table_html
from reporting.render.json import report_from_json
from reporting.runs import period_of, version_before
from reporting.tables import Report, Table

_NAMES: Final = {"pdf": "PDF", "ods": "spreadsheet (ODS)", "csv": "CSV files (ZIP)", "json": "JSON"}
"""The formats in words, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a report: what it is in words, how large it is, and where it is."""

    name: str
    kilobytes: int
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One report in a list."""

    run: ReportRun
    title: str
    period: str
    state: RunState
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the page, with its chart if it has one."""

    key: str
    title: str
    table: SafeString
    chart: SafeString | None


def shown(runs: list[ReportRun]) -> list[Shown]:
    """Return the reports with their files, in the order given."""
    files = _downloads(runs)
    return [
        Shown(
            run=run,
            title=report_spec(run.report).title,
            period=period_of(run).label,
            state=RunState(run.state),
            downloads=tuple(files.get(run.pk, ())),
        )
        for run in runs
    ]


def _downloads(runs: list[ReportRun]) -> dict[UUID, list[Download]]:
    """Return the files of each report by its key, without reading their bytes."""
    found: dict[UUID, list[Download]] = {}
    files = ReportFile.objects.filter(run__in=[run.pk for run in runs])
    rows = files.values_list("run_id", "format", Length("content"))
    for run_id, format_, size in sorted(rows, key=lambda row: list(_NAMES).index(row[1])):
        url = reverse("report_download", args=[run_id, format_])
        found.setdefault(run_id, []).append(Download(_NAMES[format_], max(1, round(size / 1_000)), url))
    return found


def what_is_done(run: ReportRun) -> str:
    """Return in words how far a worker has come with the report at this moment."""
    if run.state == RunState.REQUESTED:
        return "Waiting for a worker to start"
    if run.state == RunState.CANCELLED:
        return "Cancelled"
    if run.step_name in _NAMES:
        return f"Written: {_NAMES[run.step_name]}"
    if run.step >= len(report_spec(run.report).tables):
        return "All tables are counted, the documents are being written"
    return f"Counted: {run.step_name}" if run.step_name else "Counting has begun"


def sections(run: ReportRun) -> list[Section]:
    """Return the stored tables of a report, with the charts that go with them."""
    report = stored(run)
    charts = with_loaded(
        report_spec(run.report).charts,
        [table.id for table in report.tables],
        partnership_id=run.partnership_id,
        period=report.period,
        moment=run.stored_at or run.requested_at,
    )
    return [_section(table, charts.get(table.id)) for table in report.tables]


def _section(table: Table, chart: Chart | None) -> Section:
    return Section(table.id, table.title, table_html(table), chart_html(table, chart) if chart else None)


def stored(run: ReportRun) -> Report:
    """Return the figures that a report keeps."""
    return report_from_json(json.dumps(run.content))


def lines_of(run: ReportRun) -> Lines | None:
    """Return what a report says of single incidents, if it is of the kind that does."""
    return stored(run).lines if report_spec(run.report).lines else None


def what_changed(run: ReportRun) -> list[str] | None:
    """Return the titles of the tables whose figures differ from the version before; nothing for a first version."""
    before = version_before(run)
    if before is None or before.state != RunState.STORED:
        return None
    now, then = stored(run), stored(before)
    earlier = {table.id: table for table in then.tables}
    changed = [table.title for table in now.tables if earlier.get(table.id) != table]
    return [*changed, "The lines in the files"] if now.lines != then.lines else changed
