"""Lying bars: how often each of several things was recorded."""

from collections.abc import Iterator
from typing import Final

from reporting.charts.chart import Group, Series
from reporting.charts.svg import FAINT, FILLS, WIDTH, area, line, text, wrapped
from reporting.wording import figure

_BAR: Final = 20
_LINE: Final = 16
_FIGURE: Final = 64
_HEADING: Final = 22


def lying_bars(shown: Series, width: float) -> tuple[float, list[str]]:
    """Return the height of the drawing and its parts: a bar, a label and a figure for each row."""
    start = width * 0.32
    unit = (width - start - _FIGURE) / max(shown.figures)
    parts = [text(shown.heading, start, 13, fill=FAINT, size=13)]
    top = float(_HEADING)
    for group in shown.groups:
        label = wrapped(group.label, at_most=int(start / 7.4), lines=2 if width >= WIDTH else 3)
        height = 16 + _LINE * len(label)
        parts += [*_label(label, start, top + height / 2), *_bar(group, start, top + height / 2, unit)]
        top += height
    return top, [*parts, line(start, _HEADING + 2, start, top - 2, stroke=FAINT)]


def _bar(group: Group, start: float, middle: float, unit: float) -> Iterator[str]:
    cell = group.cells[0]
    length = cell * unit if isinstance(cell, int | float) else 0
    if length:
        yield area(start, middle - _BAR / 2, length, _BAR, fill=FILLS[0])
    yield text(figure(cell), start + length + 8, middle + 5)


def _label(lines: list[str], start: float, middle: float) -> Iterator[str]:
    first = middle + 5 - _LINE / 2 * (len(lines) - 1)
    for number, words in enumerate(lines):
        yield text(words, start - 10, first + _LINE * number, anchor="end")
