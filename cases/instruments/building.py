"""Turns the parts of a valid document into the parts of an instrument."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.instruments.instrument import Kind, Option, Question, Section, Step
from cases.instruments.levels import Band, BandRule, Recommendation, Reviewer, Thresholds
from cases.instruments.patterns import ANYTHING_ALIKE, Cluster, Escalation, Over

Part = Mapping[str, Any]
_ORDERED = (Kind.FREQUENCY, Kind.NUMBER)


def sections(data: Part) -> tuple[Section, ...]:
    return tuple(
        Section(
            key=table["key"],
            title=table["title"],
            questions=tuple(_question(question) for question in table["questions"]),
            cap=table.get("cap"),
        )
        for table in data["sections"]
    )


def bands(data: Part) -> tuple[tuple[Band, BandRule], ...]:
    tables = data["bands"]
    return tuple((band, _band_rule(tables[band.value])) for band in Band if band.value in tables)


def _band_rule(table: Part) -> BandRule:
    return BandRule(
        review_in_days=table["review_in_days"],
        recommends=Recommendation(table["recommends"]),
        reviewer=Reviewer(table.get("reviewer", Reviewer.ASSESSOR)),
    )


def thresholds(data: Part) -> Thresholds:
    first = escalations(data)[0]
    medium = data["bands"].get("medium")
    return Thresholds(
        medium=medium["from"] if medium else None,
        high=data["bands"]["high"]["from"],
        incidents=first.incidents,
        within_days=first.within_days,
    )


def escalations(data: Part) -> tuple[Escalation, ...]:
    """Return the rules on repeats; a rule without a key gets one from its place."""
    given = data["escalation"]
    tables = [given] if isinstance(given, Mapping) else given
    return tuple(_escalation(table, place) for place, table in enumerate(tables, start=1))


def repeat_key(table: Part, place: int) -> str:
    """Return the key of a rule on repeats: its own, or one that says where it stands."""
    return str(table.get("key") or ("repeats" if place == 1 else f"repeats_{place}"))


def _escalation(table: Part, place: int) -> Escalation:
    trigger = table.get("at_least")
    return Escalation(
        key=repeat_key(table, place),
        incidents=table["incidents"],
        within_days=table["within_days"],
        over=tuple(over for over in Over if over in table["over"]) if "over" in table else ANYTHING_ALIKE,
        raises_by=table.get("raises_by", 0),
        at_least=Band(trigger) if trigger else None,
    )


def clusters(data: Part, asked: Iterable[Question]) -> tuple[Cluster, ...]:
    questions = {question.key: question for question in asked}
    return tuple(_cluster(table, questions) for table in data.get("clusters", ()))


def _cluster(table: Part, questions: Mapping[str, Question]) -> Cluster:
    named = [reference.partition(".")[::2] for reference in table["answers"]]
    return Cluster(
        key=table["key"],
        text=table["text"],
        answers=frozenset((question, key) for question, first in named for key in _from(questions[question], first)),
        needs=table["needs"],
        at_least=Band(table["at_least"]),
        suggests=tuple(table.get("suggests", ())),
    )


def _from(question: Question, first: str) -> list[str]:
    """Return the answer that is named and, where the answers are in order, every one after it."""
    keys = list(question.by_key)
    return keys[keys.index(first) :] if question.kind in _ORDERED else [first]


def _question(table: Part) -> Question:
    kind = Kind(table["kind"])
    return Question(
        key=table["key"],
        text=table["text"],
        help=table["help"],
        source=table["source"],
        kind=kind,
        options=_yes_or_no(table) if kind is Kind.YES_NO else tuple(map(_option, table.get("options", ()))),
        steps=tuple(Step(start=step["from"], **_effect(step)) for step in table.get("steps", ())),
    )


def _yes_or_no(table: Part) -> tuple[Option, ...]:
    weighs = table.get("when", "yes")
    effects = {"yes": {"points": 0}, "no": {"points": 0}} | {weighs: _effect(table)}
    return tuple(Option(key=key, label=key.capitalize(), **effects[key]) for key in ("yes", "no"))


def _option(table: Part) -> Option:
    return Option(key=table["key"], label=table["label"], **_effect(table))


def _effect(table: Part) -> dict[str, Any]:
    trigger = table.get("at_least")
    return {
        "points": table["points"],
        "at_least": Band(trigger) if trigger else None,
        "suggests": tuple(table.get("suggests", ())),
    }
