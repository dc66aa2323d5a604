"""Checks of single fields in an instrument document. A rule returns what is wrong, or nothing."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

Rule = Callable[[object], str]
Table = Mapping[str, object]

MOST_SHOWN = 60
CODE = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
MOST_WORDS = 1_000
MOST_LONG_WORDS = 10_000


def code(value: object) -> str:
    fits = isinstance(value, str) and CODE.fullmatch(value)
    return "" if fits else "must be lower-case letters, figures and underscores, beginning with a letter"


def words(value: object) -> str:
    return _text(value, MOST_WORDS)


def long_words(value: object) -> str:
    return _text(value, MOST_LONG_WORDS)


def _text(value: object, most: int) -> str:
    if not (isinstance(value, str) and 0 < len(value.strip()) <= most):
        return f"must be text of 1 to {most:,} characters"
    strange = {letter for letter in value if not letter.isprintable() and letter not in "\n\r\t"}
    return f"holds a character that cannot be shown: {shown(''.join(sorted(strange)))}" if strange else ""


def shown(value: object, most: int = MOST_SHOWN) -> str:
    """Return what somebody wrote as it can be shown: short, and without characters that nobody sees."""
    written = str(value)
    safe = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in written[:most])
    return safe if len(written) <= most else f"{safe}…"


def day(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return ""
    fits = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) and _is_day(value)
    return "" if fits else "must be a date such as 2026-11-21"


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def whole(least: int, most: int) -> Rule:
    def rule(value: object) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if fits else f"must be a whole number from {least:,} to {most:,}"

    return rule


def one_of(*allowed: str) -> Rule:
    def rule(value: object) -> str:
        return "" if isinstance(value, str) and value in allowed else f"must be one of: {', '.join(allowed)}"

    return rule


def some_of(*allowed: str) -> Rule:
    def rule(value: object) -> str:
        fits = isinstance(value, list) and value and all(isinstance(item, str) and item in allowed for item in value)
        return "" if fits else f"must be a list of one or more of: {', '.join(allowed)}"

    return rule


def true_or_false(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def answers(value: object) -> str:
    """Accept a list of two or more answers, written as question.answer."""
    fits = isinstance(value, list) and len(value) > 1 and all(isinstance(item, str) and "." in item for item in value)
    return "" if fits else "must be a list of two or more answers such as “fear.unsafe”"


def codes(value: object) -> str:
    fits = isinstance(value, list) and not any(code(item) for item in value)
    return "" if fits else "must be a list of codes"


def table(value: object) -> str:
    return "" if isinstance(value, Mapping) and value else "must be a table of fields"


def filled(value: object) -> str:
    """Accept a list of one or more tables."""
    fits = isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value)
    return "" if fits else "must be a list of one or more tables"


def table_or_tables(value: object) -> str:
    fits = not table(value) or not filled(value)
    return "" if fits else "must be a table of fields, or a list of one or more tables"


def check(where: str, given: Table, needed: Mapping[str, Rule], allowed: Mapping[str, Rule]) -> Iterator[str]:
    """Yield every missing, unexpected or wrong field of one table, each with `where` it stands."""
    for name, rule in {**allowed, **needed}.items():
        if name in given:
            if complaint := rule(given[name]):
                yield f"{where}: {name} {complaint}"
        elif name in needed:
            yield f"{where}: {name} is missing"
    for name in given:
        if name not in needed and name not in allowed:
            yield f"{where}: {shown(name)} is not a field that belongs here"


def tables(value: object) -> list[Table]:
    """Return the tables in a list, leaving out whatever else is there."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def table_in(given: Table, name: str) -> Table:
    """Return the table of this name, or an empty one."""
    value = given.get(name)
    return value if isinstance(value, Mapping) else {}
