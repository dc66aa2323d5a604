"""Whether every band can be reached: a level that no answers lead to would be a promise that nobody can keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cases.instruments import building
from cases.instruments.instrument import Effect, Method, Question, Section
from cases.instruments.levels import Band, Thresholds, highest
from cases.instruments.patterns import Cluster

MOST_STATES = 500
State = tuple[Band, tuple[int, ...]]
"""The highest band that a trigger asks for, and how many answers there are of each cluster."""
Sums = dict[State, int]
"""For each state the points that can come with it: bit n stands for n points."""


class TooMany(Exception):
    """There are too many combinations to look at."""


def out_of_reach(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each band of a sound document that no answers lead to."""
    sections = building.sections(data)
    clusters = building.clusters(data, [question for section in sections for question in section.questions])
    return unreachable(Method(data["method"]), sections, clusters, building.thresholds(data))


def unreachable(
    method: Method, sections: tuple[Section, ...], clusters: tuple[Cluster, ...], thresholds: Thresholds
) -> Iterator[str]:
    """Yield a sentence for each band that no answers lead to: high by points alone, medium in any way.

    Low is always within reach, because not knowing adds nothing.
    """
    most = sum(_most(method, section) for section in sections)
    if most < thresholds.high:
        yield f"Band “high”: it begins at {thresholds.high} points but the answers give {most} at most"
    if thresholds.medium is None:
        return
    try:
        is_reached = _Ways(method, clusters, thresholds).lead_to_medium(sections)
    except TooMany:
        yield "Clusters: they overlap in too many ways to show that every band can be reached; use fewer"
        return
    if not is_reached:
        yield (
            f"Band “medium”: it begins at {thresholds.medium} points and high at {thresholds.high}, "
            "but no answers lead to it"
        )


def _most(method: Method, section: Section) -> int:
    each = [max((_points(method, effect) for effect in question.effects), default=0) for question in section.questions]
    cap = _cap(method, section)
    return sum(each) if cap is None else min(sum(each), cap)


def _points(method: Method, effect: Effect) -> int:
    return min(effect.points, 1) if method is Method.COUNT else effect.points


def _cap(method: Method, section: Section) -> int | None:
    return section.cap if method is Method.CAPPED_SECTIONS else None


@dataclass(frozen=True)
class _Ways:
    """All ways to answer that do not lead to high by a trigger or a cluster."""

    method: Method
    clusters: tuple[Cluster, ...]
    thresholds: Thresholds

    def lead_to_medium(self, sections: tuple[Section, ...]) -> bool:
        start: Sums = {(Band.LOW, (0,) * len(self.clusters)): 1}
        total = start
        for section in sections:
            found = start
            for question in section.questions:
                found = self._joined(found, self._choices(question))
            total = self._joined(
                total, {state: _folded(sums, _cap(self.method, section)) for state, sums in found.items()}
            )
        return any(self._is_medium(state, sums) for state, sums in total.items())

    def _choices(self, question: Question) -> Sums:
        """Return what one question can add; not knowing adds nothing."""
        choices: Sums = {(Band.LOW, (0,) * len(self.clusters)): 1}
        for key, effect in question.by_key.items():
            if effect.at_least is Band.HIGH:
                continue
            counted = tuple(int((question.key, key) in cluster.answers) for cluster in self.clusters)
            state = (effect.at_least or Band.LOW, counted)
            choices[state] = choices.get(state, 0) | 1 << _points(self.method, effect)
        return choices

    def _joined(self, before: Sums, added: Sums) -> Sums:
        joined: Sums = {}
        for one, sums in before.items():
            for other, points in added.items():
                state = self._together(one, other)
                if state[0] is not Band.HIGH:
                    joined[state] = joined.get(state, 0) | _added(sums, points)
            if len(joined) > MOST_STATES:
                raise TooMany
        return joined

    def _together(self, one: State, other: State) -> State:
        """Return the state of both. Where it is medium already, a cluster that asks for medium adds nothing."""
        counts = [first + second for first, second in zip(one[1], other[1], strict=True)]
        together = list(zip(self.clusters, counts, strict=True))
        complete = [cluster.at_least for cluster, count in together if count >= cluster.needs]
        floor = highest([one[0], other[0], *complete])
        return floor, tuple(count if cluster.at_least.rank > floor.rank else 0 for cluster, count in together)

    def _is_medium(self, state: State, sums: int) -> bool:
        below_high = sums & ((1 << self.thresholds.high) - 1)
        if state[0] is Band.MEDIUM:
            return below_high > 0
        return below_high >> (self.thresholds.medium or 0) > 0


def _added(sums: int, points: int) -> int:
    """Return every sum of one number from each."""
    fewer, more = sorted((sums, points), key=int.bit_count)
    found = 0
    for place in range(fewer.bit_length()):
        if fewer >> place & 1:
            found |= more << place
    return found


def _folded(sums: int, cap: int | None) -> int:
    """Return the sums with everything above the cap counted as the cap."""
    if cap is None or sums >> cap == 0:
        return sums
    return sums & ((1 << cap) - 1) | 1 << cap
