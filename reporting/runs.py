"""What a report that was asked for says about itself: its period in words, and the version that counts."""

from uuid import UUID

from reporting.models import ReportRun
from reporting.periods import Period, parse_period


def period_of(run: ReportRun) -> Period:
    """Return the period of the report, in the reporting year as it was when the report was asked for."""
    return parse_period(run.period, year_starts=year_starts_of(run))


def year_starts_of(run: ReportRun) -> int:
    """Return the month in which the partnership's reporting year began when the report was asked for, 1 to 12."""
    quarter = run.period.partition("-Q")[2]
    months_in = 3 * (int(quarter) - 1) if quarter else 0
    return (run.period_from.month - 1 - months_in) % 12 + 1


def file_name(code: str, report: str, period: str, format_: str, *, version: int = 1) -> str:
    """Return the name of a report's file, such as "tel-quarterly-2007-q3.pdf".

    Args:
        code: the partnership's code.
        report: the kind of report.
        period: as it is typed.
        format_: its format; CSV files come in a zip.
        version: named from the second one on.
    """
    suffix = f"-version-{version}" if version > 1 else ""
    ending = "csv.zip" if format_ == "csv" else format_
    return f"{code}-{report}-{period}{suffix}.{ending}".lower()


def latest_run(partnership_id: UUID, report: str, period: str) -> ReportRun | None:
    """Return the highest version of a report of a period, or nothing when nobody asked for one."""
    runs = ReportRun.objects.filter(partnership_id=partnership_id, report=report, period=period)
    return runs.order_by("-version").first()


def version_before(run: ReportRun) -> ReportRun | None:
    """Return the version that this one takes the place of, if any."""
    runs = ReportRun.objects.filter(
        partnership_id=run.partnership_id, report=run.report, period=run.period, version__lt=run.version
    )
    return runs.order_by("-version").first()
