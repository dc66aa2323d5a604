"""What a table is put together from: its columns, its rows of cells, and what it counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reporting.cells import Cell, TableError, require_figure


@dataclass(frozen=True)
class Column:
    """A column of figures."""

    key: str
    label: str

    def __post_init__(self) -> None:
        require_words("A column", key=self.key, label=self.label)


@dataclass(frozen=True)
class Row:
    """A row of figures, one for each column of its table."""

    key: str
    label: str
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        require_words("A row", key=self.key, label=self.label)
        for cell in self.cells:
            require_figure(cell, f"row “{self.label}”")

    @classmethod
    def of(cls, key: str, label: str, *cells: Cell | Decimal) -> "Row":
        """Return a row; decimals, as a database returns them, become plain numbers."""
        return cls(key, label, tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in cells))


@dataclass(frozen=True)
class Base:
    """What the figures count, and how many there are: 262 "recorded incidents"."""

    unit: str
    n: Cell

    def __post_init__(self) -> None:
        require_words("A base", unit=self.unit)
        require_figure(self.n, "the base")


@dataclass(frozen=True)
class Beside:
    """A figure from elsewhere that one of a table's own is read against: a target, or what others published.

    Attributes:
        figure: the address of the table's own figure.
        label: what the other figure is, such as "Target from 1 April 2026".
        value: the other figure.
        source: who published it, in words.
    """

    figure: str
    label: str
    value: int | float
    source: str

    def __post_init__(self) -> None:
        require_words("A figure from elsewhere", figure=self.figure, label=self.label)
        require_figure(self.value, f"“{self.label}”")


def require_words(what: str, **texts: str) -> None:
    """Check that none of these is empty.

    Raises:
        TableError: one is; it names it.
    """
    for name, text in texts.items():
        if not text.strip():
            raise TableError(f"{what} needs its {name}.")


def require_different(keys: Iterable[str], where: str) -> None:
    """Check that no key is used twice.

    Raises:
        TableError: some are; it names them.
    """
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise TableError(f"The {where} use a key more than once: {', '.join(twice)}.")
