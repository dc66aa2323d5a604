"""One figure of a table: a number, nothing, or what stands in brackets in its place; and the figures made of two."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

SHORTHANDS: Final = {
    "c": "confidential: the figure is small enough that it could point to a person",
    "low": "low: more than none, but it would round to 0",
    "x": "not available",
    "z": "not applicable",
}
"""What stands in brackets in place of a figure, and its meaning, as UK official statistics write it."""


class TableError(ValueError):
    """A table or report that contradicts itself; the text says where."""


@dataclass(frozen=True)
class Shorthand:
    """What is printed in place of a figure: one of `SHORTHANDS`."""

    code: str

    def __post_init__(self) -> None:
        if self.code not in SHORTHANDS:
            raise TableError(f"[{self.code}] is not a known shorthand. Known are: {', '.join(SHORTHANDS)}.")

    def __str__(self) -> str:
        return f"[{self.code}]"

    @property
    def meaning(self) -> str:
        """The shorthand in words."""
        return SHORTHANDS[self.code]


CONFIDENTIAL: Final = Shorthand("c")
LOW: Final = Shorthand("low")
NOT_AVAILABLE: Final = Shorthand("x")
NOT_APPLICABLE: Final = Shorthand("z")

Cell: TypeAlias = int | float | Shorthand | None
"""A whole number counts; one with a point is a share, a rate or an average; None is a figure nobody has."""


def share(part: int | Shorthand, whole: int | Shorthand) -> Cell:
    """Return `part` of `whole` in per cent, rounded to one place (halves up); of nothing, "not applicable".

    A share of what is kept back is kept back too.
    """
    return _quotient(part, whole, 100, nothing=NOT_APPLICABLE)


def rate(count: int | Shorthand, population: int | None, *, per: int = 1_000) -> Cell:
    """Return `count` per so many people, to one place; without a population, "not available", never 0."""
    return _quotient(count, population or 0, per, nothing=NOT_AVAILABLE)


def _quotient(part: int | Shorthand, whole: int | Shorthand, times: int, *, nothing: Shorthand) -> Cell:
    if isinstance(part, Shorthand):
        return part
    if isinstance(whole, Shorthand):
        return whole
    if whole == 0:
        return nothing
    return float((Decimal(part * times) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def require_figure(cell: object, where: str) -> None:
    """Check that this may stand in a cell.

    Raises:
        TableError: it is no number, not finite, or no shorthand; it names `where`.
    """
    if cell is None or isinstance(cell, Shorthand):
        return
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise TableError(f"{cell!r} in {where} is not a figure.")
