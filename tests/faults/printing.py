"""The table that `bin/faults` prints, a line as soon as it is known."""

from collections.abc import Sequence
from math import isinf
from typing import Final

import psycopg

from tests.faults.bench import Bench, Outcome
from tests.faults.faults import all_faults
from tests.faults.machine import BrokenError

_WIDTHS: Final = (28, 27, 10, 18, 13)
_HEADS: Final = ("fault", "point", "recovered", "stored", "same figures", "verdict")


def run(wanted: Sequence[str], bench: Bench) -> int:
    """Do the faults whose names begin with what is wanted, all when nothing is; 1 when one of them fails."""
    _print(_HEADS)
    failed = 0
    for name, fault in all_faults().items():
        if wanted and not name.startswith(tuple(wanted)):
            continue
        try:
            bench.machine.wait_until_whole()
            failed += _show(fault(bench))
        except BrokenError as error:
            _print((name, "", "", "", "", f"not done: {error}"))
            failed += 1
        except psycopg.OperationalError:
            _print((name, "", "never", "", "", "failed: the database does not answer"))
            failed += 1
    return 1 if failed else 0


def _show(outcome: Outcome) -> bool:
    """Print a line, and below it what was wrong; say whether the fault failed."""
    is_late = isinf(outcome.seconds)
    failed = is_late or bool(outcome.wrong)
    recovered = "never" if is_late else f"{outcome.seconds:.0f} s"
    _print((outcome.fault, outcome.point, recovered, outcome.stored, outcome.same, "failed" if failed else "passed"))
    for sentence in outcome.wrong:
        print(f"    {sentence}", flush=True)
    return failed


def _print(cells: Sequence[str]) -> None:
    padded = [cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=False)]
    print("  ".join([*padded, cells[-1]]), flush=True)
