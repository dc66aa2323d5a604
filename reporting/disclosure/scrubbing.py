"""Words beside figures, such as notes, without the numbers that the figures keep back.

A note that says "of these, 3 were by the same person" would tell what a cell no longer does. Numbers of a date, a clock
or a rate, and lengths of time ("24 months", "per 1,000"), are no counts and stay.
"""

import re
from collections.abc import Collection
from typing import Any, Final

from reporting.cells import Shorthand

_MONTH: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_LENGTH: Final = r"(?:second|minute|hour|day|week|month|quarter|year|place)s?"
# "Shares to over 100%" says what a share is, and none that is kept back.
_NUMBER: Final = re.compile(
    rf"(?<![\w.,:/-])(?<!\bper )(?<!\bQuarter )(?!100%)(\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)"
    rf"(?![\d:/-]|[.,]\d| (?:{_MONTH})\b| (?:working )?{_LENGTH}\b)"
)
_KEPT_BACK: Final = str(Shorthand("c"))


def scrub(table: dict[str, Any], values: Collection[float]) -> None:
    """Put [c] in place of each of these numbers in the notes of a table and in the words of its base.

    Args:
        table: its document, which is changed.
        values: the figures that are kept back, of all tables of the report.
    """
    if isinstance(table.get("notes"), list):
        table["notes"] = [scrubbed(str(note), values) for note in table["notes"]]
    base = table.get("base")
    if isinstance(base, dict) and isinstance(base.get("unit"), str):
        base["unit"] = scrubbed(base["unit"], values)


def scrubbed(words: str, values: Collection[float]) -> str:
    """Return the words with [c] in place of each number that is one of these."""
    return _NUMBER.sub(lambda found: _KEPT_BACK if float(found[1].replace(",", "")) in values else found[1], words)
