"""The sentences that say why a band was reached, for the caseworker, the victim and whoever reviews it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.instruments.answers import Answer, heaviest_first
from cases.instruments.levels import Band, Recommendation, Thresholds
from cases.instruments.patterns import ANYTHING_ALIKE, Cluster, Escalation

MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What scoring found, before it is put into words."""

    given: tuple[Answer, ...]
    points: int
    thresholds: Thresholds
    band_by_score: Band
    band_before_repeat: Band
    band: Band
    clusters: tuple[tuple[Cluster, tuple[Answer, ...]], ...]
    repeats: tuple[tuple[Escalation, int], ...]


def explain(findings: Findings, *, review_in_days: int, recommendation: Recommendation) -> tuple[str, ...]:
    """Return the reasons in the order in which they count: points, triggers, repeats, gaps, what follows."""
    return (
        _points(findings),
        *_heaviest(findings),
        *_triggers(findings),
        *_clusters(findings),
        *_repeats(findings),
        *_unknowns(findings),
        f"{findings.band.label} risk: a {recommendation.label.lower()} approach is recommended. "
        f"Assess again within {_several(review_in_days, 'day')}.",
    )


def _several(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _points(findings: Findings) -> str:
    scored = f"The answers add up to {_several(findings.points, 'point')}"
    band = findings.band_by_score
    if band is Band.LOW:
        return f"{scored}. Medium risk begins at {findings.thresholds.medium}, so by points the risk is low."
    start = findings.thresholds.start_of(band)
    return f"{scored}. {band.label} risk begins at {start}, so by points the risk is {band}."


def _heaviest(findings: Findings) -> Iterator[str]:
    ranked = heaviest_first(findings.given)[:MOST_NAMED]
    if ranked:
        named = "; ".join(f"“{answer.question.text}” {answer.label} ({answer.effect.points})" for answer in ranked)
        yield f"What weighs most: {named}."


def _triggers(findings: Findings) -> Iterator[str]:
    for answer in findings.given:
        if answer.effect.at_least:
            yield (
                f"“{answer.question.text}” {answer.label}: this answer alone makes the risk "
                f"at least {answer.effect.at_least}."
            )


def _clusters(findings: Findings) -> Iterator[str]:
    for cluster, answers in findings.clusters:
        named = "; ".join(f"“{answer.question.text}” {answer.label}" for answer in answers)
        yield f"{cluster.text}: {named}. Together these answers make the risk at least {cluster.at_least}."


def _repeats(findings: Findings) -> Iterator[str]:
    if not findings.repeats:
        return
    counted = ", and ".join(_counted(rule, number) for rule, number in findings.repeats)
    before = findings.band_before_repeat
    if before is findings.band:
        yield f"There were {counted}. This is a repeat; the risk is already {before}."
    else:
        yield f"There were {counted}. This is a repeat and raises the risk from {before} to {findings.band}."


def _counted(rule: Escalation, number: int) -> str:
    counted = f"{number:,} incidents in {_several(rule.within_days, 'day')}"
    if rule.over == ANYTHING_ALIKE:
        return counted
    return f"{counted} over the same {' or '.join(rule.over)}"


def _unknowns(findings: Findings) -> Iterator[str]:
    unknown = [answer for answer in findings.given if answer.unknown]
    if unknown:
        verb = "is" if len(unknown) == 1 else "are"
        yield (
            f"{_several(len(unknown), 'answer')} {verb} not known. Not known is not “no”: "
            "the risk may be higher than it looks, so try to find out."
        )
