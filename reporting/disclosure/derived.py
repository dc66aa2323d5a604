"""Shares, rates, changes and averages: kept back together with the counts they are made of."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reporting.disclosure.reading import Figure
from reporting.disclosure.release import Release
from reporting.relations import Ratio, Sum, Summary, base_of

Made = dict[str, frozenset[str]]


def made_of(release: Release) -> Made:
    """Return of which counts each figure that is no count is made.

    What the file says comes first. For the rest it is tried, column by column, which quotient gives every figure; one
    for which nothing is found goes with all counts of its row, or of its column where the row has none.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for each in release.relations:
        if isinstance(each, Ratio | Summary):
            found[each.cell] |= set(each.figures[1:])
    others = release.numbers.keys() - release.counts - found.keys()
    for column in _columns(release, others):
        for key, counts in _tried(release, column).items():
            found[key] |= counts
    for key in others - found.keys():
        found[key] |= _beside(release, release.figures[key])
    return {key: frozenset(counts) for key, counts in found.items()}


def _columns(release: Release, keys: set[str]) -> list[list[Figure]]:
    columns: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for key, figure in release.figures.items():
        if key in keys:
            columns[figure.table, figure.column].append(figure)
    return list(columns.values())


def _tried(release: Release, column: list[Figure]) -> dict[str, set[str]]:
    """Return the counts of every quotient that gives all figures of the column."""
    places = max(_places(figure.value or 0) for figure in column)
    found: dict[str, set[str]] = defaultdict(set)
    for way in _ways(release, column):
        if all(_fits(release, figure, made, places) for figure, made in zip(column, way, strict=True)):
            for figure, (part, whole, _) in zip(column, way, strict=True):
                found[figure.address] |= {part, whole}
    return found


Quotient = tuple[str, str, int]


def _ways(release: Release, column: list[Figure]) -> Iterator[list[Quotient]]:
    """Yield ways in which the column may have come about: per 100 of the base, of a total, or of another column."""
    table = column[0].table
    rows = {figure.row for figure in column}
    here = [key for key in release.counts if release.figures[key].table == table]
    columns = {release.figures[key].column for key in here if release.figures[key].row in rows}
    wholes = [base_of(table), *{each.total for each in release.of_kind(Sum) if each.total in here}]
    for part in sorted(columns):
        parts = [f"{table}/{figure.row}/{part}" for figure in column]
        for whole in wholes:
            yield [(key, whole, 0) for key in parts]
        for other in sorted(columns - {part}):
            for less in (0, 100):
                yield [(key, f"{table}/{figure.row}/{other}", less) for key, figure in zip(parts, column, strict=True)]


def _fits(release: Release, figure: Figure, made: Quotient, places: int) -> bool:
    part, whole, less = made
    if part not in release.counts or whole not in release.counts:
        return False
    if release.numbers.keys().isdisjoint({part}) or not release.numbers.get(whole):
        return False
    quotient = 100 * release.numbers[part] / release.numbers[whole] - less
    return abs(quotient - (figure.value or 0)) <= 0.5 * 10.0**-places + 1e-9


def _places(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _beside(release: Release, figure: Figure) -> set[str]:
    here = [key for key in release.counts if release.figures[key].table == figure.table]
    row = {key for key in here if release.figures[key].row == figure.row}
    return row or {key for key in here if release.figures[key].column == figure.column}
