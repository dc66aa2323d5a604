"""Reads the answers that somebody gave to an instrument."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cases.instruments.fields import shown
from cases.instruments.instrument import UNKNOWN, UNKNOWN_LABEL, Effect, Instrument, Kind, Question, Section

MOST_TEXT = 10_000
_NUMBER = re.compile(r"[0-9]{1,4}")
_NOTHING = Effect(points=0)


class AnswersRefused(ValueError):
    """Some answers cannot be used; `errors` has a sentence for the key of each such question."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer in its place: the section, the question, what was said, and what that does.

    `choice` is the key of the option, or the number at which the step begins that what was said falls into.
    """

    section: Section
    question: Question
    key: str
    choice: str
    label: str
    effect: Effect

    @property
    def unknown(self) -> bool:
        return self.key == UNKNOWN and self.question.required

    @property
    def place(self) -> tuple[str, str]:
        """The question and the choice, as a cluster names them."""
        return self.question.key, self.choice


def check_answers(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence for each question whose answer is missing or unusable, by question key."""
    errors = {
        question.key: error
        for question in instrument.questions
        if (error := _error(question, answers.get(question.key, "").strip()))
    }
    known = {question.key for question in instrument.questions}
    strangers = {
        key: f"There is no question “{shown(key)}” in {instrument.title}" for key in answers if key not in known
    }
    return errors | strangers


def read_answers(instrument: Instrument, answers: Mapping[str, str]) -> tuple[Answer, ...]:
    """Return the answers in the order of the questions, whatever order they came in.

    Raises:
        AnswersRefused: naming every question whose answer is missing or unusable.
    """
    if errors := check_answers(instrument, answers):
        raise AnswersRefused(errors)
    return tuple(
        _read(section, question, said)
        for section in instrument.sections
        for question in section.questions
        if (said := answers.get(question.key, "").strip())
    )


def heaviest_first(given: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return the answers that have points, those with the same points in the order of the questions."""
    scoring = [answer for answer in given if answer.effect.points > 0]
    return tuple(sorted(scoring, key=lambda answer: -answer.effect.points))


def _error(question: Question, said: str) -> str:
    if question.kind is Kind.TEXT:
        too_long = len(said) > MOST_TEXT
        return f"“{question.text}”: write {MOST_TEXT:,} characters or fewer" if too_long else ""
    if not said:
        return f"“{question.text}”: answer this question, or say that you do not know"
    if said == UNKNOWN:
        return ""
    if question.kind is Kind.NUMBER:
        fits = _NUMBER.fullmatch(said)
        return "" if fits else f"“{question.text}”: enter a whole number from 0 to 9,999, or say that you do not know"
    if said not in {option.key for option in question.options}:
        return f"“{question.text}”: choose one of the answers"
    return ""


def _read(section: Section, question: Question, said: str) -> Answer:
    choice, label, effect = _meaning(question, said)
    return Answer(section=section, question=question, key=said, choice=choice, label=label, effect=effect)


def _meaning(question: Question, said: str) -> tuple[str, str, Effect]:
    if question.kind is Kind.TEXT:
        return "", said, _NOTHING
    if said == UNKNOWN:
        return UNKNOWN, UNKNOWN_LABEL, _NOTHING
    if question.kind is Kind.NUMBER:
        step = [step for step in question.steps if step.start <= int(said)][-1]
        return str(step.start), str(int(said)), step
    option = next(option for option in question.options if option.key == said)
    return option.key, option.label, option
