"""Keep back what could point to a person, in any file of schema `report-tables/1`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.disclosure.errors import DisclosureError
from reporting.disclosure.protecting import THRESHOLD, Rules, protect_document
from reporting.disclosure.reading import document_of
from reporting.disclosure.rounding import rounded_document


class Command(BaseCommand):
    help = (
        "Keep back the small figures of a file of tables, and the least besides so that they cannot be worked out,"
        " such as: protect_tables IN.json --threshold 5 --output OUT.json"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tables of schema report-tables/1, with their sums")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")
        parser.add_argument(
            "--threshold", type=int, default=THRESHOLD, help=f"counts below it are small; default {THRESHOLD}"
        )
        parser.add_argument(
            "--width", type=float, help="how wide the interval of a figure kept back has to be; default the threshold"
        )
        parser.add_argument("--round", type=int, metavar="BASE", help="round every count to this instead")
        parser.add_argument(
            "--earlier",
            type=Path,
            nargs="+",
            action="extend",
            default=[],
            metavar="FILE",
            help="what was published of the same partnership before",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made, told = _made(options)
        except DisclosureError as error:
            raise CommandError(str(error)) from error
        try:
            options["output"].write_text(json.dumps(made, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
        except OSError as error:
            raise CommandError(f"{options['output']} could not be written: {error.strerror}.") from error
        self.stdout.write(told)


def _made(options: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the document that can be published, and what was done to it in words."""
    document = read_file(options["file"])
    if options["round"] is not None:
        return rounded_document(document, options["round"]), f"Every count is rounded to {options['round']}."
    rules = Rules(options["threshold"], options["width"])
    mask, made = protect_document(document, rules, [read_file(path) for path in options["earlier"]])
    least = "" if mask.is_least else " The time did not suffice to show that nothing less would do."
    return made, f"{len(mask.hidden)} figures are kept back, {len(mask.primary)} of them for what they are.{least}"


def read_file(path: Path) -> dict[str, Any]:
    """Return the document in a file.

    Raises:
        DisclosureError: it cannot be read, or is none; the sentence names the file.
    """
    try:
        return document_of(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DisclosureError([f"{path} could not be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise DisclosureError([f"{path} is not text in UTF-8."]) from error
