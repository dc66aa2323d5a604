"""Turns answers into a score and a band, and says in plain sentences why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.instruments.answers import Answer, heaviest_first, read_answers
from cases.instruments.instrument import (
    Band,
    Instrument,
    Method,
    Recommendation,
    SuggestedAction,
    Thresholds,
    highest,
)
from cases.instruments.reasons import Findings, explain


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """An answer that gave points."""

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
class Unknown:
    """A question whose answer is not known yet."""

    question: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """The outcome of an assessment.

    `score` is in points, `review_in_days` in calendar days. `band_by_score` is the band before triggers and repeats.
    `escalated` says that there were as many incidents as the instrument calls a repeat.
    """

    instrument: str
    version: int
    score: int
    band_by_score: Band
    band: Band
    deciding: tuple[Deciding, ...]
    triggers: tuple[Trigger, ...]
    escalated: bool
    unknowns: tuple[Unknown, ...]
    why: tuple[str, ...]
    recommendation: Recommendation
    review_in_days: int
    suggested_actions: tuple[SuggestedAction, ...]
    thresholds: Thresholds


def score(
    instrument: Instrument,
    answers: Mapping[str, str],
    *,
    incidents_in_window: int,
    thresholds: Thresholds | None = None,
) -> Result:
    """Score the answers.

    Args:
        instrument: the version to score with.
        answers: for each question key the key of an option, `yes` or `no`, a number, a text, or `unknown`.
        incidents_in_window: incidents against the same person, household or place that any agency recorded in the
            last `thresholds.within_days` days, this one included.
        thresholds: the partnership's own, in place of the instrument's.

    Raises:
        AnswersRefused: naming every question whose answer is missing or unusable.
        ValueError: when the number of incidents is below 0.
    """
    if incidents_in_window < 0:
        raise ValueError("The number of incidents cannot be below 0")
    given = read_answers(instrument, answers)
    findings = _find(instrument, given, incidents_in_window, thresholds or instrument.thresholds)
    unknowns = _unknowns(given)
    rule = instrument.rule_of(findings.band)
    review = _review_in_days(instrument, rule.review_in_days, len(unknowns))
    return Result(
        instrument=instrument.key,
        version=instrument.version,
        score=findings.points,
        band_by_score=findings.band_by_score,
        band=findings.band,
        deciding=_deciding(given),
        triggers=_triggers(given),
        escalated=findings.escalated,
        unknowns=unknowns,
        why=explain(findings, review_in_days=review, recommendation=rule.recommends),
        recommendation=rule.recommends,
        review_in_days=review,
        suggested_actions=_suggested(instrument, given),
        thresholds=findings.thresholds,
    )


def _find(instrument: Instrument, given: tuple[Answer, ...], incidents: int, thresholds: Thresholds) -> Findings:
    points = _METHODS[instrument.method](given)
    by_score = thresholds.band_of(points)
    floor = highest([by_score, *(at_least for answer in given if (at_least := answer.effect.at_least))])
    escalated = incidents >= thresholds.incidents
    return Findings(
        given=given,
        points=points,
        thresholds=thresholds,
        band_by_score=by_score,
        band_before_repeat=floor,
        band=floor.raised(instrument.escalation_levels) if escalated else floor,
        incidents=incidents,
        escalated=escalated,
    )


def _count(given: tuple[Answer, ...]) -> int:
    return sum(1 for answer in given if answer.effect.points > 0)


def _weighted_sum(given: tuple[Answer, ...]) -> int:
    return sum(answer.effect.points for answer in given)


def _capped_sections(given: tuple[Answer, ...]) -> int:
    sections = {answer.section.key: answer.section for answer in given}
    total = 0
    for key, section in sections.items():
        points = _weighted_sum(tuple(answer for answer in given if answer.section.key == key))
        total += points if section.cap is None else min(points, section.cap)
    return total


_METHODS: Mapping[Method, Callable[[tuple[Answer, ...]], int]] = {
    Method.COUNT: _count,
    Method.WEIGHTED_SUM: _weighted_sum,
    Method.CAPPED_SECTIONS: _capped_sections,
}


def _deciding(given: tuple[Answer, ...]) -> tuple[Deciding, ...]:
    return tuple(
        Deciding(
            question=answer.question.key,
            text=answer.question.text,
            answer=answer.label,
            points=answer.effect.points,
        )
        for answer in heaviest_first(given)
    )


def _triggers(given: tuple[Answer, ...]) -> tuple[Trigger, ...]:
    return tuple(
        Trigger(question=answer.question.key, text=answer.question.text, answer=answer.label, at_least=at_least)
        for answer in given
        if (at_least := answer.effect.at_least)
    )


def _unknowns(given: tuple[Answer, ...]) -> tuple[Unknown, ...]:
    return tuple(Unknown(question=answer.question.key, text=answer.question.text) for answer in given if answer.unknown)


def _review_in_days(instrument: Instrument, days: int, unknowns: int) -> int:
    if unknowns >= instrument.unknowns_limit:
        return min(days, instrument.unknowns_review_in_days)
    return days


def _suggested(instrument: Instrument, given: tuple[Answer, ...]) -> tuple[SuggestedAction, ...]:
    """Return the actions that the answers suggest, each once, in the order of the document."""
    keys = {key for answer in given for key in answer.effect.suggests}
    return tuple(action for action in instrument.actions if action.key in keys)
