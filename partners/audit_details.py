"""The facts of an event in words, for the page of auditors: no keys of things, and no codes where words are known."""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.utils.formats import date_format

from audit.models import Event
from audit.verbs import VERBS

Words = Mapping[str, Mapping[str, str]]
"""For each fact the words of its codes; the reason of an event is the fact `reason`."""
WordSource = Callable[[UUID], Words]
_sources: list[WordSource] = []
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FACTS = {
    "band": "level of risk",
    "first": "from",
    "last": "to",
    "verb": "what was done",
    "hits": "cases found",
    "is_listed": "listed",
    "is_monitoring": "Monitoring Agency",
    "only_undecided": "only those without a decision",
    "scored_band": "level by points alone",
    "sha256": "fingerprint (SHA-256)",
    "to_user": "to",
}
_MONTHS = {str(number): calendar.month_name[number] for number in range(1, 13)}


def add_words(source: WordSource) -> None:
    """Let an app say what its codes mean in a partnership, whose key is handed to `source`."""
    _sources.append(source)


def words_in(partnership_id: UUID) -> dict[str, Mapping[str, str]]:
    """Return the words of every code that an app knows in this partnership."""
    found: dict[str, Mapping[str, str]] = {"reporting_year_starts": _MONTHS, "verb": VERBS}
    for source in _sources:
        for fact, words in source(partnership_id).items():
            found[fact] = {**found.get(fact, {}), **words}
    return found


def details_of(event: Event, names: Mapping[str, str], words: Words) -> str:
    """Return the facts of an event in one line.

    Args:
        event: the event.
        names: of people and agencies, by their key.
        words: from `words_in`.
    """
    parts = list(_facts(event, names, words))
    if event.sections:
        parts.append(f"sections: {', '.join(event.sections)}")
    if event.reason:
        parts.append(f"reason: {_said('reason', event.reason, words)}")
    return "; ".join(parts)


def _facts(event: Event, names: Mapping[str, str], words: Words) -> Iterator[str]:
    for fact, value in sorted(event.facts.items()):
        said = names.get(str(value)) or _said(fact, value, words)
        if value is not None and said and not is_key(said):
            yield f"{_FACTS.get(fact, fact.replace('_', ' '))}: {said}"


def _said(fact: str, value: object, words: Words) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if _DAY.fullmatch(text):
        return date_format(date.fromisoformat(text))
    known = words.get(fact, {})
    return known.get(text) or ", ".join(known.get(code) or code.replace("_", " ") for code in text.split(", "))


def is_key(text: str) -> bool:
    """Say whether `text` is the key of a thing, which means nothing to a reader."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
