"""Adding to a choice that is not safe yet: the cheapest figures at hand that let one more move."""

import highspy
import numpy as np

from reporting.disclosure.linear import TINY, Mask, Program, quiet_solver
from reporting.disclosure.system import System


class Repair:
    """The linear program that moves one figure by the width, at a price for every published figure that moves with it.

    It finds a safe choice at once, seldom the least one (Kelly, Golden and Assad, "Cell suppression: disclosure
    protection for sensitive tabular data", Networks 22, 1992).
    """

    def __init__(self, part: System, program: Program, width: float) -> None:
        self._program, self._width = program, width
        self._costs = np.array([unknown.cost or 0.0 for unknown in part.unknowns.values()])
        self._solver = quiet_solver()
        count = len(self._costs)
        for place in range(count):
            self._solver.addVar(0.0, program.up[place])
        for place in range(count):
            self._solver.addVar(0.0, program.down[place])
        for row in program.rows:
            both = np.concatenate([row.places, row.places + count]).astype(np.int32)
            self._solver.addRow(row.least, row.most, len(both), both, np.concatenate([row.times, -row.times]))

    def helpers(self, hidden: Mask, place: int) -> Mask:
        """Return what to keep back so that the figure at this place can move by the width; nothing where that fails."""
        count = len(hidden)
        prices = np.where(hidden, 0.0, self._costs + TINY)
        self._solver.changeColsCost(2 * count, np.arange(2 * count, dtype=np.int32), np.concatenate([prices, prices]))
        moved: Mask = np.zeros(count, dtype=bool)
        for bounds in self._ways(place):
            self._move(place, bounds)
            self._solver.run()
            if self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                found = np.array(self._solver.getSolution().col_value)
                moved = found[:count] + found[count:] > TINY
                break
        self._move(place, (0.0, self._program.up[place], 0.0, self._program.down[place]))
        return moved

    def _ways(self, place: int) -> list[tuple[float, float, float, float]]:
        """Up by the width, or down by it where there is so much to lose."""
        up, down = self._program.up[place], self._program.down[place]
        upward = (self._width + 1, up, 0.0, 0.0)
        return [upward, (0.0, 0.0, self._width + 1, down)] if down > self._width + 1 else [upward]

    def _move(self, place: int, bounds: tuple[float, float, float, float]) -> None:
        least_up, up, least_down, down = bounds
        self._solver.changeColBounds(place, least_up, up)
        self._solver.changeColBounds(place + len(self._costs), least_down, down)
