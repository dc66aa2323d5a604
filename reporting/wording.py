"""How a figure is written: the same in a table, a chart and its alternative text."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils import timezone

from reporting.periods import MONTHS
from reporting.tables import NOT_AVAILABLE, SHORTHANDS, Base, Cell, Shorthand

_MINUS: Final = "−"
_MOST_PLACES: Final = 2


def figure(cell: Cell, *, places: int = 1) -> str:
    """Return the cell as it is printed: "1,234", "12.5", "−3" or "[c]".

    Args:
        cell: the figure; one that nobody has is printed as "not available".
        places: how many places after the point a share or a rate is printed with; counts have none.
    """
    if isinstance(cell, Shorthand | None):
        return str(cell or NOT_AVAILABLE)
    text = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.{places}f}"
    return text.replace("-", _MINUS)


def spoken(cell: Cell) -> str:
    """Return the cell as a sentence says it: "1,234", "12.5" or "confidential"."""
    if isinstance(cell, Shorthand | None):
        return (cell or NOT_AVAILABLE).meaning.partition(":")[0]
    return figure(cell)


def places_needed(cells: Iterable[Cell]) -> int:
    """Return how many places after the point (one or two) a column needs for its figures to align."""
    lengths = [len(f"{cell:.{_MOST_PLACES}f}".rstrip("0").partition(".")[2]) for cell in cells if _pointed(cell)]
    return max([1, *lengths])


def base_line(base: Base) -> str:
    """Return what the figures count: "n = 262 recorded incidents"."""
    return f"n = {figure(base.n)} {base.unit}"


def shorthand_used(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return a sentence for each shorthand among the cells, in the order of the list of shorthands."""
    codes = {(cell or NOT_AVAILABLE).code for cell in cells if isinstance(cell, Shorthand | None)}
    return tuple(f"[{code}] {meaning}." for code, meaning in SHORTHANDS.items() if code in codes)


def moment(at: datetime) -> str:
    """Return a moment in words, as the clocks in Europe/London show it: "21 November 2026, 09:30"."""
    local = timezone.localtime(at)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def _pointed(cell: Cell) -> bool:
    return isinstance(cell, float)
