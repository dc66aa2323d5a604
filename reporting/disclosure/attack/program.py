"""The least and the greatest value that each unknown can have."""

from collections.abc import Sequence
from math import ceil, floor, inf
from typing import Final

import highspy
import numpy as np

from reporting.disclosure.attack.knowledge import Knowledge, Row

FAR: Final = 1e7
"""As good as unlimited."""


def extremes(known: Knowledge, *, wide: float = inf) -> dict[str, tuple[float, float]]:
    """Return the least and the greatest value of each unknown that fit everything that was read.

    Args:
        known: what was read.
        wide: an unknown that is seen to have so much room is not looked at any further: its values are then some that
            it can have, and not the farthest apart.
    """
    names = list(known.unknown)
    found: dict[str, tuple[float, float]] = {}
    for group, rows in _groups(known):
        solver, seen = _solver(group, rows), _Seen(len(group))
        for number, place in enumerate(group):
            room = seen.between(number)
            found[names[place]] = room if room[1] - room[0] >= wide else _extremes(solver, number, seen)
    return {name: found[name] for name in names}


class _Seen:
    """The least and the greatest value of each unknown among the solutions that were found so far."""

    def __init__(self, number: int) -> None:
        self._low, self._high = np.full(number, inf), np.full(number, -inf)

    def take(self, solver: highspy.Highs) -> None:
        """Take in the solution that the solver has found: all of its values fit everything together."""
        values = np.array(solver.getSolution().col_value)
        np.minimum(self._low, values, out=self._low)
        np.maximum(self._high, values, out=self._high)

    def between(self, number: int) -> tuple[float, float]:
        """Return the least and the greatest whole value of an unknown that was seen, or nothing between the two."""
        if self._low[number] > self._high[number]:
            return 0.0, -inf
        return _whole(self._low[number], self._high[number])


def _whole(low: float, high: float) -> tuple[float, float]:
    """Return the whole numbers from one value to the other; what is very great is as good as unlimited."""
    return float(ceil(low - 1e-6)), inf if high >= FAR / 10 else float(floor(high + 1e-6))


def _groups(known: Knowledge) -> list[tuple[list[int], list[Row]]]:
    """Return the unknowns that rows connect, each group with its rows."""
    neighbours: dict[int, set[int]] = {place: set() for place in known.unknown.values()}
    for terms, _, _ in known.rows:
        first = next(iter(terms))
        for other in terms:
            neighbours[first].add(other)
            neighbours[other].add(first)
    group_of: dict[int, int] = {}
    groups: list[tuple[list[int], list[Row]]] = []
    for start in neighbours:
        if start not in group_of:
            groups.append(([], []))
            waiting = [start]
            while waiting:
                place = waiting.pop()
                if place not in group_of:
                    group_of[place] = len(groups) - 1
                    groups[-1][0].append(place)
                    waiting += neighbours[place]
    for row in known.rows:
        groups[group_of[next(iter(row[0]))]][1].append(row)
    return groups


def _extremes(solver: highspy.Highs, place: int, seen: _Seen) -> tuple[float, float]:
    limits = []
    for sign in (1.0, -1.0):
        solver.changeColCost(place, sign)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            solver.clearSolver()
            solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            seen.take(solver)
        limits.append(solver.getInfo().objective_function_value * sign)
    solver.changeColCost(place, 0.0)
    return _whole(limits[0], limits[1])


def _solver(group: list[int], rows: list[Row]) -> highspy.Highs:
    """Return a solver with these rows; those that contradict each other are given as much room as they need."""
    room = [0.0] * len(rows)
    solver = _with_rows(group, rows, room, is_elastic=False)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return solver
    elastic = _with_rows(group, rows, room, is_elastic=True)
    elastic.run()
    missed = elastic.getSolution().col_value[len(group) :]
    room = [missed[2 * number] + missed[2 * number + 1] for number in range(len(rows))]
    return _with_rows(group, rows, room, is_elastic=False)


def _with_rows(group: list[int], rows: list[Row], room: Sequence[float], *, is_elastic: bool) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", 4)
    at = {place: number for number, place in enumerate(group)}
    for _ in range(len(group) + 2 * len(rows) * is_elastic):
        solver.addVar(0.0, FAR)
    for number, (terms, low, high) in enumerate(rows):
        row = {at[place]: times for place, times in terms.items()}
        if is_elastic:
            over = len(group) + 2 * number
            row |= {over: 1.0, over + 1: -1.0}
            solver.changeColCost(over, 1.0)
            solver.changeColCost(over + 1, 1.0)
        slack = room[number] + (1e-7 if room[number] else 0.0)
        places, times_ = np.array(list(row), dtype=np.int32), np.array(list(row.values()))
        solver.addRow(low - slack, high + slack, len(row), places, times_)
    return solver
