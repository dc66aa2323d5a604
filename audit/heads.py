"""The heads of chains as they are sent outside: one line of JSON for each partnership and day, nothing personal in it.

Whoever cut the log and its head in the database cannot cut what was sent before.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection


class UnreadableHeads(ValueError):
    """A file of heads is not one; the text says in which line."""


@dataclass(frozen=True, slots=True)
class SentHead:
    """The end of a partnership's chain on a day. The chain of events without a partnership has no code."""

    partnership: str | None
    day: str
    number: int
    hash: bytes

    def as_line(self) -> str:
        """Return the head as a line of JSON."""
        shown = {"partnership": self.partnership, "day": self.day, "number": self.number, "hash": self.hash.hex()}
        return json.dumps(shown) + "\n"


def claim(day: date, way: str) -> list[tuple[UUID, int, bytes]]:
    """Return every chain with its number of events and its hash, to the first who asks on this day.

    The claim holds when the open transaction ends well, so send within it.

    Args:
        day: the day in UTC.
        way: how they are sent, such as `file`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, number, hash FROM app.claim_heads(%s, %s)", [day, way])
        return [(chain, number, bytes(hash_)) for chain, number, hash_ in cursor.fetchall()]


def read(lines: Iterable[str]) -> list[SentHead]:
    """Return the heads in a file or e-mail; whatever does not begin with a brace is left out.

    Raises:
        UnreadableHeads: a line begins with a brace and is no head.
    """
    return [_read(line, place) for place, line in enumerate(lines, 1) if line.lstrip().startswith("{")]


def _read(line: str, place: int) -> SentHead:
    try:
        found = json.loads(line)
        return SentHead(found["partnership"], found["day"], int(found["number"]), bytes.fromhex(found["hash"]))
    except (ValueError, KeyError, TypeError):
        raise UnreadableHeads(f"Line {place} is not a head that was sent outside.") from None
