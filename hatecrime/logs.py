"""What may stand in a log: events, places in the code and kinds of errors, and no value of anybody's data.

The words of an error often hold what was typed: PostgreSQL names the whole row that breaks a rule. So of an error the
log keeps its kind and where it arose; its words only where they come from our own code or tell of a connection.
"""

import logging
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Final

from django.core.exceptions import DisallowedHost
from django.db.utils import OperationalError

_OURS: Final = ("audit", "partners", "cases", "conferences", "referrals", "reporting", "hatecrime")
_SPEAKS: Final = (DisallowedHost, ImportError, OperationalError, OSError)
_LONGEST: Final = 300
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """One line an event; of an error its kind and places, without its words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, whatever was kept of the error by a formatter before us left out."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(_without_values(record))
        finally:
            record.exc_text = kept

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - the name is the library's
        """Return the errors that led to one another, the first one first."""
        return "\n".join(line for error in reversed(list(_chain(ei[1]))) for line in _told(error))


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    """Return a failed task's record without the error's words and the values that Celery adds to them."""
    if record.name != "celery.app.trace" or not isinstance(record.args, Mapping):
        return record
    kind = str(record.args.get("exc", "")).partition("(")[0]
    told = logging.makeLogRecord(vars(record))
    told.args = {**record.args, "exc": kind, "traceback": "", "args": "", "kwargs": ""}
    return told


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> Iterator[str]:
    yield "Traceback (most recent call last):"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield _kind(error) + _words(error)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _words(error: BaseException) -> str:
    is_ours = type(error).__module__.split(".")[0] in _OURS
    if not is_ours and not isinstance(error, _SPEAKS):
        return ""
    return f": {' '.join(str(error).partition('DETAIL:')[0].split())[:_LONGEST]}"
