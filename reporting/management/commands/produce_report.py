"""Make a report and write it to files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partners.commands import plain_refusals
from partners.errors import NotPossible
from partners.models import Partnership
from partners.seats import find_partnership
from reporting.fresh import fresh_documents
from reporting.making import CONTENT_TYPES
from reporting.periods import Period, PeriodError, parse_period, written_as
from reporting.registry import REPORTS, report_spec
from reporting.runs import file_name


class Command(BaseCommand):
    help = (
        "Make a report with the figures of this moment, keep it, and write its files, such as:"
        " produce_report quarterly --partnership TEL --period 2007-Q3 --format pdf,json --output out/"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report", help=f"one of: {', '.join(REPORTS)}")
        parser.add_argument("--partnership", required=True, metavar="CODE")
        parser.add_argument(
            "--period",
            required=True,
            help="a reporting year, such as 2026, or a quarter of the year that begins in 2026, such as 2026-Q2",
        )
        parser.add_argument(
            "--format", default="pdf,json", help=f"some of: {', '.join(CONTENT_TYPES)}; default: pdf,json"
        )
        parser.add_argument("--output", default=".", type=Path, metavar="FOLDER", help="made if it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        with plain_refusals():
            spec = report_spec(options["report"].strip().lower())
            formats = _formats(options["format"])
            partnership = find_partnership(options["partnership"])
            period = _period(options["period"], partnership)
            made = fresh_documents(
                partnership=partnership, spec=spec, period=period, formats=formats, command="produce_report"
            )
            written = written_as(period, year_starts=partnership.reporting_year_starts)
            names = {format_: file_name(partnership.code, spec.id, written, format_) for format_ in formats}
            self._write(made, {format_: options["output"] / name for format_, name in names.items()})

    def _write(self, made: dict[str, bytes], paths: dict[str, Path]) -> None:
        """Write the files and print where they are, one path a line."""
        for format_, path in paths.items():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(made[format_])
            except OSError as error:
                raise NotPossible(f"{path} could not be written: {error.strerror}.") from error
            self.stdout.write(str(path))


def _formats(typed: str) -> list[str]:
    formats = list(dict.fromkeys(part.strip().lower() for part in typed.split(",") if part.strip()))
    strange = [name for name in formats if name not in CONTENT_TYPES]
    if strange or not formats:
        raise NotPossible(
            f"“{typed}” is not a list of formats. Use some of {','.join(CONTENT_TYPES)}, such as pdf,json."
        )
    return formats


def _period(typed: str, partnership: Partnership) -> Period:
    try:
        return parse_period(typed, year_starts=partnership.reporting_year_starts)
    except PeriodError as error:
        raise NotPossible(str(error)) from error
