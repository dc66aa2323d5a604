"""Shades for figures: told apart by lightness, with a key that says from which to which figure each goes."""

import math
from collections.abc import Iterator
from typing import Final

from reporting.charts.svg import FILLS, INK, PAPER, element, text
from reporting.tables import Cell

SHADES: Final = ("#e0ebeb", "#c4d6d8", "#7fa3a9", "#123f4a")
"""From few to many."""


def shade(cell: Cell, top: float) -> str:
    """Return the fill of a figure: paper for what is not available or kept back.

    Args:
        cell: the figure.
        top: the highest figure of the drawing.
    """
    place = _place(cell, top)
    return PAPER if place is None else SHADES[place]


def ink(cell: Cell, top: float) -> str:
    """Return the colour of letters that can be read on the fill of a figure."""
    return PAPER if _place(cell, top) == len(SHADES) - 1 else INK


def key_of_shades(top: float, width: float, y: float, *, places: int = 1) -> Iterator[str]:
    """Yield a square and words for each shade, in one line whose squares begin at `y`.

    Args:
        top: the highest figure.
        width: of the drawing.
        y: the upper edge of the squares.
        places: after the point; with none, the figures are whole and the limits are rounded down.
    """
    step = width / len(SHADES)
    for number, fill in enumerate(SHADES):
        low, high = (_limit(top * part / len(SHADES), places) for part in (number, number + 1))
        words = f"up to {high}" if number == 0 else f"over {low} to {high}"
        yield element("rect", x=number * step, y=y, width=14, height=14, fill=fill, stroke=FILLS[0])
        yield text(words, number * step + 20, y + 12, size=13)


def _limit(value: float, places: int) -> str:
    return f"{value:,.{places}f}" if places else f"{math.floor(value):,}"


def _place(cell: Cell, top: float) -> int | None:
    """Return which shade a figure has, from the lightest."""
    if not isinstance(cell, int | float):
        return None
    return max(0, math.ceil(len(SHADES) * cell / top) - 1)
