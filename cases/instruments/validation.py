"""Says everything that is wrong with an instrument document, in one pass."""

from collections import Counter
from collections.abc import Iterator, Mapping

from cases.instruments import fields
from cases.instruments.fields import Rule, Table
from cases.instruments.instrument import UNKNOWN, Band, Kind, Method, Recommendation

SCHEMA = "risk-instrument/1"

_POINTS = fields.whole(0, 100)
_DAYS = fields.whole(1, 3_650)
_TRIGGER = fields.one_of(Band.MEDIUM, Band.HIGH)

_DOCUMENT: Mapping[str, Rule] = {
    "schema": fields.one_of(SCHEMA),
    "key": fields.code,
    "version": fields.whole(1, 9_999),
    "title": fields.words,
    "about": fields.words,
    "published": fields.day,
    "method": fields.one_of(*Method),
    "bands": fields.table,
    "escalation": fields.table,
    "unknowns": fields.table,
    "actions": fields.table,
    "sections": fields.filled,
}
_BAND: Mapping[str, Rule] = {
    "from": fields.whole(0, 10_000),
    "review_in_days": _DAYS,
    "recommends": fields.one_of(*Recommendation),
}
_ESCALATION: Mapping[str, Rule] = {
    "incidents": fields.whole(2, 100),
    "within_days": _DAYS,
    "raises_by": fields.whole(1, 2),
}
_UNKNOWNS: Mapping[str, Rule] = {"limit": fields.whole(1, 100), "review_in_days": _DAYS}
_SECTION: Mapping[str, Rule] = {"key": fields.code, "title": fields.words, "questions": fields.filled}
_QUESTION: Mapping[str, Rule] = {
    "key": fields.code,
    "text": fields.words,
    "help": fields.words,
    "source": fields.words,
    "kind": fields.one_of(*Kind),
}
_ANSWER: Mapping[str, Rule] = {"at_least": _TRIGGER, "suggests": fields.codes}
_OPTION: Mapping[str, Rule] = {"key": fields.code, "label": fields.words, "points": _POINTS}
_STEP: Mapping[str, Rule] = {"from": fields.whole(0, 9_999), "points": _POINTS}
_OF_KIND: Mapping[object, Mapping[str, Rule]] = {
    Kind.YES_NO.value: {"points": _POINTS},
    Kind.CHOICE.value: {"options": fields.filled},
    Kind.FREQUENCY.value: {"options": fields.filled},
    Kind.NUMBER.value: {"steps": fields.filled},
    Kind.TEXT.value: {},
}


def validate_document(data: object) -> list[str]:
    """Return every error of a parsed document as a sentence that names the place; none means it can be used.

    Args:
        data: what a TOML or JSON parser returned. Nothing about it is taken for granted.
    """
    if not isinstance(data, Mapping):
        return ["The document must be a table of fields"]
    parts = (_head, _bands, _sections, _questions, _repeated_keys, _action_references, _reach)
    return [error for part in parts for error in part(data)]


def sections_of(data: Table) -> list[Table]:
    return fields.tables(data.get("sections"))


def questions_of(data: Table) -> list[Table]:
    return [question for section in sections_of(data) for question in fields.tables(section.get("questions"))]


def answers_of(question: Table) -> list[Table]:
    """Return the tables that carry points: options, steps, or the question itself when it is yes or no."""
    if question.get("kind") == Kind.YES_NO.value:
        return [question]
    return [*fields.tables(question.get("options")), *fields.tables(question.get("steps"))]


def _head(data: Table) -> Iterator[str]:
    yield from fields.check("Document", data, _DOCUMENT, {})
    for name, rules in {"escalation": _ESCALATION, "unknowns": _UNKNOWNS}.items():
        if given := fields.table_in(data, name):
            yield from fields.check(name.capitalize(), given, rules, {})
    for key, text in fields.table_in(data, "actions").items():
        if complaint := fields.code(key) or fields.words(text):
            yield f"Action “{key}”: {complaint}"


def _bands(data: Table) -> Iterator[str]:
    bands = fields.table_in(data, "bands")
    names = [band.value for band in Band]
    if bands:
        yield from fields.check("Bands", bands, dict.fromkeys(names, fields.table), {})
    for name in names:
        if band := fields.table_in(bands, name):
            yield from fields.check(f"Band “{name}”", band, _BAND, {})
    starts = [start for name in names if isinstance(start := fields.table_in(bands, name).get("from"), int)]
    if len(starts) == len(names) and not (starts[0] == 0 and starts[0] < starts[1] < starts[2]):
        yield f"Bands: they must begin at 0 and rise from low to high; they begin at {starts}"


def _sections(data: Table) -> Iterator[str]:
    capped = data.get("method") == Method.CAPPED_SECTIONS.value
    cap = {"cap": fields.whole(1, 10_000)}
    for number, section in enumerate(sections_of(data), start=1):
        where = f"Section {number} “{section.get('key', '')}”"
        yield from fields.check(where, section, {**_SECTION, **(cap if capped else {})}, {})


def _questions(data: Table) -> Iterator[str]:
    for question in questions_of(data):
        where = f"Question “{question.get('key', '')}”"
        kind = question.get("kind")
        if not isinstance(kind, str) or kind not in _OF_KIND:
            yield from fields.check(where, question, _QUESTION, dict.fromkeys(question, _anything))
            continue
        own = _ANSWER if kind == Kind.YES_NO.value else {}
        yield from fields.check(where, question, {**_QUESTION, **_OF_KIND[kind]}, own)
        yield from _options(where, question)
        yield from _steps(where, question)
        yield from _influence(where, question)


def _anything(value: object) -> str:
    return ""


def _options(where: str, question: Table) -> Iterator[str]:
    options = fields.tables(question.get("options"))
    for option in options:
        yield from fields.check(f"{where}, option “{option.get('key', '')}”", option, _OPTION, _ANSWER)
        if option.get("key") == UNKNOWN:
            yield f"{where}: every question offers “{UNKNOWN}” by itself; leave this option out"
    if len(options) == 1:
        yield f"{where}: one option is not a choice; give two or more"
    yield from _twice(where, "option", options)
    if options and 0 not in [option.get("points") for option in options]:
        yield f"{where}: one option must have 0 points, or not knowing would lower the risk"
    if question.get("kind") == Kind.FREQUENCY.value:
        yield from _rising(where, "points of the options", [option.get("points") for option in options])


def _steps(where: str, question: Table) -> Iterator[str]:
    steps = fields.tables(question.get("steps"))
    for number, step in enumerate(steps, start=1):
        yield from fields.check(f"{where}, step {number}", step, _STEP, _ANSWER)
    if steps and (steps[0].get("from"), steps[0].get("points")) != (0, 0):
        yield f"{where}: the first step must begin at 0 with 0 points"
    starts = [step.get("from") for step in steps]
    yield from _rising(where, "beginnings of the steps", starts)
    yield from _rising(where, "points of the steps", [step.get("points") for step in steps])
    if len(set(map(str, starts))) != len(starts):
        yield f"{where}: two steps begin at the same number"


def _rising(where: str, what: str, values: list[object]) -> Iterator[str]:
    numbers = [value for value in values if isinstance(value, int)]
    if numbers != sorted(numbers):
        yield f"{where}: the {what} must not fall from one to the next"


def _influence(where: str, question: Table) -> Iterator[str]:
    """A question that cannot change the result only costs the victim another answer (domain 4)."""
    answers = answers_of(question)
    if answers and not any(answer.get("points") or answer.get("at_least") for answer in answers):
        yield f"{where}: no answer changes the result; give points or at_least, or leave the question out"


def _repeated_keys(data: Table) -> Iterator[str]:
    yield from _twice("Document", "section", sections_of(data))
    yield from _twice("Document", "question", questions_of(data))


def _twice(where: str, what: str, tables: list[Table]) -> Iterator[str]:
    seen = Counter(key for table in tables if isinstance(key := table.get("key"), str))
    for key, times in seen.items():
        if times > 1:
            yield f"{where}: the {what} key “{key}” is used {times} times"


def _action_references(data: Table) -> Iterator[str]:
    known = set(fields.table_in(data, "actions"))
    used = set()
    for question in questions_of(data):
        suggested = _suggested_by(question)
        used |= suggested
        for key in sorted(suggested - known):
            yield f"Question “{question.get('key', '')}”: suggests “{key}”, which is not among the actions"
    for key in sorted(known - used):
        yield f"Action “{key}”: no answer suggests it"


def _suggested_by(question: Table) -> set[str]:
    lists = [suggests for answer in answers_of(question) if isinstance(suggests := answer.get("suggests"), list)]
    return {key for suggests in lists for key in suggests if isinstance(key, str)}


def _reach(data: Table) -> Iterator[str]:
    """High must be within reach by points alone, or the band would be a promise nobody can keep."""
    high = fields.table_in(fields.table_in(data, "bands"), "high").get("from")
    most = sum(_most_points(data, section) for section in sections_of(data))
    if isinstance(high, int) and sections_of(data) and most < high:
        yield f"Band “high”: it begins at {high} points but the answers give {most} at most"


def _most_points(data: Table, section: Table) -> int:
    each = [
        max((points for answer in answers_of(question) if isinstance(points := answer.get("points"), int)), default=0)
        for question in fields.tables(section.get("questions"))
    ]
    if data.get("method") == Method.COUNT.value:
        return sum(1 for points in each if points > 0)
    cap = section.get("cap")
    capped = data.get("method") == Method.CAPPED_SECTIONS.value
    return min(sum(each), cap) if capped and isinstance(cap, int) else sum(each)
