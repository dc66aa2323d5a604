"""Asking the `stats` database: a question is one partnership and one period, and every query names both.

The alias is never replaced by the default one: its role can read the coded views of schema stats and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connections, transaction
from psycopg.sql import Composed

from reporting.periods import Period, year_before
from reporting.queries.narrowing import narrowed
from reporting.tables import NOT_AVAILABLE, Cell

ALIAS: Final = "stats"

_LONDON: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Question:
    """Whose figures, of which period.

    Attributes:
        partnership_id: the partnership, also that of every row that is read.
        period: the period asked for.
        before: the same period a year before.
        today: the day of asking; only what stands open in a period that has not finished depends on it.
        known_since: the day of the first incident that the partnership recorded, if there is any.
        areas: the codes of the areas that are asked about; none asks about the whole partnership.
        answers: what was read already, by what was asked: tables that need the same rows read them once, and agree.
    """

    partnership_id: UUID
    period: Period
    before: Period
    today: date
    known_since: date | None
    areas: tuple[str, ...] = ()
    answers: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict, compare=False, repr=False)

    def compared(self, count: int, last: date) -> Cell:
        """Return the figure of an earlier stretch that ended on `last`, or "not available" if it knows nothing of it.

        Nothing was counted before the partnership's records begin: that is not the same as none.
        """
        return count if self.known_since and self.known_since <= last else NOT_AVAILABLE

    def earlier(self, count: int) -> Cell:
        """Return the figure of the same period a year before, or "not available"."""
        return self.compared(count, self.before.last)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of the first and the last incident that a partnership recorded."""

    first: date
    last: date


def question(partnership_id: UUID, period: Period, *, year_starts: int, today: date) -> Question:
    """Return the question about a partnership's period, a quarter or a year of its own."""
    span = recorded_span(partnership_id)
    before = year_before(period, year_starts=year_starts)
    return Question(partnership_id, period, before, today, span.first if span else None)


def question_of_days(
    partnership_id: UUID, days: Period, *, today: date, span: Span | None, areas: tuple[str, ...] = ()
) -> Question:
    """Return the question about any days, which need be no quarter or year; it compares with no earlier time.

    Args:
        partnership_id: whose figures.
        days: from the first to the last.
        today: the day of asking.
        span: between which days the partnership has records, as `recorded_span` returns it.
        areas: the codes of areas; none asks about the whole partnership.
    """
    return Question(partnership_id, days, days, today, span.first if span else None, areas)


def recorded_span(partnership_id: UUID) -> Span | None:
    """Return the days between which the partnership has records, or nothing when it has none."""
    rows = _rows(
        "SELECT min(recorded_on), max(recorded_on) FROM stats.incidents WHERE partnership_id = %(partnership)s",
        {"partnership": partnership_id},
    )
    first, last = rows[0]
    return Span(first, last) if first else None


def ask(asked: Question, sql: str | Composed) -> list[tuple[Any, ...]]:
    """Return the rows of a query; the same query is asked once for each question.

    Args:
        asked: gives the query its parameters: `partnership`; `first` and `last`, `before_first` and `before_last`
            (days, both counted in); `begins` and `ends`, `before_begins` and `before_ends` (the moments in
            Europe/London at which the first day begins, and the day after the last one); and `today`.
        sql: a query of views in schema stats; each is narrowed to the areas that are asked about.

    Raises:
        NotPossible: areas are asked about, and the query counts what belongs to none.
    """
    words = sql if isinstance(sql, str) else sql.as_string()
    if words not in asked.answers:
        asked.answers[words] = _rows(narrowed(words) if asked.areas else words, _parameters(asked))
    return asked.answers[words]


def _parameters(asked: Question) -> dict[str, Any]:
    return {
        "partnership": asked.partnership_id,
        "first": asked.period.first,
        "last": asked.period.last,
        "before_first": asked.before.first,
        "before_last": asked.before.last,
        "begins": _midnight(asked.period.first),
        "ends": _midnight(asked.period.day_after),
        "before_begins": _midnight(asked.before.first),
        "before_ends": _midnight(asked.before.day_after),
        "today": asked.today,
        "areas": list(asked.areas),
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=_LONDON)


@contextmanager
def snapshot() -> Iterator[None]:
    """See the same rows in every query of the block, so that the tables of one report agree with each other.

    A transaction on this connection is of the isolation level REPEATABLE READ (`hatecrime/settings.py`).
    """
    with transaction.atomic(using=ALIAS, durable=True):
        yield


def _rows(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
