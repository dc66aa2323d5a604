"""What scoring gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.instruments.instrument import SuggestedAction
from cases.instruments.levels import Band, Recommendation, Reviewer, Thresholds
from cases.instruments.patterns import Escalation


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """An answer, with its points."""

    question: str
    text: str
    answer: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """An answer that by itself makes the risk at least a band."""

    question: str
    text: str
    answer: str
    at_least: Band


@dataclass(frozen=True, kw_only=True)
class Together:
    """Answers that together make the risk at least a band."""

    cluster: str
    text: str
    answers: tuple[Deciding, ...]
    at_least: Band


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """A rule on repeats that applies, and how many incidents there were."""

    rule: Escalation
    incidents: int


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A question whose answer is not known yet."""

    question: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """The outcome of an assessment.

    `score` is in points, `review_in_days` in calendar days. `band_by_score` is the band before triggers and repeats.
    `deciding` are the answers that decided the band (`cases.instruments.deciding`), `weighing` all that gave points.
    `escalated` says that there were as many incidents as the instrument calls a repeat; `repeats` says by which rules.
    `incidents` is what was counted, by the key of each rule. `levels` are the bands that the instrument has.
    """

    instrument: str
    version: int
    fingerprint: str
    score: int
    band_by_score: Band
    band: Band
    deciding: tuple[Deciding, ...]
    weighing: tuple[Deciding, ...]
    triggers: tuple[Trigger, ...]
    clusters: tuple[Together, ...]
    escalated: bool
    repeats: tuple[Repeat, ...]
    incidents: Mapping[str, int]
    unknowns: tuple[Unknown, ...]
    why: tuple[str, ...]
    recommendation: Recommendation
    review_in_days: int
    reviewer: Reviewer
    suggested_actions: tuple[SuggestedAction, ...]
    thresholds: Thresholds
    levels: tuple[Band, ...]

    @property
    def incidents_counted(self) -> int:
        """How many incidents there were for the first rule on repeats."""
        return next(iter(self.incidents.values()))
