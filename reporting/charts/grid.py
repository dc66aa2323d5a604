"""A grid of shades, such as the days of the week by the hours: every field carries its figure."""

from collections.abc import Iterator
from typing import Final

from reporting.charts.chart import Series
from reporting.charts.shades import ink, key_of_shades, shade
from reporting.charts.svg import FILLS, element, text, wrapped
from reporting.tables import Cell
from reporting.wording import figure

_LABELS: Final = 96
_ROW: Final = 28
_LINE: Final = 15


def shaded_grid(shown: Series, width: float) -> tuple[float, list[str]]:
    """Return the height of the drawing and its parts: a row for each group, a field for each of its figures."""
    top = max(shown.figures)
    field = (width - _LABELS - 1) / len(shown.names)
    heads = [wrapped(name, at_most=max(5, int(field / 7.2)), lines=3) for name in shown.names]
    above = 30 + _LINE * max(map(len, heads))
    parts = list(key_of_shades(top, width, 0, places=0))
    for place, lines in enumerate(heads):
        parts += _head(lines, _LABELS + (place + 0.5) * field, above)
    for number, group in enumerate(shown.groups):
        y = above + number * _ROW
        parts.append(text(group.label, _LABELS - 8, y + 19, anchor="end", size=13))
        for place, cell in enumerate(group.cells):
            parts += _field(cell, top, _LABELS + place * field, y, field)
    return above + _ROW * len(shown.groups) + 1, parts


def _head(lines: list[str], middle: float, foot: float) -> Iterator[str]:
    for number, words in enumerate(reversed(lines)):
        yield text(words, middle, foot - 6 - _LINE * number, anchor="middle", size=13)


def _field(cell: Cell, top: float, x: float, y: float, width: float) -> Iterator[str]:
    yield element("rect", x=x, y=y, width=width, height=_ROW, fill=shade(cell, top), stroke=FILLS[0], stroke_width=1)
    yield text(figure(cell), x + width / 2, y + 19, anchor="middle", fill=ink(cell, top), size=13)
