"""What a fault is given: the machine, who asks, what an undisturbed run came to; and how its outcome is judged."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from partners.actor import Actor
from tests.faults import asking, watching
from tests.faults.machine import BrokenError, Machine
from tests.faults.points import Asked, install


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of what is printed.

    Attributes:
        fault: what was done.
        point: when.
        seconds: from the end of the fault until everything stood; infinity when it did not.
        stored: how many reports stand of how many that were asked for.
        same: how many of them have the figures of an undisturbed run.
        wrong: what was not as it must be, nothing when all was.
    """

    fault: str
    point: str
    seconds: float
    stored: str
    same: str
    wrong: tuple[str, ...]


@dataclass
class Bench:
    """The machine with its reports.

    Attributes:
        machine: what is broken.
        root: its disk.
        gone_seconds: for how long the queue is away.
        kinds: of reports that are asked for; the first one is caught at a point.
        manager: who asks.
        other_manager: of the other partnership.
        figures: of an undisturbed run, by kind.
    """

    machine: Machine
    root: Path
    gone_seconds: float
    kinds: tuple[str, ...]
    manager: Actor = field(init=False)
    other_manager: Actor = field(init=False)
    figures: dict[str, str] = field(init=False, default_factory=dict)

    def prepare(self) -> None:
        """Fill the machine, and have each kind of report made without any disturbance."""
        world = asking.fill(self.machine)
        install(self.machine)
        self.manager, self.other_manager = world.erin, world.karim
        runs = self.ask_all()
        watching.wait_for_end(self.machine, runs, time.monotonic())
        for run in runs:
            found = watching.look(self.machine, run)
            if not found.is_once:
                raise BrokenError(f"Without any fault the {run.kind} report came to {found}.")
            self.figures[run.kind] = found.sha256

    def ask_all(self) -> list[Asked]:
        """Ask for a report of each kind."""
        return [asking.ask(self.manager, kind) for kind in self.kinds]

    def judge(
        self,
        fault: str,
        point: str,
        runs: Sequence[Asked],
        since: float,
        more: Callable[[], Iterable[str]] = tuple,
        *,
        seconds: float | None = None,
        figures: Mapping[UUID, str] | None = None,
    ) -> Outcome:
        """Wait until the reports stand, and compare them with undisturbed ones.

        Args:
            fault: what was done.
            point: when.
            runs: what was asked for, all there should be.
            since: when the fault ended, of time.monotonic.
            more: looks for what else may be wrong.
            seconds: after how long they stood, where that was waited for already.
            figures: of undisturbed runs, by report, where they are others than those of its kind.
        """
        took = watching.wait_for_end(self.machine, runs, since) if seconds is None else seconds
        expected = {run.key: self.figures.get(run.kind, "") for run in runs} | dict(figures or {})
        found = [(run, watching.look(self.machine, run), expected[run.key]) for run in runs]
        wrong = [sentence for each in found for sentence in _wrong(*each)]
        return Outcome(fault, point, took, *_counted(found), (*wrong, *more()))


def _counted(found: list[tuple[Asked, watching.Found, str]]) -> tuple[str, str]:
    once = sum(one.is_once for _, one, _ in found)
    same = sum(one.sha256 == sha256 for _, one, sha256 in found)
    return f"{once} of {len(found)}", f"{same} of {len(found)}"


def _wrong(run: Asked, found: watching.Found, sha256: str) -> Iterator[str]:
    if not found.is_once:
        yield f"{run.kind}: {found}"
    if found.sha256 != sha256:
        yield f"{run.kind}: other figures"
    if not found.is_told:
        yield f"{run.kind}: told {found.notices} times"


LONGEST_FULL: Final = 15.0  # seconds for which the disk stays full


def fill_disk(folder: Path) -> Path:
    """Write a file until the disk that `folder` is on is full, and return it.

    Raises:
        BrokenError: others use that disk too.
    """
    if folder.stat().st_dev == folder.parent.stat().st_dev:
        raise BrokenError("the machine has no disk of its own here, so it cannot be filled")
    file = folder / "filler"
    with file.open("wb", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while filler.write(b"\0" * size):
                    continue
            except OSError:
                os.fsync(filler.fileno())
    return file
