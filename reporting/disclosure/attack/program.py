"""The least and the greatest value that each unknown can have."""

from collections.abc import Sequence
from math import ceil, floor, inf
from typing import Final

import highspy
import numpy as np

from reporting.disclosure.attack.knowledge import Knowledge

FAR: Final = 1e7
"""As good as unlimited."""


def extremes(known: Knowledge) -> dict[str, tuple[float, float]]:
    if not known.unknown:
        return {}
    solver = _solver(known)
    found = {}
    for name, place in known.unknown.items():
        limits = []
        for sign in (1.0, -1.0):
            solver.changeColCost(place, sign)
            solver.run()
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                solver.clearSolver()
                solver.run()
            limits.append(solver.getInfo().objective_function_value * sign)
        solver.changeColCost(place, 0.0)
        low, high = ceil(limits[0] - 1e-6), floor(limits[1] + 1e-6)
        found[name] = (float(low), inf if high >= FAR / 10 else float(high))
    return found


def _solver(known: Knowledge) -> highspy.Highs:
    """Return a solver with all rows; rows that contradict each other are given as much room as they need."""
    room = [0.0] * len(known.rows)
    solver = _with_rows(known, room, is_elastic=False)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return solver
    elastic = _with_rows(known, room, is_elastic=True)
    elastic.run()
    missed = elastic.getSolution().col_value[len(known.unknown) :]
    room = [missed[2 * number] + missed[2 * number + 1] for number in range(len(known.rows))]
    return _with_rows(known, room, is_elastic=False)


def _with_rows(known: Knowledge, room: Sequence[float], *, is_elastic: bool) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for _ in known.unknown:
        solver.addVar(0.0, FAR)
    for number, (terms, low, high) in enumerate(known.rows):
        row = dict(terms)
        if is_elastic:
            for sign in (1.0, -1.0):
                place = len(known.unknown) + 2 * number + (sign < 0)
                solver.addVar(0.0, FAR)
                solver.changeColCost(place, 1.0)
                row[place] = sign
        slack = room[number] + (1e-7 if room[number] else 0.0)
        places, times = np.array(list(row), dtype=np.int32), np.array(list(row.values()))
        solver.addRow(low - slack, high + slack, len(row), places, times)
    return solver
