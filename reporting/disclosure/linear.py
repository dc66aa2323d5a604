"""The linear programs of disclosure control, solved by HiGHS, each one starting from the solution of the last.

They speak of *changes*: by how much each unknown may differ from one solution that fits everything published, which
is the truth wherever we know it. A figure that is published may not differ at all.
"""

from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
import numpy.typing as npt

from reporting.disclosure.system import Equation, System, leading

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
        place = {name: number for number, name in enumerate(part.unknowns)}
        least = np.array([unknown.least for unknown in part.unknowns.values()])
        self.reference = reference
        self.down, self.up = np.minimum(reference - least, reach), np.full(len(place), reach)
        self.rows = [_row(equation, place, reference) for equation in part.equations]
        self._columns = np.concatenate([np.zeros(0, dtype=np.int32), *(row.places for row in self.rows)])
        self._times = np.concatenate([np.zeros(0), *(row.times for row in self.rows)])
        self._of_row = np.repeat(np.arange(len(self.rows)), [len(row.places) for row in self.rows])
        self._islands: dict[int, _Island] = {}

    def keep_back(self, hidden: Mask) -> None:
        """Let only these differ from the reference; those that no equation connects are looked at apart."""
        self._islands = {}
        for places, rows in _apart(hidden, self.rows):
            island = _Island(self, places, rows)
            self._islands |= dict.fromkeys(places, island)

    def farthest(self, aim: dict[int, float]) -> Extreme:
        """Return the point at which the sum of these unknowns, each times its number, is greatest."""
        change, point, duals = 0.0, np.zeros(len(self.reference)), np.zeros(len(self.rows))
        for island in {id(self._islands[place]): self._islands[place] for place in aim}.values():
            change += island.solve({place: times for place, times in aim.items() if self._islands[place] is island})
            island.put(point, duals)
        prices = np.bincount(self._columns, self._times * duals[self._of_row], len(point)).astype(float)
        prices[list(aim)] += np.array(list(aim.values()))
        return Extreme(change, point, prices)


@dataclass(frozen=True, slots=True)
class Row:
    """An equation in changes: of which unknowns, each times what, between which limits."""

    places: npt.NDArray[np.int32]
    times: Vector
    least: float
    most: float


def _row(equation: Equation, place: dict[str, int], reference: Vector) -> Row:
    places = np.array([place[name] for name in equation.names], dtype=np.int32)
    times = np.array([times for _, times in equation.terms], dtype=float)
    here = float(times @ reference[places])
    if equation.is_sum:
        return Row(places, times, 0.0, 0.0)
    return Row(places, times, min(equation.least - here, 0.0), max(equation.most - here, 0.0))


def _apart(hidden: Mask, rows: list[Row]) -> list[tuple[list[int], list[int]]]:
    """Return the unknowns that differ, with the rows they are in, in groups that no row connects."""
    leader = {int(place): int(place) for place in np.flatnonzero(hidden)}
    touched = {number: [int(place) for place in row.places if hidden[place]] for number, row in enumerate(rows)}
    for first, *others in (places for places in touched.values() if places):
        for other in others:
            leader[leading(leader, other)] = leading(leader, first)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for place in leader:
        groups.setdefault(leading(leader, place), ([], []))[0].append(place)
    for number, places in touched.items():
        if places:
            groups[leading(leader, places[0])][1].append(number)
    return list(groups.values())


class _Island:
    """The linear program of unknowns that have nothing to do with the others as long as those are published."""

    def __init__(self, program: Program, places: list[int], rows: list[int]) -> None:
        self._places, self._rows = np.array(places), rows
        self._at = {place: number for number, place in enumerate(places)}
        self._aim: list[int] = []
        self._solver = quiet_solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", 4)
        self._solver.addVars(len(places), -program.down[self._places], program.up[self._places])
        for row in (program.rows[number] for number in rows):
            kept = np.array([int(place) in self._at for place in row.places])
            here = np.array([self._at[int(place)] for place in row.places[kept]], dtype=np.int32)
            self._solver.addRow(row.least, row.most, len(here), here, row.times[kept])

    def solve(self, aim: dict[int, float]) -> float:
        """Return how great the sum of these unknowns, each times its number, can become."""
        for place in self._aim:
            if place not in aim:
                self._solver.changeColCost(self._at[place], 0.0)
        for place, times in aim.items():
            self._solver.changeColCost(self._at[place], -times)
        self._aim = list(aim)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._solver.clearSolver()
            self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverError(f"HiGHS says {self._solver.getModelStatus()}.")
        return -float(self._solver.getInfo().objective_function_value)

    def put(self, point: Vector, duals: Vector) -> None:
        """Write the solution where it belongs among all unknowns and rows."""
        solution = self._solver.getSolution()
        point[self._places] = solution.col_value
        duals[self._rows] = solution.row_dual
