"""What changed from one risk assessment to the next: answer by answer, across versions of the instrument too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.instruments import Instrument
from cases.instruments.answers import read_answers
from cases.models import Assessment

NOT_ANSWERED = "Not answered"


@dataclass(frozen=True, slots=True)
class Changed:
    """A question whose answer is another one now, in the words of both forms."""

    question: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that only one of the two forms asks, with its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Differences:
    """How two assessments differ.

    Attributes:
        since: the earlier one, with its score and level.
        score: what the later one scored.
        band: the level that the later one came to.
        answers: what is answered differently, in the order of the later form.
        added: what only the later form asks.
        gone: what only the earlier form asked.
        form: how the form changed, in words; empty when it is the same.
    """

    since: Assessment
    score: int
    band: str
    answers: tuple[Changed, ...]
    added: tuple[Asked, ...]
    gone: tuple[Asked, ...]
    form: str

    @property
    def points(self) -> str:
        """By how much the score changed, with its sign."""
        return f"{self.score - self.since.score:+d}" if self.score != self.since.score else ""


def differences(
    since: Assessment, before: Instrument, now: Instrument, answers: Mapping[str, str], *, score: int, band: str
) -> Differences:
    """Compare a completed assessment with what is answered now.

    Args:
        since: the earlier assessment.
        before: the form it was made with.
        now: the form that is answered now.
        answers: what is answered now, by question key.
        score: what that scores.
        band: the level that it comes to.
    """
    earlier, later = _said(before, since.answers), _said(now, answers)
    same_form = before.key == now.key
    shared = [key for key in later if key in earlier] if same_form else []
    return Differences(
        since=since,
        score=score,
        band=band,
        answers=tuple(_changed(earlier[key], later[key]) for key in shared if earlier[key].answer != later[key].answer),
        added=tuple(later[key] for key in later if key not in shared),
        gone=tuple(earlier[key] for key in earlier if key not in shared),
        form=_form(before, now),
    )


def _changed(before: Asked, now: Asked) -> Changed:
    return Changed(now.question, before.answer, now.answer)


def _said(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, Asked]:
    """Return what was answered to each question of a form, in its order."""
    given = {answer.question.key: answer.label for answer in read_answers(instrument, answers)}
    return {
        question.key: Asked(question.text, given.get(question.key, NOT_ANSWERED)) for question in instrument.questions
    }


def _form(before: Instrument, now: Instrument) -> str:
    if before.key != now.key:
        return f"{before.title}, version {before.version}, was used before. The form is now {now.title}."
    if before.version != now.version:
        return f"Version {before.version} of the form was used before; it is version {now.version} now."
    return ""


def one_before(assessment: Assessment, all_of_case: Iterable[Assessment]) -> Assessment | None:
    """Return the assessment that came before this one.

    Args:
        assessment: the later one.
        all_of_case: the assessments of its case, newest first.
    """
    earlier = [each for each in all_of_case if each.completed_at < assessment.completed_at]
    return earlier[0] if earlier else None
