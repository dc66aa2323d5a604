"""Import an incident extract, version 1."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cases.actions.importing import import_file
from cases.importing.outcome import FileError, Outcome
from partners.commands import plain_refusals
from partners.errors import NotPossible
from partners.models import Seat
from partners.queries import system_actor
from partners.roles import Role
from partners.scope import acting
from partners.seats import find_seat


class Command(BaseCommand):
    help = "Import a CSV file of incidents. A file with errors imports nothing, unless --valid-rows is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="an incident extract, version 1 (CSV in UTF-8)")
        parser.add_argument("--agency", required=True, metavar="CODE", help="the agency that was told of them")
        parser.add_argument("--partnership", default="", metavar="CODE", help="for an agency in several partnerships")
        parser.add_argument("--create-areas", action="store_true", help="make areas that nobody knows")
        parser.add_argument("--valid-rows", action="store_true", help="import the rows without errors")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with plain_refusals():
            seat = find_seat(options["agency"], options["partnership"])
        outcome = self._outcome(seat, options)
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json(), indent=2))
        else:
            self.stdout.write("\n".join([*_table(outcome.errors), _summary(outcome)]))
        if outcome.errors:
            sys.exit(1)

    def _outcome(self, seat: Seat, options: dict[str, Any]) -> Outcome:
        try:
            return _import(seat, options)
        except NotPossible as refusal:
            if not options["json"]:
                raise CommandError(str(refusal)) from refusal
            return Outcome(0, 0, 0, [FileError.at(None, "", str(options["file"]), str(refusal))], [])


def _import(seat: Seat, options: dict[str, Any]) -> Outcome:
    actor = system_actor(
        partnership=seat.partnership,
        name="import_incidents",
        agency=seat.agency,
        roles=frozenset({Role.CASEWORKER}),
    )
    path: Path = options["file"]
    try:
        with path.open("rb") as file, transaction.atomic(), acting(actor):
            return import_file(
                actor=actor, file=file, create_areas=options["create_areas"], valid_rows=options["valid_rows"]
            )
    except OSError as error:
        raise NotPossible(f"The file {path} cannot be read: {error.strerror or error}.") from error


def _table(errors: Iterable[FileError]) -> list[str]:
    shown = [error.printable() for error in errors]
    cells = [(str(error.row or ""), error.column, error.value, error.message) for error in shown]
    if not cells:
        return []
    lines = [("Row", "Column", "Value", "What to do"), *cells]
    widths = [max(len(line[place]) for line in lines) for place in range(3)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[3]]) for line in lines
    ]


def _summary(outcome: Outcome) -> str:
    areas = f" Areas created: {', '.join(outcome.areas_created)}." if outcome.areas_created else ""
    wrong = f" Errors: {len(outcome.errors)}." if outcome.errors else ""
    return f"Rows: {outcome.rows}. Added: {outcome.added}. Already present: {outcome.already_present}.{wrong}{areas}"
