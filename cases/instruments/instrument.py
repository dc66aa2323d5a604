"""What a risk instrument is made of. Every part is frozen: a published version never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNKNOWN = "unknown"
UNKNOWN_LABEL = "Don’t know"


class Band(StrEnum):
    """The three levels of risk. Compare them by `rank`: as text, "high" would come before "low"."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return list(Band).index(self)

    @property
    def label(self) -> str:
        return self.value.capitalize()

    def raised(self, levels: int) -> "Band":
        """Return the band so many levels up; nothing is above high."""
        return list(Band)[min(self.rank + levels, Band.HIGH.rank)]


def highest(bands: Iterable[Band]) -> Band:
    return max(bands, key=lambda band: band.rank)


class Recommendation(StrEnum):
    SINGLE_AGENCY = "single_agency"
    MULTI_AGENCY = "multi_agency"

    @property
    def label(self) -> str:
        return self.value.replace("_", "-").capitalize()


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
class BandRule:
    """What follows from a band; `review_in_days` counts calendar days."""

    review_in_days: int
    recommends: Recommendation


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The points from which a band begins, and how many incidents in how many days escalate.

    The instrument carries its own; a partnership may set others with `dataclasses.replace`.

    Raises:
        ValueError: with a sentence, when the numbers contradict each other.
    """

    medium: int
    high: int
    incidents: int
    within_days: int

    def __post_init__(self) -> None:
        if not 0 < self.medium < self.high:
            raise ValueError(
                f"Medium must begin above 0 points and below high; they begin at {self.medium} and {self.high}"
            )
        if self.incidents < 2:
            raise ValueError("It takes at least 2 incidents to call it a repeat")
        if self.within_days < 1:
            raise ValueError("Incidents must be counted over at least 1 day")

    def band_of(self, points: int) -> Band:
        if points >= self.high:
            return Band.HIGH
        return Band.MEDIUM if points >= self.medium else Band.LOW

    def start_of(self, band: Band) -> int:
        return {Band.LOW: 0, Band.MEDIUM: self.medium, Band.HIGH: self.high}[band]


@dataclass(frozen=True, kw_only=True)
class SuggestedAction:
    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One version of one instrument.

    `fingerprint` is the SHA-256 of the document's content, to show that a stored assessment used these very words.
    `escalation_levels` says how many levels a repeat raises the band. From `unknowns_limit` unknown answers on,
    the review comes after `unknowns_review_in_days` days at the latest.
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
    escalation_levels: int
    unknowns_limit: int
    unknowns_review_in_days: int
    actions: tuple[SuggestedAction, ...]
    fingerprint: str

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def rule_of(self, band: Band) -> BandRule:
        return dict(self.bands)[band]

    def question(self, key: str) -> Question:
        """Return the question with this key; raises `KeyError` when there is none."""
        return {question.key: question for question in self.questions}[key]
