"""From published files alone: between which values each figure that reads [c] must lie.

It reads the files by itself and shares nothing with what protects them, so that a mistake there does not hide here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from reporting.disclosure.attack.comparing import compare
from reporting.disclosure.attack.guessing import Quotient, quotients
from reporting.disclosure.attack.knowledge import Knowledge, cells_of
from reporting.disclosure.attack.program import extremes


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure must lie.

    Attributes:
        name: its address, with the number of its file where there are several.
        low, high: the least and the greatest value; inf where nothing limits it.
        is_published: it stands in a file as [c]; otherwise it is what remains of another figure.
    """

    name: str
    low: float
    high: float
    is_published: bool

    def is_narrow(self, *, threshold: int, width: float) -> bool:
        """Return whether this places the figure too closely; what stands nowhere matters only where it is small."""
        if self.high - self.low >= width - 1e-6:
            return False
        return self.is_published or (self.low < threshold and self.high >= 1)

    def __str__(self) -> str:
        if self.high == inf:
            return f"{self.name}: {self.low:g} or more"
        return f"{self.name}: {self.low:g} to {self.high:g}" if self.low < self.high else f"{self.name}: {self.low:g}"


def attack(documents: Sequence[dict[str, Any]], *, wide: float = inf) -> list[Interval]:
    """Return where each figure lies that the files keep back, and each that they imply without printing it.

    Args:
        documents: published files of schema `report-tables/1`, in order.
        wide: a figure that can lie so far apart is not looked at any further, which saves most of the time; its
            interval is then a part of the true one. Without it, every interval is exact.
    """
    known = Knowledge()
    several = len(documents) > 1
    prefixes = [f"file {number}: " if several else "" for number in range(1, len(documents) + 1)]
    for document, prefix in zip(documents, prefixes, strict=True):
        _read(known, document, prefix)
    published = set(known.unknown)
    for document, prefix in zip(documents, prefixes, strict=True):
        _relate(known, document, prefix)
    compare(known, documents, prefixes)
    return [Interval(name, low, high, name in published) for name, (low, high) in extremes(known, wide=wide).items()]


def _read(known: Knowledge, document: dict[str, Any], prefix: str) -> None:
    shares = _shares(document)
    for place, cell in cells_of(document):
        if isinstance(cell, int | float):
            known.numbers[prefix + place] = cell
        elif isinstance(cell, dict) and cell.get("shorthand") == "c" and place not in shares:
            known.unknown[prefix + place] = len(known.unknown)


def _shares(document: dict[str, Any]) -> set[str]:
    """Return where shares and rates stand, and what these were a year before: none of them counts anybody."""
    made = {each.cell for table in document["tables"] for each in quotients(table, document)}
    before = {
        each["cell"] for table in document["tables"] for each in table.get("year_before", ()) if each["of"] in made
    }
    return made | before


def _relate(known: Knowledge, document: dict[str, Any], prefix: str) -> None:
    for each in document.get("sums", []):
        names = [prefix + name for name in (each["total"], *each["parts"])]
        if known.has(names):
            known.tell({names[0]: 1.0} | dict.fromkeys(names[1:], -1.0), 0.0, 0.0)
    for table in document["tables"]:
        for each in table.get("within", []):
            whole, part = prefix + each["whole"], prefix + each["part"]
            known.remainder(f"{whole} beyond {part}", {whole: 1.0, part: -1.0})
        for each in quotients(table, document):
            _quotient(known, each, prefix)


def _quotient(known: Knowledge, each: Quotient, prefix: str) -> None:
    """A share that is printed lies within half a unit of its last place: part ≥ low × whole and part ≤ high × whole."""
    value = known.numbers.get(prefix + each.cell)
    if value is None or not known.has([prefix + each.part]):
        return
    for edge, low, high in ((-each.half, 0.0, inf), (each.half, -inf, 0.0)):
        share = (value + each.less + edge) / each.per
        if isinstance(each.whole, str):
            if known.has([prefix + each.whole]):
                known.tell({prefix + each.part: 1.0, prefix + each.whole: -share}, low, high)
        else:
            known.tell({prefix + each.part: 1.0}, low + share * each.whole, high + share * each.whole)
