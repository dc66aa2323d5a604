"""The frame around standing columns: lines to read by, labels beneath, and the key to the fills."""

from collections.abc import Iterator, Sequence
from typing import Final

from reporting.charts.svg import (
    ACCENT,
    FAINT,
    FILLS,
    GRID,
    PAPER,
    Scale,
    area,
    element,
    line,
    text,
    wrapped,
)
from reporting.periods import MONTHS

LEFT: Final = 44
TOP: Final = 34
TALL: Final = 200
FLOOR: Final = TOP + TALL
HEIGHT: Final = FLOOR + 44
RIGHT: Final = 4
_ROOM_FOR_A_YEAR: Final = 32


def reading_lines(to_scale: Scale, width: float) -> Iterator[str]:
    """Yield a line and its figure for every step, the floor last and darker."""
    for value in reversed(to_scale.lines):
        height = FLOOR - to_scale(value)
        yield line(LEFT, height, width - RIGHT, height, stroke=FAINT if value == 0 else GRID)
        yield text(f"{value:,}", LEFT - 8, height + 4, anchor="end", fill=FAINT, size=13)


def middles(count: int, width: float) -> list[float]:
    """Return where the middles of so many columns or groups stand, evenly spread."""
    return [LEFT + slot(count, width) * (place + 0.5) for place in range(count)]


def slot(count: int, width: float) -> float:
    """Return the room for each of so many columns or groups."""
    return (width - LEFT - RIGHT) / count


def labels_beneath(labels: Sequence[str], width: float) -> Iterator[str]:
    """Yield the label of every column or group in at most two lines.

    A month is shortened to three letters, and its year stands only where it begins if there is no room for all.
    """
    room = slot(len(labels), width)
    before = ""
    for label, middle in zip(labels, middles(len(labels), width), strict=True):
        first, _, rest = label.partition(" ")
        words = f"{first[:3]} {rest}".strip() if first in MONTHS else label
        if first in MONTHS and rest == before and room < _ROOM_FOR_A_YEAR:
            words = first[:3]
        before = rest
        for number, line_ in enumerate(wrapped(words, at_most=max(5, int(room / 7.4)), lines=2)):
            yield text(line_, middle, FLOOR + 18 + 15 * number, anchor="middle", size=13)


def key(names: Sequence[str]) -> Iterator[str]:
    """Yield a small filled square and its name for each name, in one line on top."""
    start = float(LEFT)
    for number, name in enumerate(names):
        yield area(start, 3, 13, 13, fill=FILLS[number % len(FILLS)])
        yield text(name, start + 19, 14, size=13)
        start += key_width(name)


def key_to_line(name: str, start: float) -> Iterator[str]:
    """Yield a short dashed line with a dot, and its name."""
    yield dashed([(start, 9.5), (start + 24, 9.5)])
    yield dot(start + 12, 9.5)
    yield text(name, start + 31, 14, size=13)


def key_width(name: str) -> float:
    """Return about how much room an entry of the key takes."""
    return 43 + 6.6 * len(name)


def dashed(points: Sequence[tuple[float, float]]) -> str:
    """Return a dashed line through the points."""
    path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    halo = element("polyline", points=path, fill="none", stroke=PAPER, stroke_width=5)
    return halo + element("polyline", points=path, fill="none", stroke=ACCENT, stroke_width=2, stroke_dasharray="6 4")


def dot(x: float, y: float) -> str:
    """Return the dot with which a line marks a figure."""
    return element("circle", cx=x, cy=y, r=4, fill=PAPER, stroke=ACCENT, stroke_width=2)
