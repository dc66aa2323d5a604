"""How long the PDF of a long report takes and how much memory: in a process of its own, as a worker writes it."""

import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

from pypdf import PdfReader

from partners.models import Partnership
from reporting.making import make_report
from reporting.periods import Period, quarters_of
from reporting.registry import REPORTS
from reporting.render.json import report_json
from reporting.tables import Report

ROUNDS: Final = 5
TABLES: Final = 40
"""How many tables the paper has: those of a year, and the first of its last quarter."""


def long_report(partnership: Partnership, year: Period, *, today: date) -> Report:
    """Return a report of forty tables: all of the year, and as many of its last quarter as it takes."""
    annual = make_report(partnership=partnership, spec=REPORTS["annual"], period=year, today=today)
    last = quarters_of(year.first.year, year_starts=year.first.month)[-1]
    quarter = make_report(partnership=partnership, spec=REPORTS["quarterly"], period=last, today=today)
    more = [
        replace(table, id=f"{table.id}_of_quarter", relations=(), standing=(), beside=()) for table in quarter.tables
    ]
    return replace(annual, tables=(*annual.tables, *more[: TABLES - len(annual.tables)]))


def paper(report: Report) -> str:
    """Write the report as PDF five times, each time in a new process, and return in words how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables.json"
        tables.write_text(report_json(report))
        rounds = [_round(tables, Path(folder) / "paper.pdf") for _ in range(ROUNDS)]
        pages = len(PdfReader(Path(folder) / "paper.pdf").pages)
        charts = (Path(folder) / "charts").read_text()
    seconds, memory = median(each[0] for each in rounds), median(each[1] for each in rounds)
    return (
        f"The PDF of {pages} pages with {charts} charts and {len(report.tables)} tables:"
        f" {seconds:.1f} s (under 8 s), {memory:.0f} MB at most (under 300 MB)"
    )


def _round(tables: Path, paper: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.bench.paper", str(tables), str(paper)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1])
