"""Making a report: its tables from the figures, and the documents from its tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.utils import timezone

from cases.papers import pdf_is_available
from partners.errors import NotPossible
from partners.models import Partnership
from reporting.charts import Chart
from reporting.lines import Lines
from reporting.loaded_charts import with_loaded
from reporting.models import Audience
from reporting.periods import Period
from reporting.queries.beside import with_beside
from reporting.queries.linked import linked
from reporting.queries.source import question, snapshot
from reporting.registry import ReportSpec
from reporting.releases.audiences import marking_of
from reporting.render.csv import report_csv
from reporting.render.edition import Edition
from reporting.render.json import report_json
from reporting.render.line_files import lines_csv, lines_ods
from reporting.render.ods import report_ods
from reporting.render.pdf import report_pdf
from reporting.tables import Report, Table

AUDIENCE: Final = Audience.PARTNERSHIP
"""Whom the figures are safe for: nothing is kept back, so they stay within the partnership."""

CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "application/zip",
    "json": "application/json",
}
"""The formats of a report, and what a browser is told of each."""

Tell = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of a report in one format."""

    format: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What shows that the bytes are still the same."""
        return sha256(self.content).hexdigest()


def make_report(
    *, partnership: Partnership, spec: ReportSpec, period: Period, today: date, tell: Tell | None = None
) -> Report:
    """Return the report of the period, all its tables of one moment.

    Args:
        partnership: whose figures.
        spec: the kind of report.
        period: a quarter or year of the partnership.
        today: the day of making it.
        tell: is told after every table how many there are by now, and the name of the last one.
    """
    tables: list[Table] = []
    with snapshot():
        asked = question(partnership.pk, period, year_starts=partnership.reporting_year_starts, today=today)
        for table_spec in spec.tables:
            tables.append(table_spec.table(asked))
            if tell:
                tell(len(tables), tables[-1].title)
        told = with_beside(asked, linked(tables))
        lines = spec.lines(asked) if spec.lines else None
    return Report(spec.id, partnership.code, period, AUDIENCE.value, told, lines)


def json_document(report: Report) -> Document:
    """Return the report as JSON: what is kept, and what other programs read."""
    return Document("json", report_json(report).encode())


def document(
    format_: str, report: Report, *, spec: ReportSpec, partnership: Partnership, as_of: datetime, version: int = 1
) -> Document:
    """Return the report in one format, the same bytes for the same report, moment and version.

    Raises:
        NotPossible: a report of this kind is not written in the format.
        PdfUnavailableError: this machine lacks the libraries that write PDFs; the text says which.
    """
    if format_ not in spec.formats:
        raise NotPossible(f"The {spec.title.lower()} is written only as {', '.join(spec.formats)}.")
    if format_ == "json":
        return json_document(report)
    edition = Edition(
        title=f"{spec.title}, version {version}" if version > 1 else spec.title,
        partnership=partnership.name,
        as_of=timezone.localtime(as_of),
        marking=marking_of(Audience(report.audience)),
        charts=_charts(report, spec, partnership, as_of) if format_ == "pdf" else {},
    )
    if report.lines:
        return Document(format_, _LINE_WRITERS[format_](report, report.lines, edition))
    return Document(format_, _WRITERS[format_](report, edition))


def _charts(report: Report, spec: ReportSpec, partnership: Partnership, as_of: datetime) -> dict[str, Chart]:
    keys = [table.id for table in report.tables]
    return with_loaded(spec.charts, keys, partnership_id=partnership.pk, period=report.period, moment=as_of)


_WRITERS: Final[dict[str, Callable[[Report, Edition], bytes]]] = {
    "pdf": report_pdf,
    "ods": report_ods,
    "csv": report_csv,
}
_LINE_WRITERS: Final[dict[str, Callable[[Report, Lines, Edition], bytes]]] = {"ods": lines_ods, "csv": lines_csv}


def documents(
    report: Report,
    *,
    spec: ReportSpec,
    partnership: Partnership,
    as_of: datetime,
    version: int = 1,
    tell: Tell | None = None,
) -> list[Document]:
    """Return the report in every format that this machine can write: without its libraries, there is no PDF.

    `tell` is told after every document how many steps are done by now, tables included, and the key of the format.
    """
    formats = [name for name in spec.formats if name != "pdf" or pdf_is_available()]
    made: list[Document] = []
    for name in formats:
        made.append(document(name, report, spec=spec, partnership=partnership, as_of=as_of, version=version))
        if tell:
            tell(len(report.tables) + len(made), name)
    return made


def steps_of(spec: ReportSpec) -> int:
    """Return in how many steps a report is made: its tables, its documents, and storing them."""
    return len(spec.tables) + len(spec.formats) + 1
