"""One process that writes one PDF, and prints the seconds it took and the megabytes of memory at most."""

import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from cases.papers import Marking, pdf_is_available  # noqa: E402 — models need the settings first.
from reporting.registry import REPORTS  # noqa: E402
from reporting.render.edition import Edition  # noqa: E402
from reporting.render.json import report_from_json  # noqa: E402
from reporting.render.pdf import report_pdf  # noqa: E402

CHARTS = 12

tables, paper = map(Path, sys.argv[1:])
report = report_from_json(tables.read_text())
charts = {table.id: REPORTS["annual"].charts.get(table.id.removesuffix("_of_quarter")) for table in report.tables}
edition = Edition(
    title="Annual report",
    partnership="A partnership",
    as_of=datetime(2026, 11, 21, tzinfo=UTC),
    marking=Marking.OFFICIAL_SENSITIVE,
    charts=dict([(key, chart) for key, chart in charts.items() if chart][:CHARTS]),
)
assert pdf_is_available()  # It loads what makes papers, as a worker does before its first report.
began = time.perf_counter()
content = report_pdf(report, edition)
seconds = time.perf_counter() - began
paper.write_bytes(content)
paper.with_name("charts").write_text(str(len(edition.charts)))
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000)
