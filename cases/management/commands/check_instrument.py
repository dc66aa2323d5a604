"""Check the file of a risk instrument, and try it on made-up answers."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cases.instruments import Instrument, score
from cases.instruments.as_json import read_made_up, result_as_json
from cases.instruments.files import LARGEST, FileRefused, examine


class Command(BaseCommand):
    help = (
        "Print every error of a risk instrument's file, one on each line, and end with 1; or, when there is none, "
        "what it holds. With answers, print the score, the band, the deciding answers and the triggers as JSON."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the instrument, TOML or JSON (docs/instruments.md)")
        parser.add_argument("--answers", type=Path, metavar="ANSWERS.json", help="made-up answers by question key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = _outcome(options["file"], options["answers"])
        except FileRefused as refusal:
            self.stdout.write("\n".join(refusal.errors))
            sys.exit(1)
        self.stdout.write(lines)


def _outcome(file: Path, answers: Path | None) -> str:
    examined = examine(_content(file), name=file.name)
    if examined.errors:
        raise FileRefused(*examined.errors)
    instrument = examined.build()
    return _tried(instrument, answers) if answers else _summary(instrument)


def _content(path: Path) -> bytes:
    """Return what the file holds, and no more than shows that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise FileRefused(f"File: {path} cannot be read: {error.strerror or error}") from None


def _tried(instrument: Instrument, answers: Path) -> str:
    made_up = read_made_up(_content(answers), instrument)
    first = instrument.escalations[0].key
    result = score(
        instrument,
        made_up.answers,
        incidents_in_window=made_up.incidents.get(first, 1),
        incidents=made_up.incidents,
    )
    return json.dumps(result_as_json(result), ensure_ascii=False, indent=2)


def _summary(instrument: Instrument) -> str:
    starts = ", ".join(f"{band} from {instrument.thresholds.start_of(band)}" for band in instrument.levels)
    repeats = "; ".join(f"{rule.incidents} incidents in {rule.within_days} days" for rule in instrument.escalations)
    return "\n".join(
        (
            f"{instrument.title}: {instrument.key}, version {instrument.version}. No errors.",
            f"Questions: {len(instrument.questions)}. Sections: {len(instrument.sections)}.",
            f"Bands: {starts} points. Repeats: {repeats}.",
            f"Fingerprint: {instrument.fingerprint}",
        )
    )
