"""Two sides of bars that grow away from each other, such as ages by sex; further figures stand beside them."""

from collections.abc import Iterator
from typing import Final

from reporting.charts.chart import ChartError, Group, Series
from reporting.charts.svg import FAINT, FILLS, area, line, text, wrapped
from reporting.tables import Cell
from reporting.wording import figure

_LABELS: Final = 112
_FURTHER: Final = 92
_FIGURE: Final = 48
_HEADING: Final = 24
_ROW: Final = 28
_BAR: Final = 20


def age_pyramid(shown: Series, width: float) -> tuple[float, list[str]]:
    """Return the height of the drawing and its parts: a row for each group, the first two figures as bars.

    Raises:
        ChartError: there is but one column of figures.
    """
    if len(shown.names) < 2:
        raise ChartError("A pyramid needs two columns of figures, one for each side.")
    further = shown.names[2:]
    middle = _LABELS + (width - _LABELS - _FURTHER * len(further)) / 2
    longest = max([1, *(cell for group in shown.groups for cell in group.cells[:2] if isinstance(cell, int | float))])
    unit = (middle - _LABELS - _FIGURE) / longest
    parts = list(_headings(shown.names, middle, width))
    for number, group in enumerate(shown.groups):
        parts += _row(group, middle, _HEADING + (number + 0.5) * _ROW, unit, width)
    foot = _HEADING + _ROW * len(shown.groups)
    return foot + 2, [*parts, line(middle, _HEADING, middle, foot, stroke=FAINT)]


def _headings(names: tuple[str, ...], middle: float, width: float) -> Iterator[str]:
    yield text(names[0], middle - 10, 14, anchor="end", fill=FAINT, size=13)
    yield text(names[1], middle + 10, 14, fill=FAINT, size=13)
    for x, name in zip(_places(len(names) - 2, width), names[2:], strict=True):
        yield text(wrapped(name, at_most=13, lines=1)[0], x, 14, anchor="end", fill=FAINT, size=13)


def _row(group: Group, middle: float, y: float, unit: float, width: float) -> Iterator[str]:
    yield text(wrapped(group.label, at_most=15, lines=1)[0], _LABELS - 10, y + 5, anchor="end", size=13)
    yield from _bar(group.cells[0], middle, y, -unit)
    yield from _bar(group.cells[1], middle, y, unit)
    for x, cell in zip(_places(len(group.cells) - 2, width), group.cells[2:], strict=True):
        yield text(figure(cell), x, y + 5, anchor="end")


def _bar(cell: Cell, middle: float, y: float, unit: float) -> Iterator[str]:
    """Yield a bar to the left where `unit` is below zero, otherwise to the right, with its figure at its end."""
    length = cell * abs(unit) if isinstance(cell, int | float) else 0
    is_left = unit < 0
    if length:
        fill = FILLS[0 if is_left else 1]
        yield area(middle - length if is_left else middle, y - _BAR / 2, length, _BAR, fill=fill)
    end = middle - length - 7 if is_left else middle + length + 7
    yield text(figure(cell), end, y + 5, anchor="end" if is_left else "start")


def _places(number: int, width: float) -> list[float]:
    """Return where the further figures end, from left to right."""
    return [width - _FURTHER * (number - 1 - place) - 4 for place in range(number)]
