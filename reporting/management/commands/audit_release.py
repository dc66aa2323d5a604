"""Attack published files: try to work out what they keep back."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.errors import DisclosureError
from reporting.disclosure.protecting import THRESHOLD
from reporting.disclosure.release import release_of
from reporting.management.commands.protect_tables import read_file


class Command(BaseCommand):
    help = (
        "Try to work out what published files keep back, from these files alone, and print between which values each"
        " figure must lie. Ends with 1 where one can be placed within less than the width."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="published, of schema report-tables/1")
        parser.add_argument(
            "--threshold", type=int, default=THRESHOLD, help=f"counts below it are small; default {THRESHOLD}"
        )
        parser.add_argument(
            "--width", type=float, help="within how much no figure must be placed; default the threshold"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            documents = [read_file(path) for path in options["files"]]
            for document in documents:
                release_of(document)
        except DisclosureError as error:
            raise CommandError(str(error)) from error
        threshold = options["threshold"]
        width = float(threshold) if options["width"] is None else options["width"]
        intervals = attack(documents)
        narrow = [each for each in intervals if each.is_narrow(threshold=threshold, width=width)]
        for number, path in enumerate(options["files"], start=1) if len(documents) > 1 else ():
            self.stdout.write(f"file {number}: {path}")
        for each in intervals:
            if each.is_published or each in narrow:
                self.stdout.write(f"{each}{'   TOO NARROW' if each in narrow else ''}")
        kept_back = sum(each.is_published for each in intervals)
        self.stdout.write(f"{kept_back} figures are kept back; {len(narrow)} can be placed within less than {width:g}.")
        if narrow:
            sys.exit(1)
