"""Secondary suppression: what has to be kept back besides, so that nobody can work out what is kept back."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from reporting.disclosure.audit import Audit, Need
from reporting.disclosure.choice import Choice
from reporting.disclosure.linear import Mask, Program, SolverError
from reporting.disclosure.reference import fitted
from reporting.disclosure.repair import Repair
from reporting.disclosure.system import System

SECONDS: Final = 12.0
"""How long the least is looked for. After that, what is missing is added where it is cheapest at hand."""

FEW: Final = 16
"""So few are helped one by one, which takes longer for each and keeps less back."""

MANY: Final = 150
"""So many answers of the audit are enough to go on with when time is short."""

FAR: Final = 200
"""So many times the width (and at least a thousand) is as good as any distance."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """What to keep back.

    Attributes:
        hidden: the names of all that is kept back.
        exposed: those of them that a reader can narrow down whatever is kept back now.
        is_least: nothing less would do, as far as was looked (see `choice.SMALL`).
    """

    hidden: frozenset[str]
    exposed: frozenset[str]
    is_least: bool


def suppress(system: System, *, width: float, seconds: float = SECONDS) -> Suppression:
    """Return the least that keeps every guarded figure within an interval of at least this width.

    Args:
        system: all unknowns and what is known of them.
        width: how wide the interval must be in which a reader can place a figure that is kept back.
        seconds: how long to look for the least.
    """
    ends = time.monotonic() + seconds
    found = [_Part(part, width).solved(lambda: ends - time.monotonic()) for part in system.parts() if _matters(part)]
    return Suppression(
        frozenset(name for each in found for name in each.hidden),
        frozenset(name for each in found for name in each.exposed),
        all(each.is_least for each in found),
    )


def _matters(part: System) -> bool:
    return any(unknown.is_sensitive or unknown.is_decided for unknown in part.unknowns.values())


class _Part:
    """One part of the system that has nothing to do with the others."""

    def __init__(self, part: System, width: float) -> None:
        self.part, reference = fitted(part)
        self.names = list(self.part.unknowns)
        unknowns = self.part.unknowns.values()
        self.must = np.array([unknown.is_sensitive or unknown.is_decided for unknown in unknowns])
        self.program = Program(self.part, reference, max(1000.0, FAR * width))
        self.audit = Audit(self.part, self.program, width)
        self.exposed = np.zeros(len(self.names), dtype=bool)
        self.barred = np.zeros(len(self.names), dtype=bool)
        self._look_at_everything()

    def solved(self, left: Callable[[], float]) -> Suppression:
        """Choose, look what is missing, and choose again, until nothing is missing."""
        choice = Choice(self.part, self.program.reference, self.audit.guarded, self.audit.width)
        choice.bar(self.barred)
        hidden, needs = self.must, self.audit.needs(self.must)
        hurry = 0
        while needs and not (hidden | self.barred).all():
            hurry += left() <= 0
            for need in needs:
                choice.demand(need)
            hidden = self._chosen(choice, hidden, needs, left() / 2, hurry)
            needs = self.audit.needs(hidden, at_most=MANY if hurry else None)
        self.exposed[[need.place for need in needs]] = True
        return Suppression(self._named(hidden), self._named(self.exposed), choice.is_least)

    def _chosen(self, choice: Choice, hidden: Mask, needs: list[Need], seconds: float, hurry: int) -> Mask:
        """Return the least choice that is known of while there is time; later what is at hand, more at every step."""
        if not hurry:
            try:
                chosen: Mask = choice.least(max(1.0, seconds)) | self.must
                return chosen
            except SolverError:
                hurry = 1
        choice.is_least = False
        if len(needs) <= FEW:
            more = self._repaired(hidden, needs)
        else:
            more = choice.at_hand(hidden, needs, times=1 + hurry // 4)
        more = more & ~self.barred
        return more if (more & ~hidden).any() else ~self.barred

    def _repaired(self, hidden: Mask, needs: list[Need]) -> Mask:
        repair = Repair(self.part, self.program, self.audit.width)
        for need in needs:
            hidden = hidden | repair.helpers(hidden, need.place)
        return hidden

    def _look_at_everything(self) -> None:
        """Learn what can be narrowed down even if all is kept back.

        What must be kept back is exposed then, and not guarded any more. Anything else is barred: kept back, it would
        hide nothing.
        """
        asked = self.must & (self.program.reference == 0) if _is_scalable(self.part) else None
        while True:
            narrow = np.zeros(len(self.names), dtype=bool)
            narrow[[need.place for need in self.audit.needs(~self.barred, among=asked)]] = True
            self.exposed |= narrow & self.must
            self.audit.guarded &= ~self.exposed
            self.barred |= narrow & ~self.must
            if not (narrow & ~self.must).any():
                return

    def _named(self, mask: Mask) -> frozenset[str]:
        return frozenset(self.names[place] for place in np.flatnonzero(mask))


def _is_scalable(part: System) -> bool:
    """Return whether, with nothing published, every solution could be that of a place many times as large."""
    fits = all(equation.least == equation.most == 0 for equation in part.equations)
    return fits and all(unknown.least == 0 and unknown.value is not None for unknown in part.unknowns.values())
