"""What each answer of a risk instrument does, in words, for whoever decides whether to use it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.instruments import Instrument, Kind, Question, Section
from cases.instruments.instrument import Effect
from cases.instruments.patterns import Escalation


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with a sentence for each of its answers."""

    question: Question
    answers: tuple[str, ...]


def what_answers_do(instrument: Instrument) -> list[tuple[Section, list[Asked]]]:
    """Return for each section its questions with what their answers do."""
    return [
        (section, [Asked(question, tuple(_answers(instrument, question))) for question in section.questions])
        for section in instrument.sections
    ]


def _answers(instrument: Instrument, question: Question) -> Iterator[str]:
    if question.kind is Kind.TEXT:
        yield "In words; not scored"
    labels = {option.key: option.label for option in question.options}
    for key, effect in question.by_key.items():
        yield f"{labels.get(key, f'From {key}')}: {'; '.join(_effects(instrument, (question.key, key), effect))}"


def _effects(instrument: Instrument, place: tuple[str, str], effect: Effect) -> Iterator[str]:
    yield "1 point" if effect.points == 1 else f"{effect.points} points"
    if effect.at_least:
        yield f"the risk is at least {effect.at_least}"
    for cluster in instrument.clusters:
        if place in cluster.answers:
            yield f"counts for “{cluster.text}”"
    for action in instrument.actions:
        if action.key in effect.suggests:
            yield f"suggests “{action.text}”"


def what_repeats_do(rules: tuple[Escalation, ...]) -> list[str]:
    """Return a sentence for each rule on repeats."""
    return [_repeat(rule) for rule in rules]


def _repeat(rule: Escalation) -> str:
    counted = f"{rule.incidents:,} incidents in {rule.within_days:,} days"
    return f"{counted} over the same {' or '.join(rule.over)} {_lifts(rule)}."


def _lifts(rule: Escalation) -> str:
    if rule.at_least:
        return f"make the risk at least {rule.at_least}"
    return f"raise the risk by {rule.raises_by} level{'s' if rule.raises_by > 1 else ''}"
