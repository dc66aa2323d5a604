"""The linear programs of disclosure control, solved by HiGHS, each one starting from the solution of the last.

They speak of *changes*: by how much each unknown may differ from one solution that fits everything published, which
is the truth wherever we know it. A figure that is published may not differ at all.
"""

from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
import numpy.typing as npt

from reporting.disclosure.system import System

Vector = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TINY: Final = 1e-6


class SolverError(RuntimeError):
    """HiGHS gave no answer where there must be one."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """How far one unknown can be moved one way.

    Attributes:
        change: by how much.
        point: the changes of all unknowns that go with it.
        prices: how much farther it could be moved if an unknown might differ by one more, with the sign of the way.
    """

    change: float
    point: Vector
    prices: Vector


def quiet_solver() -> highspy.Highs:
    """Return a HiGHS without a word on the screen and with one thread, so that the same question has one answer."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    return solver


class Program:
    """A part of the system, to be asked how far each unknown can be moved when some are kept back."""

    def __init__(self, part: System, reference: Vector, reach: float) -> None:
        """Take a part of the system.

        Args:
            part: unknowns and equations.
            reference: a value for each unknown that together fit all equations: the truth where it is known.
            reach: beyond which change nobody looks.
        """
        self.names = list(part.unknowns)
        self.place = {name: number for number, name in enumerate(self.names)}
        self.reference = reference
        least = np.array([unknown.least for unknown in part.unknowns.values()])
        self.down = np.minimum(reference - least, reach)
        self.up = np.full(len(self.names), reach)
        self._solver = quiet_solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", 4)
        self._aim: list[int] = []
        self._state(part)

    def _state(self, part: System) -> None:
        count = len(self.names)
        self._solver.addVars(count, np.zeros(count), np.zeros(count))
        for equation in part.equations:
            places = np.array([self.place[name] for name in equation.names], dtype=np.int32)
            times = np.array([times for _, times in equation.terms])
            here = float(times @ self.reference[places])
            least, most = min(equation.least - here, 0.0), max(equation.most - here, 0.0)
            if equation.is_sum:
                least = most = 0.0
            self._solver.addRow(least, most, len(places), places, times)

    def keep_back(self, hidden: Mask) -> None:
        """Let only these differ from the reference."""
        places = np.arange(len(self.names), dtype=np.int32)
        self._solver.changeColsBounds(
            len(places), places, np.where(hidden, -self.down, 0.0), np.where(hidden, self.up, 0.0)
        )

    def farthest(self, aim: dict[int, float]) -> Extreme:
        """Return the point at which the sum of these unknowns, each times its number, is greatest."""
        for place in self._aim:
            if place not in aim:
                self._solver.changeColCost(place, 0.0)
        for place, times in aim.items():
            self._solver.changeColCost(place, -times)
        self._aim = list(aim)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._solver.clearSolver()
            self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverError(f"HiGHS says {self._solver.getModelStatus()}.")
        solution = self._solver.getSolution()
        point, prices = np.array(solution.col_value), -np.array(solution.col_dual)
        return Extreme(-self._solver.getInfo().objective_function_value, point, prices)
