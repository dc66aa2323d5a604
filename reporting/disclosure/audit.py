"""Which figures that are kept back a reader could narrow down, and what else would have to be kept back against it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from reporting.disclosure.linear import TINY, Extreme, Mask, Program, Vector
from reporting.disclosure.system import System

LOOKS_AROUND: Final = 12
"""How many points are tried before each figure is asked for by itself: one point widens many figures at once."""


@dataclass(frozen=True, slots=True)
class Need:
    """A figure that is kept back in vain, unless enough of these are kept back too.

    Attributes:
        place: the number of the figure.
        help: what each other figure would add to its interval, as a part of what is missing, at most 1.
    """

    place: int
    help: Vector


class Audit:
    """Asks one part of the system the same question for one choice of figures after another."""

    def __init__(self, part: System, program: Program, width: float) -> None:
        self.program = program
        unknowns = list(part.unknowns.values())
        self.guarded = np.array([unknown.is_guarded for unknown in unknowns])
        self._decided = np.array([unknown.is_decided for unknown in unknowns])
        self._counts = np.array([unknown.is_count for unknown in unknowns])
        self.width = width
        self._points: list[Vector] = []
        self._chance = np.random.default_rng(0)

    def needs(self, hidden: Mask, *, among: Mask | None = None, at_most: int | None = None) -> list[Need]:
        """Return what is missing when these figures are kept back: nothing when nobody can narrow one down.

        Args:
            hidden: which figures are kept back.
            among: look at these alone.
            at_most: stop looking after so many.
        """
        found: list[Need] = []
        self.program.keep_back(hidden)
        low, high = self._seen(hidden)
        asked = self.guarded & hidden if among is None else self.guarded & hidden & among
        self._look_around(asked, low, high)
        for place in np.flatnonzero(asked):
            if not self._is_wide(low, high)[place]:
                up, down = (self._ask({int(place): sign}, low, high) for sign in (1.0, -1.0))
                if not self._is_wide(low, high)[place]:
                    found.append(self._need(int(place), up, down, hidden))
            if at_most and len(found) >= at_most:
                break
        return found

    def _seen(self, hidden: Mask) -> tuple[Vector, Vector]:
        """Return between which changes each figure has been seen, at points which move no published figure."""
        still = [point for point in self._points if not (np.abs(point[~hidden]) > TINY).any()]
        self._points = still[-400:]
        zero = np.zeros(len(hidden))
        return np.minimum.reduce([zero, *still]), np.maximum.reduce([zero, *still])

    def _look_around(self, asked: Mask, low: Vector, high: Vector) -> None:
        for _ in range(LOOKS_AROUND):
            open_ = np.flatnonzero(asked & ~self._is_wide(low, high))
            if len(open_) < LOOKS_AROUND:
                return
            signs = self._chance.choice([-1.0, 1.0], len(open_))
            for way in (signs, -signs):
                self._ask(dict(zip(open_.tolist(), way.tolist(), strict=True)), low, high)

    def _ask(self, aim: dict[int, float], low: Vector, high: Vector) -> Extreme:
        found = self.program.farthest(aim)
        np.minimum(low, found.point, out=low)
        np.maximum(high, found.point, out=high)
        self._points.append(found.point)
        return found

    def _is_wide(self, low: Vector, high: Vector) -> Mask:
        """Return which intervals are wide enough, those of counts between whole numbers alone."""
        least, most = self.program.reference + low, self.program.reference + high
        least = np.where(self._counts, np.ceil(least - TINY), least)
        most = np.where(self._counts, np.floor(most + TINY), most)
        wide: Mask = most - least >= self.width - TINY
        return wide

    def _need(self, place: int, up: Extreme, down: Extreme, hidden: Mask) -> Need:
        """Return by duality what the interval lacks: its width is at most the sum of what the hidden figures add."""
        program = self.program
        help_: Vector = np.sum(
            [
                np.where(extreme.prices > TINY, extreme.prices * program.up, 0.0)
                + np.where(extreme.prices < -TINY, -extreme.prices * program.down, 0.0)
                for extreme in (up, down)
            ],
            axis=0,
        )
        width = up.change + down.change
        wanted = max(self.width, width + 0.5 if width >= self.width - TINY else 0.0)
        given = width - float(np.sum(help_[hidden & ~self._decided])) + help_[place] * (not self._decided[place])
        missing = max(wanted - given, TINY)
        others = np.where(self._decided, 0.0, np.minimum(help_ / missing, 1.0))
        others[place] = 0.0
        return Need(place, others)
