"""Checks of single fields in an instrument document. A rule returns what is wrong, or nothing."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

Rule = Callable[[object], str]
Table = Mapping[str, object]

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
MOST_WORDS = 1_000


def code(value: object) -> str:
    fits = isinstance(value, str) and CODE.fullmatch(value)
    return "" if fits else "must be lower-case letters, figures and underscores, beginning with a letter"


def words(value: object) -> str:
    fits = isinstance(value, str) and 0 < len(value.strip()) <= MOST_WORDS
    return "" if fits else f"must be text of 1 to {MOST_WORDS:,} characters"


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


def codes(value: object) -> str:
    fits = isinstance(value, list) and not any(code(item) for item in value)
    return "" if fits else "must be a list of codes"


def table(value: object) -> str:
    return "" if isinstance(value, Mapping) and value else "must be a table of fields"


def filled(value: object) -> str:
    """Accept a list of one or more tables."""
    fits = isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value)
    return "" if fits else "must be a list of one or more tables"


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
            yield f"{where}: {name} is not a field that belongs here"


def tables(value: object) -> list[Table]:
    """Return the tables in a list, leaving out whatever else is there."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def table_in(given: Table, name: str) -> Table:
    """Return the table of this name, or an empty one."""
    value = given.get(name)
    return value if isinstance(value, Mapping) else {}
