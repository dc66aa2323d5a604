"""The few pieces of SVG that the charts are drawn with: attributes only, as a strict page refuses styles."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final, Literal, TypeAlias

Anchor: TypeAlias = Literal["start", "middle", "end"]

INK: Final = "#1c2b30"
FAINT: Final = "#46585c"
GRID: Final = "#d3dfe0"
PAPER: Final = "#ffffff"
ACCENT: Final = "#a4500f"
FILLS: Final = ("#123f4a", "#8fd3c8", "#eef4f4", "#bfd0d2")
"""Told apart by lightness, so that they still are in grey; every area also has an outline of the first."""
FONTS: Final = "'Source Sans 3', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
WIDTH: Final = 640
"""How wide a drawing is unless it is given more room; one unit is one pixel of a page."""


@dataclass(frozen=True)
class Scale:
    """From figures to lengths: lines stand `step` apart up to `top`, which is drawn `length` long."""

    top: int
    step: int
    length: float

    def __call__(self, value: float) -> float:
        return self.length * value / self.top

    @property
    def lines(self) -> range:
        """The figures at which a line is drawn, from 0 to the top."""
        return range(0, self.top + 1, self.step)


def scale(values: Iterable[float], *, length: float, lines: int = 4) -> Scale:
    """Return a scale with round steps (1, 2 or 5 times a power of ten) that ends at or above every value."""
    highest = max([1.0, *values])
    rough = highest / lines
    power = 10 ** max(0, math.floor(math.log10(rough)))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    return Scale(top=step * math.ceil(highest / step), step=step, length=length)


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """Return an element; `stroke_width=1` becomes `stroke-width="1"`. What is inside is SVG already."""
    written = "".join(f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, x: float, y: float, *, anchor: Anchor = "start", fill: str = INK, size: int = 14) -> str:
    """Return a line of text whose base line is at `y`."""
    return element("text", escape(_printable(words)), x=x, y=y, text_anchor=anchor, fill=fill, font_size=size)


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = GRID) -> str:
    """Return a thin line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=1)


def area(x: float, y: float, width: float, height: float, *, fill: str) -> str:
    """Return a filled rectangle with a thin dark outline."""
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=FILLS[0], stroke_width=1)


def picture(name: str, alternative: str, size: tuple[float, float], parts: Iterable[str]) -> str:
    """Return the whole drawing, wide and high as `size` says; its `name` is unique on the page."""
    width, height = (_value(length) for length in size)
    title = element("title", escape(_printable(alternative)), id=f"{name}-words")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="site-chart" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-labelledby="{escape(name)}-words"'
        f' font-family="{escape(FONTS)}">{title}{"".join(parts)}</svg>'
    )


def wrapped(words: str, *, at_most: int, lines: int) -> list[str]:
    """Return `words` broken into at most so many lines of so many letters, “…” for what does not fit."""
    found = wrap(words, width=at_most, max_lines=lines, placeholder=" …")
    return found or [""]


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _printable(words: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in words)
