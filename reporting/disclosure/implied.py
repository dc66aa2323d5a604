"""Sums that a file does not declare, and that every reader sees at once: the number in a table's base.

A base usually is the table’s total, or all its rows together. Where the numbers say so, it is taken for that: a sum
that is true but was not meant costs a little; one that was meant and left out tells an attacker more than us.
"""

from collections import defaultdict
from collections.abc import Iterator

from reporting.disclosure.reading import Figure
from reporting.disclosure.release import CLOSE, Release
from reporting.relations import Sum, base_of


def implied_sums(release: Release) -> list[Sum]:
    """Return what each base that no declared sum speaks of adds up."""
    told = {key for each in release.of_kind(Sum) for key in each.figures}
    totals = {each.total for each in release.of_kind(Sum) if len(each.parts) > 1}
    tables: dict[str, list[Figure]] = defaultdict(list)
    for key in sorted(release.counts & release.numbers.keys()):
        tables[release.figures[key].table].append(release.figures[key])
    bases = ((base_of(table), figures) for table, figures in tables.items())
    return [
        Sum(base, parts)
        for base, figures in bases
        if base in release.numbers and base not in told
        for parts in _parts(base, figures, totals)
        if abs(sum(release.numbers[key] for key in parts) - release.numbers[base]) <= CLOSE
    ]


def _parts(base: str, figures: list[Figure], totals: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield each total of the table, and each column without its totals."""
    yield from ((each.address,) for each in figures if each.address in totals)
    columns: dict[str, list[str]] = defaultdict(list)
    for each in figures:
        if each.address not in totals | {base}:
            columns[each.column].append(each.address)
    yield from (tuple(parts) for parts in columns.values())
