"""Everything published so far and the new release as one system: what a reader who has kept it all can reckon with."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import Final

from reporting.disclosure.implied import implied_sums
from reporting.disclosure.primary import is_small
from reporting.disclosure.release import Release
from reporting.disclosure.system import ANY, System, Unknown
from reporting.relations import Ratio, Sum, Within, YearBefore

DATED: Final = re.compile(r"\d{4}-\d{2}(-\d{2})?")
"""The key of a row that is about a month or a day: it says the same in every report that has it."""

Period = tuple[date, date]
Costs = Mapping[str, float]


class Linked:
    """The system of a new release and those before it.

    The figures of the new release have their addresses as names; those of earlier ones have the number of the
    release before it.
    """

    def __init__(self, releases: Sequence[Release], *, sensitive: frozenset[str], costs: Costs, threshold: int) -> None:
        """Link the releases.

        Args:
            releases: the new one first, then all that were published before, of the same data.
            sensitive: the addresses of the new release that must be kept back.
            costs: what it costs to keep back each count of the new release.
            threshold: counts below it are small.
        """
        self.system, self._releases, self._threshold = System(), releases, threshold
        self._constants: dict[str, float] = {}
        for number, release in enumerate(releases):
            self._figures(number, release, sensitive, costs)
        for number, release in enumerate(releases):
            self._within_release(number, release)
        for one, other in combinations(range(len(releases)), 2):
            self._same_or_year_before(one, other)
        for number in range(len(releases)):
            self._over_time(number)

    def _figures(self, number: int, release: Release, sensitive: frozenset[str], costs: Costs) -> None:
        for key in release.counts:
            name, value = _name(number, key), release.numbers.get(key)
            if number and value is not None:
                self._constants[name] = value
                continue
            cost = costs[key] if value is not None else None
            is_count = value is None or value == int(value)
            least = 0.0 if value is None or value >= 0 else -ANY
            self.system.add(Unknown(name, value, cost, key in sensitive, is_count=is_count, least=least))

    def _within_release(self, number: int, release: Release) -> None:
        for each in (*release.of_kind(Sum), *implied_sums(release)):
            self._equate(number, {each.total: -1.0} | dict.fromkeys(each.parts, 1.0))
        for each in release.of_kind(Within):
            self._rest(number, each)
        for each in release.of_kind(Ratio):
            if number and each.cell in release.numbers:
                self._ratio(number, each, release.numbers[each.cell])

    def _equate(self, number: int, terms: Mapping[str, float]) -> None:
        self.system.equate({_name(number, key): times for key, times in terms.items()}, self._constants)

    def _rest(self, number: int, each: Within) -> None:
        """What the whole has beyond the part is a count that nobody publishes, and that may be small."""
        whole, part = _name(number, each.whole), _name(number, each.part)
        self._hold_back(f"the rest of {whole} without {part}", {whole: 1.0, part: -1.0})

    def _hold_back(self, name: str, terms: Mapping[str, float]) -> None:
        """Add what the terms add up to: a count that stands nowhere, guarded where it is small, or may be."""
        values = [self._value(key) for key in terms]
        known = None if None in values else sum(t * (v or 0) for t, v in zip(terms.values(), values, strict=True))
        if known is not None and known < 0:
            return
        if all(key in self._constants for key in terms):
            return
        guarded = known is None or is_small(known, self._threshold)
        self.system.add(Unknown(name, known, None, is_guarded=guarded))
        self.system.equate({**terms, name: -1.0}, self._constants)

    def _value(self, name: str) -> float | None:
        return self._constants[name] if name in self._constants else self.system.unknowns[name].value

    def _ratio(self, number: int, each: Ratio, value: float) -> None:
        """A rounded quotient tells between which two others the true one lies."""
        half = 0.5 * 10.0**-each.places
        for sign in (1.0, -1.0):
            edge = value + each.less + sign * half
            fixed = -edge * each.whole if isinstance(each.whole, int) else 0.0
            terms = {_name(number, each.part): float(each.per)}
            if isinstance(each.whole, str):
                terms[_name(number, each.whole)] = -edge
            least, most = (-ANY, -fixed) if sign > 0 else (-fixed, ANY)
            self.system.equate(terms, self._constants, least=least, most=most)

    def _same_or_year_before(self, one: int, other: int) -> None:
        first, second = self._releases[one].period, self._releases[other].period
        if not first or not second or not self._is_of_one(one, other):
            return
        if first == second:
            self._same(one, other, ((key, key) for key in self._common(one, other)))
        for later, earlier in ((one, other), (other, one)):
            if _year_before(self._releases[later].period) == self._releases[earlier].period:
                told = (each for each in self._releases[later].relations if isinstance(each, YearBefore))
                self._same(later, earlier, ((each.cell, each.of) for each in told))

    def _same(self, one: int, other: int, pairs: Iterable[tuple[str, str]]) -> None:
        for first, second in pairs:
            if first in self._releases[one].counts and second in self._releases[other].counts:
                self.system.equate({_name(one, first): 1.0, _name(other, second): -1.0}, self._constants)

    def _is_of_one(self, one: int, other: int) -> bool:
        return self._releases[one].partnership == self._releases[other].partnership

    def _common(self, one: int, other: int) -> frozenset[str]:
        return self._releases[one].counts & self._releases[other].counts

    def _over_time(self, number: int) -> None:
        """What the shorter periods within a longer one publish adds up to it, with what is not published yet."""
        children = self._children(number)
        if not children:
            return
        is_whole = _covers([self._releases[child].period for child in children], self._releases[number].period)
        for key in sorted(self._releases[number].counts):
            figure = self._releases[number].figures[key]
            there = [child for child in children if key in self._releases[child].counts]
            if DATED.fullmatch(figure.row) or DATED.fullmatch(figure.column):
                for child in there:
                    self._same(number, child, [(key, key)])
            elif there and not self._stands(key, number, *there):
                has_all = is_whole and all(self._counts_it(child, key) for child in children)
                self._add_up(number, key, there, has_all=has_all)
        for each in self._releases[number].of_kind(Within):
            whole, part = _rest_of(number, each.whole), _rest_of(number, each.part)
            if {whole, part} <= self.system.unknowns.keys():
                self.system.equate({whole: 1.0, part: -1.0}, self._constants, most=ANY)

    def _children(self, number: int) -> list[int]:
        """Return one release of each of the longest periods that lie within this one, or none if those overlap."""
        mine = self._releases[number].period
        within = {
            release.period: other
            for other, release in reversed(list(enumerate(self._releases)))
            if mine and release.period and self._is_of_one(number, other) and _lies_within(release.period, mine)
        }
        longest = sorted(one for one in within if not any(_lies_within(one, other) for other in within))
        apart = all(one[1] < other[0] for one, other in pairwise(longest))
        return [within[period] for period in longest] if apart else []

    def _stands(self, key: str, *numbers: int) -> bool:
        return any(key in self._releases[number].standing for number in numbers)

    def _counts_it(self, child: int, key: str) -> bool:
        """Return whether the release tells this figure: it has its table, and what is missing in a table is none."""
        table = self._releases[0].figures.get(key) or next(
            release.figures[key] for release in self._releases if key in release.figures
        )
        return any(figure.table == table.table for figure in self._releases[child].figures.values())

    def _add_up(self, number: int, key: str, children: Sequence[int], *, has_all: bool) -> None:
        terms = {_name(number, key): 1.0} | {_name(child, key): -1.0 for child in children}
        if has_all:
            self.system.equate(terms, self._constants)
        else:
            self._hold_back(_rest_of(number, key), terms)


def _name(number: int, key: str) -> str:
    return f"release {number}: {key}" if number else key


def _rest_of(number: int, key: str) -> str:
    """Return the name of what is left of a figure beyond the shorter periods that are published."""
    return f"the rest of {_name(number, key)} beyond what is published of it"


def _lies_within(one: Period, other: Period) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _covers(children: Sequence[Period | None], whole: Period | None) -> bool:
    days = sum((last - first).days + 1 for first, last in (each for each in children if each))
    return whole is not None and days == (whole[1] - whole[0]).days + 1


def _year_before(period: Period | None) -> Period | None:
    """Return the same period a year before; a day that the year before does not have becomes the last of its month."""
    return (_back(period[0]), _back(period[1])) if period else None


def _back(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28) if is_leap_day else day.replace(year=day.year - 1)
