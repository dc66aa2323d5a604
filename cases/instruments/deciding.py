"""Which answers decided the band: the fewest without which it would be lower, and those that could stand in for one.

Where one answer alone holds the band up, these are exactly the answers without any one of which it would be lower.
Where several reasons would each be enough, these are the fewest that would all have to be different.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cases.instruments.answers import Answer
from cases.instruments.levels import Band
from cases.instruments.weighing import Scales


def decided_by(scales: Scales, given: Sequence[Answer]) -> list[Answer]:
    """Return the answers that decided, the heaviest first; none when the band would be the same without any."""
    return _Search(scales, sorted(_weighing(scales, given), key=_heaviest_first)).decided()


def _weighing(scales: Scales, given: Sequence[Answer]) -> list[Answer]:
    named = {place for cluster in scales.instrument.clusters for place in cluster.answers}
    return [answer for answer in given if answer.effect.points or answer.effect.at_least or answer.place in named]


def _heaviest_first(answer: Answer) -> tuple[int, str]:
    return -answer.effect.points, answer.question.key


@dataclass(frozen=True)
class _Search:
    scales: Scales
    weighing: Sequence[Answer]

    @property
    def band(self) -> Band:
        return self.scales.band(self.weighing)

    def decided(self) -> list[Answer]:
        band = self.band
        if not self._lower(band, self.weighing):
            return []
        fewest = self._fewest(band)
        return [answer for answer in self.weighing if answer in fewest or self._stands_in(band, answer, fewest)]

    def _lower(self, band: Band, without: Collection[Answer]) -> bool:
        left_out = {answer.question.key for answer in without}
        rest = [answer for answer in self.weighing if answer.question.key not in left_out]
        return self.scales.band(rest).rank < band.rank

    def _fewest(self, band: Band) -> list[Answer]:
        """Return what would have to be different: every answer that is enough alone, then the heaviest as needed."""
        enough = [answer for answer in self.weighing if self._is_enough_alone(band, answer)]
        chosen = list(enough)
        for answer in self.weighing:
            if self._lower(band, chosen):
                break
            if answer not in enough:
                chosen.append(answer)
        for answer in [answer for answer in reversed(chosen) if answer not in enough]:
            fewer = [each for each in chosen if each is not answer]
            if self._lower(band, fewer):
                chosen = fewer
        return chosen

    def _is_enough_alone(self, band: Band, answer: Answer) -> bool:
        trigger = answer.effect.at_least
        return trigger is not None and self.scales.lifted(trigger).rank >= band.rank

    def _stands_in(self, band: Band, answer: Answer, fewest: Sequence[Answer]) -> bool:
        return any(self._lower(band, [*(other for other in fewest if other is not each), answer]) for each in fewest)
