"""One solution that fits everything published: the truth where it is known, something possible elsewhere."""

from typing import Final

import highspy
import numpy as np

from reporting.disclosure.linear import SolverError, Vector, quiet_solver
from reporting.disclosure.system import Equation, System

LOOSE: Final = 1e-4


def fitted(part: System) -> tuple[System, Vector]:
    """Return the part with a value for each unknown, without equations that contradict what is known.

    Between releases there are such: a figure that was corrected after a quarter was published does not add up with
    it. A reader cannot rely on an equation that is wrong, so it is left out, as few of them as there have to be.
    """
    values = [unknown.value for unknown in part.unknowns.values()]
    solved = _nearest(part) if None in values else np.array(values, dtype=float)
    at = dict(zip(part.unknowns, solved.tolist(), strict=True))
    slack = {number for number, equation in enumerate(part.equations) if _misses(equation, at)}
    if not slack:
        return part, solved
    kept = [equation for number, equation in enumerate(part.equations) if number not in slack]
    return fitted(System(part.unknowns, kept))


def _nearest(part: System) -> Vector:
    """Return values at which the equations are missed by as little as possible."""
    solver, place = quiet_solver(), {name: number for number, name in enumerate(part.unknowns)}
    for unknown in part.unknowns.values():
        least, most = (unknown.least, highspy.kHighsInf) if unknown.value is None else (unknown.value, unknown.value)
        solver.addVar(least, most)
    for number, equation in enumerate(part.equations):
        over = len(place) + 2 * number
        for missed in (over, over + 1):
            solver.addVar(0.0, highspy.kHighsInf)
            solver.changeColCost(missed, 1.0)
        places = [*(place[name] for name in equation.names), over, over + 1]
        times = [*(times for _, times in equation.terms), 1.0, -1.0]
        solver.addRow(equation.least, equation.most, len(places), np.array(places, dtype=np.int32), np.array(times))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverError(f"HiGHS says {solver.getModelStatus()}.")
    return np.array(solver.getSolution().col_value[: len(place)])


def _misses(equation: Equation, at: dict[str, float]) -> bool:
    here = sum(times * at[name] for name, times in equation.terms)
    return not equation.least - LOOSE <= here <= equation.most + LOOSE
