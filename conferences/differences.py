"""What changed from one version of the minutes to the next: word by word where it is text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.formats import date_format

from conferences.minutes_items import Content
from conferences.models.attendance import Presence

Kind = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\s+|[^\s]+")
_NAMES = {
    "discussion": "Information and risks",
    "decision": "Decision",
    "review_on": "Review date",
    "actions": "Actions",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that are in both texts, or in one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of an item that is not as it was."""

    name: str
    pieces: list[Piece]


def changes_between(before: Content, after: Content) -> list[Change]:
    """Return the parts of an item that differ; a part that the reader does not have is in neither."""
    return [
        Change(label, words_between(_in_words(name, before[name]), _in_words(name, after[name])))
        for name, label in _NAMES.items()
        if name in before and name in after and before[name] != after[name]
    ]


def changes_of_people(before: Content, after: Content) -> list[Change]:
    """Return what differs in who was there, between what stands before the items of two versions."""
    old, new = ("\n".join(_person(*found) for found in _people(content)) for content in (before, after))
    return [Change("Attendance", words_between(old, new))] if old != new else []


def _people(content: Content) -> Iterator[tuple[Presence, Content]]:
    for presence in Presence:
        for person in content[presence.value]:
            yield presence, person


def _person(presence: Presence, person: Content) -> str:
    sent = ", sent information" if person.get("sent_information") else ""
    return f"{person['name']}, {person['agency']}: {presence.label}{sent}"


def _in_words(name: str, said: Any) -> str:
    """Return a part of an item as it reads: a day, one line for each action, or text as it stands."""
    if name == "actions":
        return "\n".join(_action(action) for action in said)
    if name == "review_on":
        return date_format(date.fromisoformat(said)) if said else "Not set"
    return str(said)


def _action(action: Content) -> str:
    due_on = action["due_on"]
    due = f"by {date_format(date.fromisoformat(due_on))}" if due_on else "at the next meeting"
    who = ", ".join(name for name in (action.get("person", ""), action["agency"]) if name)
    return f"{action['task']} ({who}, {due})"


def words_between(before: str, after: str) -> list[Piece]:
    """Return both texts in one, word by word: what went, what came, what stayed."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [piece for step in matcher.get_opcodes() for piece in _pieces(step, old, new)]


def _pieces(step: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Piece]:
    tag, from_old, to_old, from_new, to_new = step
    if tag == "equal":
        yield Piece("same", "".join(old[from_old:to_old]))
        return
    if to_old > from_old:
        yield Piece("removed", "".join(old[from_old:to_old]))
    if to_new > from_new:
        yield Piece("added", "".join(new[from_new:to_new]))
