"""What a risk instrument is made of. Every part is frozen: a published version never changes."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cases.instruments.levels import Band, BandRule, Thresholds
from cases.instruments.patterns import Cluster, Escalation

UNKNOWN = "unknown"
UNKNOWN_LABEL = "Don’t know"


class Kind(StrEnum):
    """How a question is answered. Every kind but text also takes `UNKNOWN`."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    FREQUENCY = "frequency"
    NUMBER = "number"
    TEXT = "text"


class Method(StrEnum):
    """How points become a score."""

    COUNT = "count"
    WEIGHTED_SUM = "weighted_sum"
    CAPPED_SECTIONS = "capped_sections"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an answer does: points, the lowest band it allows (a hard trigger), and actions it suggests."""

    points: int
    at_least: Band | None = None
    suggests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Option(Effect):
    """One answer that can be picked."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Step(Effect):
    """What a number does from `start` up to the next step."""

    start: int


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `source` says where the answer is usually found."""

    key: str
    text: str
    help: str
    source: str
    kind: Kind
    options: tuple[Option, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def required(self) -> bool:
        return self.kind is not Kind.TEXT

    @property
    def by_key(self) -> dict[str, Effect]:
        """What each answer does, by its key; that of a step is the number it begins at."""
        return {option.key: option for option in self.options} | {str(step.start): step for step in self.steps}

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The radio buttons of the form, "don’t know" last; empty for numbers and text."""
        if not self.options:
            return ()
        return (*((option.key, option.label) for option in self.options), (UNKNOWN, UNKNOWN_LABEL))

    @property
    def effects(self) -> tuple[Effect, ...]:
        return (*self.options, *self.steps)

    @property
    def most_points(self) -> int:
        return max((effect.points for effect in self.effects), default=0)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions under one heading. `cap` limits their points when the method caps sections."""

    key: str
    title: str
    questions: tuple[Question, ...]
    cap: int | None = None


@dataclass(frozen=True, kw_only=True)
class SuggestedAction:
    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One version of one instrument.

    `fingerprint` is the SHA-256 of the document's content, to show that a stored assessment used these very words.
    `thresholds` are those of the document, or the partnership's own where it has set some. From `unknowns_limit`
    unknown answers on, the review comes after `unknowns_review_in_days` days at the latest.
    """

    key: str
    version: int
    title: str
    about: str
    published: date
    method: Method
    sections: tuple[Section, ...]
    bands: tuple[tuple[Band, BandRule], ...]
    thresholds: Thresholds
    escalations: tuple[Escalation, ...]
    unknowns_limit: int
    unknowns_review_in_days: int
    actions: tuple[SuggestedAction, ...]
    fingerprint: str
    clusters: tuple[Cluster, ...] = ()
    licence: str = ""
    is_example: bool = False

    @property
    def levels(self) -> tuple[Band, ...]:
        """The bands that this instrument has, from low to high; one with a single threshold has no medium."""
        return tuple(band for band, _ in self.bands)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def rule_of(self, band: Band) -> BandRule:
        """Return what follows from a band; of one that the instrument has not, what follows from the next above."""
        return next(rule for level, rule in self.bands if level.rank >= band.rank)

    def raised(self, band: Band, levels: int) -> Band:
        """Return the band so many of the instrument's own levels up; nothing is above high."""
        above = [level for level in self.levels if level.rank > band.rank][:levels]
        return above[-1] if above else band

    def repeats(self, thresholds: Thresholds) -> tuple[Escalation, ...]:
        """Return the rules on repeats, the first one with the numbers of these thresholds."""
        first, *others = self.escalations
        return (replace(first, incidents=thresholds.incidents, within_days=thresholds.within_days), *others)

    def question(self, key: str) -> Question:
        """Return the question with this key; raises `KeyError` when there is none."""
        return {question.key: question for question in self.questions}[key]
