"""What the attacker has read so far."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = tuple[dict[int, float], float, float]
"""Unknowns, each times a number, which add up to something between two limits."""


@dataclass
class Knowledge:
    """What has been read so far: numbers, unknowns, and rows that hold for them."""

    numbers: dict[str, float] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def has(self, names: Iterable[str]) -> bool:
        return all(name in self.numbers or name in self.unknown for name in names)

    def tell(self, terms: Mapping[str, float], low: float, high: float) -> None:
        """Take in that the terms add up to something from `low` to `high`."""
        row: dict[int, float] = defaultdict(float)
        for name, times in terms.items():
            if name in self.numbers:
                low, high = low - times * self.numbers[name], high - times * self.numbers[name]
            else:
                row[self.unknown[name]] += times
        if row:
            self.rows.append((dict(row), low, high))

    def remainder(self, name: str, terms: Mapping[str, float]) -> None:
        """Take in that what the terms add up to is a count of something that stands nowhere."""
        if self.has(terms) and any(key in self.unknown for key in terms):
            self.unknown[name] = len(self.unknown)
            self.tell({**terms, name: -1.0}, 0.0, 0.0)
        elif self.has(terms):
            left = sum(times * self.numbers[key] for key, times in terms.items())
            self.unknown[name] = len(self.unknown)
            self.tell({name: 1.0}, left, left)


def cells_of(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every cell of a file with its address."""
    for table in document["tables"]:
        if "n" in table.get("base", {}):
            yield f"{table['id']}/base/n", table["base"]["n"]
        for row in table["rows"]:
            for column, cell in zip(table["columns"], row["cells"], strict=True):
                yield f"{table['id']}/{row['key']}/{column['key']}", cell
