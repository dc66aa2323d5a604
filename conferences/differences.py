"""What changed from one version of the minutes to the next: word by word where it is text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Kind = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\s+|[^\s]+")
_NAMES = {"discussion": "Information and risks", "decision": "Decision"}


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


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return the parts of an item that differ; a part that the reader does not have is in neither."""
    return [
        Change(label, words_between(before[name], after[name]))
        for name, label in _NAMES.items()
        if name in before and name in after and before[name] != after[name]
    ]


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
