"""Check that nobody changed the log."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.chain import Verdict
from audit.heads import SentHead, UnreadableHeads, read
from partners.commands import plain_refusals
from partners.seats import find_partnership
from partners.verifying import all_chains, check

NO_PARTNERSHIP = "no partnership"


class Command(BaseCommand):
    help = (
        "Check that no event of the access log was changed, deleted, inserted or moved, and that its end was not cut"
        " off. Ends with 1 when something is wrong, with 2 when it could not check."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--partnership", metavar="CODE", help="check this partnership alone")
        parser.add_argument("--heads", metavar="FILE", type=Path, help="compare with heads that were sent outside")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        sent = _sent(options["heads"])
        chains = all_chains()
        codes: list[str | None] = list(chains)
        if options["partnership"]:
            with plain_refusals():
                codes = [find_partnership(options["partnership"]).code]
        verdicts = {code: check(chains[code], [head for head in sent if head.partnership == code]) for code in codes}
        if not options["partnership"]:
            _find_lost(verdicts, sent)
        self.stdout.write(_as_json(verdicts) if options["json"] else _as_sentences(verdicts))
        if any(verdict.findings for verdict in verdicts.values()):
            raise SystemExit(1)


def _sent(file: Path | None) -> list[SentHead]:
    try:
        return read(file.read_text().splitlines()) if file else []
    except (UnreadableHeads, OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{file}: {problem}", returncode=2) from problem


def _find_lost(verdicts: dict[str | None, Verdict], sent: list[SentHead]) -> None:
    """Add the partnerships of which a head was sent outside and nothing is left."""
    for head in sent:
        if head.partnership not in verdicts:
            verdicts[head.partnership] = Verdict()
            verdicts[head.partnership].of_chain("A head was sent outside, and there is no such partnership any more.")


def _as_sentences(verdicts: dict[str | None, Verdict]) -> str:
    lines = []
    for code, verdict in verdicts.items():
        name = code or NO_PARTNERSHIP
        lines += [f"{name}: {finding.sentence}" for finding in verdict.findings]
        found = f"findings: {len(verdict.findings)}" if verdict.findings else "nothing is wrong"
        lines.append(f"{name}: {verdict.sealed} events sealed, {verdict.waiting} waiting to be; {found}.")
    return "\n".join(lines)


def _as_json(verdicts: dict[str | None, Verdict]) -> str:
    return json.dumps(
        [
            {
                "partnership": code,
                "sealed": verdict.sealed,
                "waiting": verdict.waiting,
                "findings": [finding._asdict() for finding in verdict.findings],
            }
            for code, verdict in verdicts.items()
        ],
        indent=2,
    )
