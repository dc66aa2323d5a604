"""Secondary suppression: what has to be kept back besides, so that nobody can work out what is kept back."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from reporting.disclosure.audit import Audit
from reporting.disclosure.choice import Choice
from reporting.disclosure.linear import Mask, Program, SolverError
from reporting.disclosure.reference import fitted
from reporting.disclosure.repair import Repair
from reporting.disclosure.system import System

SECONDS: Final = 30.0
"""How long the least is looked for. After that, what is missing is added where it is cheapest at hand."""

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
        self.choice = Choice(self.part, reference, width)
        self.repair = Repair(self.part, self.program, width)

    def solved(self, left: Callable[[], float]) -> Suppression:
        exposed = self._exposed()
        hidden, is_least = self._least(left)
        if not is_least:
            hidden = self._enough(hidden, left)
        return Suppression(self._named(hidden & ~exposed | self.must), self._named(exposed), is_least)

    def _exposed(self) -> Mask:
        """Return what can be narrowed down even if all is kept back, and stop guarding it."""
        everything = np.ones(len(self.names), dtype=bool)
        exposed = np.zeros(len(self.names), dtype=bool)
        exposed[[need.place for need in self.audit.needs(everything)]] = True
        self.audit.guarded &= ~exposed
        self.choice.leave_out(exposed & ~self.must)
        given_away: Mask = exposed & self.must
        return given_away

    def _least(self, left: Callable[[], float]) -> tuple[Mask, bool]:
        hidden = self.must
        needs = self.audit.needs(hidden)
        while needs:
            for need in needs:
                self.choice.demand(need)
            if left() <= 0:
                return hidden, False
            try:
                hidden = self.choice.least(left()) | self.must
            except SolverError:
                return hidden, False
            needs = self.audit.needs(hidden)
        return hidden, True

    def _enough(self, hidden: Mask, left: Callable[[], float]) -> Mask:
        """Add what is missing, figure by figure, until the audit finds nothing."""
        while needs := self.audit.needs(hidden, at_most=1):
            hidden = hidden | self.repair.helpers(hidden, needs[0].place)
        return hidden

    def _named(self, mask: Mask) -> frozenset[str]:
        return frozenset(self.names[place] for place in np.flatnonzero(mask))
