"""Reading single cells of the incident extract. Each reader returns a value or says what is wrong."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from cases.models.incident import Kind, Precision
from cases.moments import LAST_MINUTE, in_london
from cases.report import LONGEST_AGE
from partners.errors import NotPossible

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})")
_WHOLE = re.compile(r"[0-9]{1,3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class BadCell(NotPossible):
    """The cell cannot be read; the text says what to do."""


def clean(cell: str) -> str:
    """Return the cell without spaces around it.

    Raises:
        BadCell: it holds control characters, which no person has typed.
    """
    if _CONTROL.search(cell):
        raise BadCell("This cell holds characters that cannot be shown. Type it again.")
    return cell.strip()


def day(cell: str) -> date:
    """Read an ISO date."""
    if not _DATE.fullmatch(cell):
        raise BadCell("Use a date such as 2026-03-27.")
    return _date(cell)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell("There is no such day. Use a date such as 2026-03-27.") from None


def beginning(cell: str) -> tuple[datetime, Precision]:
    """Read when something began: a day means from its midnight."""
    if _DATE.fullmatch(cell):
        return in_london(_date(cell)), Precision.DAY
    return _minute(cell), Precision.MINUTE


def end(cell: str) -> datetime:
    """Read when something ended: a day means until its last minute."""
    if _DATE.fullmatch(cell):
        return in_london(_date(cell), LAST_MINUTE)
    return _minute(cell)


def _minute(cell: str) -> datetime:
    found = _MOMENT.fullmatch(cell)
    if not found:
        raise BadCell("Use a date such as 2026-03-27, or a date and time to the minute such as 2026-03-27T14:30.")
    try:
        clock = time.fromisoformat(found[2])
    except ValueError:
        raise BadCell("There is no such time. Use 00:00 to 23:59.") from None
    return in_london(_date(found[1]), clock)


def kind(cell: str) -> Kind:
    """Read whether it is a crime."""
    try:
        return Kind(cell)
    except ValueError:
        raise BadCell("Use “crime” or “incident”.") from None


def codes(cell: str) -> tuple[str, ...]:
    """Read codes joined by semicolons, each once."""
    return tuple(dict.fromkeys(code.strip() for code in cell.split(";") if code.strip()))


def age(cell: str) -> int:
    """Read an age in whole years."""
    if not _WHOLE.fullmatch(cell) or int(cell) > LONGEST_AGE:
        raise BadCell(f"Use an age in whole years, from 0 to {LONGEST_AGE}.")
    return int(cell)


def text(longest: int) -> Callable[[str], str]:
    """Return a reader of text with at most `longest` characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise BadCell(f"Use {longest:,} characters or fewer. There are {len(cell):,}.")
        return cell

    return read
