"""Says everything that is wrong with the sections and questions of an instrument document."""

from collections import Counter
from collections.abc import Iterator, Mapping

from cases.instruments import fields
from cases.instruments.fields import Rule, Table, shown
from cases.instruments.instrument import UNKNOWN, Kind, Method
from cases.instruments.levels import Band

MOST_SECTIONS, MOST_QUESTIONS, MOST_OPTIONS = 30, 150, 40
_POINTS = fields.whole(0, 100)
_SECTION: Mapping[str, Rule] = {"key": fields.code, "title": fields.words, "questions": fields.filled}
_QUESTION: Mapping[str, Rule] = {
    "key": fields.code,
    "text": fields.words,
    "help": fields.words,
    "source": fields.words,
    "kind": fields.one_of(*Kind),
}
ANSWER: Mapping[str, Rule] = {"at_least": fields.one_of(Band.MEDIUM, Band.HIGH), "suggests": fields.codes}
_YES_NO: Mapping[str, Rule] = {**ANSWER, "when": fields.one_of("yes", "no")}
_OPTION: Mapping[str, Rule] = {"key": fields.code, "label": fields.words, "points": _POINTS}
_STEP: Mapping[str, Rule] = {"from": fields.whole(0, 9_999), "points": _POINTS}
_OF_KIND: Mapping[object, Mapping[str, Rule]] = {
    Kind.YES_NO.value: {"points": _POINTS},
    Kind.CHOICE.value: {"options": fields.filled},
    Kind.FREQUENCY.value: {"options": fields.filled},
    Kind.NUMBER.value: {"steps": fields.filled},
    Kind.TEXT.value: {},
}


def sections_of(data: Table) -> list[Table]:
    return fields.tables(data.get("sections"))


def questions_of(data: Table) -> list[Table]:
    return [question for section in sections_of(data) for question in fields.tables(section.get("questions"))]


def answers_of(question: Table) -> list[Table]:
    """Return the tables that carry points: options, steps, or the question itself when it is yes or no."""
    if question.get("kind") == Kind.YES_NO.value:
        return [question]
    return [*fields.tables(question.get("options")), *fields.tables(question.get("steps"))]


def named(question: Table) -> str:
    return f"Question “{shown(question.get('key', ''))}”"


def sections(data: Table) -> Iterator[str]:
    capped = data.get("method") == Method.CAPPED_SECTIONS.value
    cap = {"cap": fields.whole(1, 10_000)}
    for number, section in enumerate(sections_of(data), start=1):
        where = f"Section {number} “{shown(section.get('key', ''))}”"
        yield from fields.check(where, section, {**_SECTION, **(cap if capped else {})}, {})
    yield from _too_many("Document", "sections", sections_of(data), MOST_SECTIONS)


def questions(data: Table) -> Iterator[str]:
    asked = questions_of(data)
    for question in asked:
        where = named(question)
        kind = question.get("kind")
        if not isinstance(kind, str) or kind not in _OF_KIND:
            yield from fields.check(where, question, _QUESTION, dict.fromkeys(question, _anything))
            continue
        own = _YES_NO if kind == Kind.YES_NO.value else {}
        yield from fields.check(where, question, {**_QUESTION, **_OF_KIND[kind]}, own)
        yield from _options(where, question)
        yield from _steps(where, question)
        yield from _influence(where, question)
    yield from _too_many("Document", "questions", asked, MOST_QUESTIONS)


def repeated_keys(data: Table) -> Iterator[str]:
    yield from twice("Document", "section", sections_of(data))
    yield from twice("Document", "question", questions_of(data))


def twice(where: str, what: str, tables: list[Table]) -> Iterator[str]:
    seen = Counter(key for table in tables if isinstance(key := table.get("key"), str))
    for key, times in seen.items():
        if times > 1:
            yield f"{where}: the {what} key “{shown(key)}” is used {times} times"


def _anything(value: object) -> str:
    return ""


def _too_many(where: str, what: str, tables: list[Table], most: int) -> Iterator[str]:
    if len(tables) > most:
        yield f"{where}: there are {len(tables):,} {what}; at most {most} can be used"


def _options(where: str, question: Table) -> Iterator[str]:
    options = fields.tables(question.get("options"))
    for option in options:
        yield from fields.check(f"{where}, option “{shown(option.get('key', ''))}”", option, _OPTION, ANSWER)
        if option.get("key") == UNKNOWN:
            yield f"{where}: every question offers “{UNKNOWN}” by itself; leave this option out"
    if len(options) == 1:
        yield f"{where}: one option is not a choice; give two or more"
    yield from _too_many(where, "options", options, MOST_OPTIONS)
    yield from twice(where, "option", options)
    if options and 0 not in [option.get("points") for option in options]:
        yield f"{where}: one option must have 0 points, or not knowing would lower the risk"
    elif options and not any(option.get("points") == 0 and "at_least" not in option for option in options):
        yield f"{where}: one option with 0 points must have no at_least, or not knowing would lower the risk"
    if question.get("kind") == Kind.FREQUENCY.value:
        yield from _rising(where, "points of the options", [option.get("points") for option in options])
        yield from _rising_triggers(where, "options", options)


def _steps(where: str, question: Table) -> Iterator[str]:
    steps = fields.tables(question.get("steps"))
    for number, step in enumerate(steps, start=1):
        yield from fields.check(f"{where}, step {number}", step, _STEP, ANSWER)
    if steps and (steps[0].get("from"), steps[0].get("points")) != (0, 0):
        yield f"{where}: the first step must begin at 0 with 0 points"
    if steps and "at_least" in steps[0]:
        yield f"{where}: the first step must have no at_least, or not knowing would lower the risk"
    starts = [step.get("from") for step in steps]
    yield from _too_many(where, "steps", steps, MOST_OPTIONS)
    yield from _rising(where, "beginnings of the steps", starts)
    yield from _rising(where, "points of the steps", [step.get("points") for step in steps])
    yield from _rising_triggers(where, "steps", steps)
    if len(set(map(str, starts))) != len(starts):
        yield f"{where}: two steps begin at the same number"


def _rising(where: str, what: str, values: list[object]) -> Iterator[str]:
    numbers = [value for value in values if isinstance(value, int)]
    if numbers != sorted(numbers):
        yield f"{where}: the {what} must not fall from one to the next"


def _rising_triggers(where: str, what: str, answers: list[Table]) -> Iterator[str]:
    ranks = [[None, Band.MEDIUM.value, Band.HIGH.value].index(trigger) for trigger in _triggers(answers)]
    yield from _rising(where, f"at_least of the {what}", list(ranks))


def _triggers(answers: list[Table]) -> list[str | None]:
    given = [answer.get("at_least") for answer in answers]
    return [value for value in given if value is None or value in (Band.MEDIUM.value, Band.HIGH.value)]  # type: ignore[misc]


def _influence(where: str, question: Table) -> Iterator[str]:
    """A question that cannot change the result only costs the victim another answer (domain 4)."""
    answers = answers_of(question)
    if answers and not any(answer.get("points") or answer.get("at_least") for answer in answers):
        yield f"{where}: no answer changes the result; give points or at_least, or leave the question out"
