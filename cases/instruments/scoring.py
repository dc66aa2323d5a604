"""Turns answers into a score and a band, and says in plain sentences why."""

from collections.abc import Mapping

from cases.instruments.answers import Answer, heaviest_first, read_answers
from cases.instruments.deciding import decided_by
from cases.instruments.instrument import Instrument, SuggestedAction
from cases.instruments.levels import Thresholds
from cases.instruments.patterns import Cluster
from cases.instruments.reasons import Findings, explain
from cases.instruments.results import Deciding, Repeat, Result, Together, Trigger, Unknown
from cases.instruments.weighing import Scales, points_of


def score(
    instrument: Instrument,
    answers: Mapping[str, str],
    *,
    incidents_in_window: int,
    thresholds: Thresholds | None = None,
    incidents: Mapping[str, int] | None = None,
) -> Result:
    """Score the answers.

    Args:
        instrument: the version to score with.
        answers: for each question key the key of an option, `yes` or `no`, a number, a text, or `unknown`.
        incidents_in_window: what any agency recorded in the time and over what the instrument's first rule on repeats
            says, this one included.
        thresholds: the partnership's own, in place of the instrument's.
        incidents: the same for the other rules, by the key of each; a rule that is not named does not apply.

    Raises:
        AnswersRefused: naming every question whose answer is missing or unusable.
        ValueError: when a number of incidents is below 0.
    """
    limits = thresholds or instrument.thresholds
    rules = instrument.repeats(limits)
    counted = dict.fromkeys((rule.key for rule in rules), 0) | dict(incidents or {})
    counted[rules[0].key] = incidents_in_window
    if min(counted.values()) < 0:
        raise ValueError("The number of incidents cannot be below 0")
    given = read_answers(instrument, answers)
    repeats = tuple(rule for rule in rules if counted[rule.key] >= rule.incidents)
    scales = Scales(instrument=instrument, thresholds=limits, repeats=repeats)
    return _result(scales, given, counted)


def _result(scales: Scales, given: tuple[Answer, ...], counted: Mapping[str, int]) -> Result:
    instrument = scales.instrument
    findings = _find(scales, given, counted)
    unknowns = _unknowns(given)
    rule = instrument.rule_of(findings.band)
    review = _review_in_days(instrument, rule.review_in_days, len(unknowns))
    return Result(
        instrument=instrument.key,
        version=instrument.version,
        fingerprint=instrument.fingerprint,
        score=findings.points,
        band_by_score=findings.band_by_score,
        band=findings.band,
        deciding=tuple(map(_told, decided_by(scales, given))),
        weighing=tuple(map(_told, heaviest_first(given))),
        triggers=_triggers(given),
        clusters=tuple(_together(cluster, answers) for cluster, answers in findings.clusters),
        escalated=bool(findings.repeats),
        repeats=tuple(Repeat(rule=rule, incidents=number) for rule, number in findings.repeats),
        incidents=counted,
        unknowns=unknowns,
        why=explain(findings, review_in_days=review, recommendation=rule.recommends),
        recommendation=rule.recommends,
        review_in_days=review,
        reviewer=rule.reviewer,
        suggested_actions=_suggested(instrument, given, [cluster for cluster, _ in findings.clusters]),
        thresholds=scales.thresholds,
        levels=instrument.levels,
    )


def _find(scales: Scales, given: tuple[Answer, ...], counted: Mapping[str, int]) -> Findings:
    return Findings(
        given=given,
        points=points_of(scales.instrument.method, given),
        thresholds=scales.thresholds,
        band_by_score=scales.by_points(given),
        band_before_repeat=scales.floor(given),
        band=scales.band(given),
        clusters=tuple((cluster, tuple(answers)) for cluster, answers in scales.clusters(given)),
        repeats=tuple((rule, counted[rule.key]) for rule in scales.repeats),
    )


def _told(answer: Answer) -> Deciding:
    return Deciding(
        question=answer.question.key,
        text=answer.question.text,
        answer=answer.label,
        points=answer.effect.points,
    )


def _triggers(given: tuple[Answer, ...]) -> tuple[Trigger, ...]:
    return tuple(
        Trigger(question=answer.question.key, text=answer.question.text, answer=answer.label, at_least=at_least)
        for answer in given
        if (at_least := answer.effect.at_least)
    )


def _together(cluster: Cluster, answers: tuple[Answer, ...]) -> Together:
    told = tuple(map(_told, answers))
    return Together(cluster=cluster.key, text=cluster.text, answers=told, at_least=cluster.at_least)


def _unknowns(given: tuple[Answer, ...]) -> tuple[Unknown, ...]:
    return tuple(Unknown(question=answer.question.key, text=answer.question.text) for answer in given if answer.unknown)


def _review_in_days(instrument: Instrument, days: int, unknowns: int) -> int:
    if unknowns >= instrument.unknowns_limit:
        return min(days, instrument.unknowns_review_in_days)
    return days


def _suggested(
    instrument: Instrument, given: tuple[Answer, ...], clusters: list[Cluster]
) -> tuple[SuggestedAction, ...]:
    """Return the actions that the answers suggest, each once, in the order of the document."""
    keys = {key for answer in given for key in answer.effect.suggests}
    keys |= {key for cluster in clusters for key in cluster.suggests}
    return tuple(action for action in instrument.actions if action.key in keys)
