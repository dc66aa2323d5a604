"""Standing columns in time, with a dashed line to compare them with."""

from collections.abc import Iterator, Sequence
from typing import Final

from reporting.charts import axis
from reporting.charts.chart import Mark, Series
from reporting.charts.svg import ACCENT, FILLS, INK, PAPER, Scale, area, scale, text
from reporting.tables import Cell
from reporting.wording import figure

_WIDEST: Final = 64
_LINE: Final = 18
_LETTER: Final = 8
"""About the room that a letter or a digit takes beneath which figures of neighbours would touch."""
_NAMES_BEGIN: Final = 26


def standing_columns(shown: Series, width: float, marks: Sequence[Mark] = ()) -> tuple[float, list[str]]:
    """Return the height of the drawing and its parts; a second series becomes the line.

    Events are marked by letters beneath the months that they touch, and named at the foot.
    """
    to_scale = scale(shown.figures, length=axis.TALL)
    slot = axis.slot(len(shown.groups), width)
    middles = axis.middles(len(shown.groups), width)
    parts = list(axis.reading_lines(to_scale, width))
    for middle, group in zip(middles, shown.groups, strict=True):
        parts += _column(group.cells[0], middle, slot, to_scale)
    parts += axis.labels_beneath([group.label for group in shown.groups], width)
    compared = [group.cells[1] for group in shown.groups if len(shown.names) > 1]
    if any(isinstance(cell, int | float) for cell in compared):
        parts += [*_line(compared, middles, to_scale), *_key(shown.names)]
    for middle, group in zip(middles, shown.groups, strict=True):
        letters = " ".join(_letter(place) for place, mark in enumerate(marks) if mark.touches(group.key))
        parts.append(text(letters, middle, axis.HEIGHT + 4, anchor="middle", fill=ACCENT, size=13) if letters else "")
    foot = axis.HEIGHT + (_NAMES_BEGIN if marks else 0)
    for place, mark in enumerate(marks):
        parts.append(text(f"{_letter(place)}: {mark.words}", axis.LEFT, foot + _LINE * place, size=13))
    return foot + _LINE * len(marks), parts


def _letter(place: int) -> str:
    """Return A for the first event, Z for the 26th, then A1."""
    again, letter = divmod(place, 26)
    return chr(ord("A") + letter) + (str(again) if again else "")


def _column(cell: Cell, middle: float, slot: float, to_scale: Scale) -> Iterator[str]:
    height, width = to_scale(cell) if isinstance(cell, int | float) else 0, min(_WIDEST, slot * 0.62)
    if height:
        yield area(middle - width / 2, axis.FLOOR - height, width, height, fill=FILLS[0])
    inside = height >= 24
    yield text(
        _fitting(cell, slot),
        middle,
        axis.FLOOR - (7 if inside else height + 5),
        anchor="middle",
        fill=PAPER if inside else INK,
        size=13,
    )


def _fitting(cell: Cell, slot: float) -> str:
    """Return the figure as it is printed, or a share as a whole number where there is no room for more."""
    words = figure(cell)
    return figure(cell, places=0) if len(words) * _LETTER > slot else words


def _line(cells: list[Cell], middles: list[float], to_scale: Scale) -> Iterator[str]:
    stretch: list[tuple[float, float]] = []
    for cell, middle in zip(cells, middles, strict=True):
        if isinstance(cell, int | float):
            stretch.append((middle, axis.FLOOR - to_scale(cell)))
        else:
            yield from _drawn(stretch)
            stretch = []
    yield from _drawn(stretch)


def _drawn(stretch: list[tuple[float, float]]) -> Iterator[str]:
    if len(stretch) > 1:
        yield axis.dashed(stretch)
    yield from (axis.dot(x, y) for x, y in stretch)


def _key(names: tuple[str, ...]) -> Iterator[str]:
    yield from axis.key(names[:1])
    yield from axis.key_to_line(names[1], axis.LEFT + axis.key_width(names[0]))
