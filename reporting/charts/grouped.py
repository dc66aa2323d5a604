"""Columns in groups, such as age bands by sex."""

from collections.abc import Iterator
from typing import Final

from reporting.charts import axis
from reporting.charts.chart import Group, Series
from reporting.charts.svg import FILLS, Scale, area, scale, text
from reporting.wording import figure

_WIDEST: Final = 30


def grouped_columns(shown: Series, width: float) -> tuple[float, list[str]]:
    """Return the height of the drawing and its parts: a group for each row, a fill for each column."""
    to_scale = scale(shown.figures, length=axis.TALL)
    slot = axis.slot(len(shown.groups), width)
    room = min(_WIDEST, slot * 0.84 / len(shown.names))
    size = _letter_size(shown, room)
    parts = list(axis.reading_lines(to_scale, width))
    for group, middle in zip(shown.groups, axis.middles(len(shown.groups), width), strict=True):
        parts += _group(group, middle, room, to_scale, size)
    parts += axis.labels_beneath([group.label for group in shown.groups], width)
    return axis.HEIGHT, [*parts, *axis.key(shown.names)]


def _letter_size(shown: Series, width: float) -> int:
    """Return the size at which the longest figure is no wider than its column, between 8 and 12."""
    longest = max(len(figure(cell)) for group in shown.groups for cell in group.cells)
    return max(8, min(12, int(width / longest / 0.55)))


def _group(group: Group, middle: float, width: float, to_scale: Scale, size: int) -> Iterator[str]:
    start = middle - width * len(group.cells) / 2
    for number, cell in enumerate(group.cells):
        left = start + number * width
        height = to_scale(cell) if isinstance(cell, int | float) else 0
        if height:
            yield area(left + 1, axis.FLOOR - height, width - 2, height, fill=FILLS[number % len(FILLS)])
        yield text(figure(cell), left + width / 2, axis.FLOOR - height - 5, anchor="middle", size=size)
