"""What answers add up to: points, the rules that they set off, and the band."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cases.instruments.answers import Answer
from cases.instruments.instrument import Instrument, Method
from cases.instruments.levels import Band, Thresholds, highest
from cases.instruments.patterns import Cluster, Escalation

Answers = Sequence[Answer]


@dataclass(frozen=True, kw_only=True)
class Scales:
    """What answers are weighed with: the instrument, the thresholds, and the rules on repeats that apply."""

    instrument: Instrument
    thresholds: Thresholds
    repeats: tuple[Escalation, ...]

    def band(self, given: Answers) -> Band:
        """Return the band that these answers give, everything else unknown."""
        return self.lifted(self.floor(given))

    def lifted(self, floor: Band) -> Band:
        """Return the band after repeats. What makes it at least a band comes first, so that no order matters."""
        floors = [rule.at_least for rule in self.repeats if rule.at_least]
        raises = max((rule.raises_by for rule in self.repeats), default=0)
        return self.instrument.raised(highest([floor, *floors]), raises)

    def floor(self, given: Answers) -> Band:
        """Return the band by the answers alone, before repeats."""
        by_answers = [answer.effect.at_least for answer in given if answer.effect.at_least]
        by_clusters = [cluster.at_least for cluster, _ in self.clusters(given)]
        return highest([self.by_points(given), *by_answers, *by_clusters])

    def by_points(self, given: Answers) -> Band:
        return self.thresholds.band_of(points_of(self.instrument.method, given))

    def clusters(self, given: Answers) -> list[tuple[Cluster, list[Answer]]]:
        """Return the clusters of which there are enough answers, each with those."""
        found = [
            (cluster, [answer for answer in given if answer.place in cluster.answers])
            for cluster in self.instrument.clusters
        ]
        return [(cluster, answers) for cluster, answers in found if len(answers) >= cluster.needs]


def points_of(method: Method, given: Answers) -> int:
    """Return the score."""
    return _METHODS[method](given)


def _count(given: Answers) -> int:
    return sum(1 for answer in given if answer.effect.points > 0)


def _weighted_sum(given: Answers) -> int:
    return sum(answer.effect.points for answer in given)


def _capped_sections(given: Answers) -> int:
    sections = {answer.section.key: answer.section for answer in given}
    total = 0
    for key, section in sections.items():
        points = _weighted_sum([answer for answer in given if answer.section.key == key])
        total += points if section.cap is None else min(points, section.cap)
    return total


_METHODS: Mapping[Method, Callable[[Answers], int]] = {
    Method.COUNT: _count,
    Method.WEIGHTED_SUM: _weighted_sum,
    Method.CAPPED_SECTIONS: _capped_sections,
}
