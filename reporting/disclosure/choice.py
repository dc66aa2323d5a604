"""The least further suppression: a whole-number program that is told, step by step, what it has overlooked.

The program chooses figures at the least cost. The audit answers which of them a reader could still narrow down, and
each answer becomes a condition of the program (Benders' cuts, after Fischetti and Salazar, "Solving the cell
suppression problem on tabular data with linear constraints", Management Science 47, 2001). It ends when the audit
finds nothing: then no choice that costs less is safe.
"""

from collections.abc import Iterable
from typing import Final

import highspy
import numpy as np

from reporting.disclosure.audit import Need
from reporting.disclosure.linear import TINY, Mask, SolverError, Vector, quiet_solver
from reporting.disclosure.system import Equation, System

SMALL: Final = 400
"""Up to so many unknowns the least is found; beyond, a choice may cost a little more, which is found much sooner."""

LARGE_GAP: Final = 0.02
"""How much more, as a part of the cost."""


class Choice:
    """The whole-number program of one part of the system."""

    def __init__(self, part: System, reference: Vector, guarded: Mask, width: float) -> None:
        self._names = {name: number for number, name in enumerate(part.unknowns)}
        self._unknowns = list(part.unknowns.values())
        self._reference, self._guarded, self._width = reference, guarded, width
        self._solver = quiet_solver()
        self._solver.setOptionValue("mip_rel_gap", 0.0 if len(self._unknowns) <= SMALL else LARGE_GAP)
        self._solver.setOptionValue("mip_abs_gap", 0.0)
        self.is_least = True
        self._barred = np.zeros(len(self._unknowns), dtype=bool)
        for unknown in self._unknowns:
            kept = unknown.is_sensitive or unknown.is_decided
            self._solver.addVar(1.0 if kept else 0.0, 1.0)
        for number, unknown in enumerate(self._unknowns):
            self._solver.changeColCost(number, unknown.cost or 0.0)
            self._solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for equation in part.equations:
            self._foresee(equation)

    def least(self, seconds: float) -> Mask:
        """Return which figures to keep back at the least cost that is known to be needed.

        Raises:
            SolverError: no choice was found in this time.
        """
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
        self._solver.run()
        found = np.array(self._solver.getSolution().col_value)
        if not len(found) or self._solver.getInfo().primal_solution_status != 2:
            raise SolverError(f"HiGHS says {self._solver.getModelStatus()}.")
        self.is_least = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        chosen: Mask = found > 0.5
        return chosen

    def demand(self, need: Need) -> None:
        """From now on keep back enough for this figure, or not the figure itself."""
        self._require(need.place, {int(other): need.help[other] for other in np.flatnonzero(need.help > TINY)})

    def bar(self, barred: Mask) -> None:
        """Never choose these."""
        self._barred = barred
        for place in np.flatnonzero(barred):
            self._solver.changeColBounds(int(place), 0.0, 0.0)

    def at_hand(self, hidden: Mask, needs: Iterable[Need], *, times: int = 1) -> Mask:
        """Return what to keep back so that these needs are met too, so many times over: at hand, not the least."""
        enough = hidden.copy()
        costs = np.array([unknown.cost or 0.0 for unknown in self._unknowns]) + TINY
        for need in needs:
            for place in np.argsort(np.where(self._barred, 0.0, -need.help / costs)):
                if float(need.help[enough].sum()) >= times - TINY:
                    break
                enough[place] |= bool(need.help[place] > TINY and not self._barred[place])
        return enough

    def _require(self, place: int, help_: dict[int, float]) -> None:
        terms = help_ | {place: -1.0}
        self._solver.addRow(
            0.0,
            highspy.kHighsInf,
            len(terms),
            np.array(list(terms), dtype=np.int32),
            np.array(list(terms.values())),
        )

    def _foresee(self, equation: Equation) -> None:
        """Tell what one sum alone demands: a figure in it needs another, and small ones need enough of them."""
        places = [self._names[name] for name in equation.names]
        if not equation.is_sum or any(self._unknowns[place].is_decided for place in places):
            return
        for place, sign in zip(places, (times for _, times in equation.terms), strict=True):
            if not self._guarded[place]:
                continue
            others = {other: times for other, (_, times) in zip(places, equation.terms, strict=True) if other != place}
            self._require(place, dict.fromkeys(others, 1.0))
            missing = self._width - self._reference[place]
            if missing > TINY and all(abs(times) == 1 for times in others.values()) and abs(sign) == 1:
                self._require(place, self._room(others, sign, missing))

    def _room(self, others: dict[int, float], sign: float, missing: float) -> dict[int, float]:
        """Return what each other figure of a sum gives to one that can fall by less than the width."""
        same = {other for other, times in others.items() if times == sign}
        return {
            other: min(self._reference[other] / missing, 1.0) if other in same else 1.0
            for other in others
            if other not in same or self._reference[other] > 0
        }
