"""Every figure that reports print, in words: so that a file can name one, and a page can say which it is."""

from datetime import date, timedelta
from uuid import UUID

from reporting.periods import Period
from reporting.queries.source import question_of_days, recorded_span
from reporting.registry import TABLES
from reporting.relations import address, base_of

_YEAR = timedelta(days=365)


def figure_words(partnership_id: UUID, *, today: date) -> dict[str, str]:
    """Return the words for each figure by its address, as tables have them that cover a year up to today.

    Args:
        partnership_id: whose reference data and records name the rows.
        today: the last day of that year.
    """
    days = Period(today - _YEAR, today, "A year")
    asked = question_of_days(partnership_id, days, today=today, span=recorded_span(partnership_id))
    found: dict[str, str] = {}
    for table in (spec.table(asked) for spec in TABLES):
        found[base_of(table.id)] = f"{table.title}: {table.base.unit}"
        for row in table.rows:
            for column in table.columns:
                found[address(table.id, row.key, column.key)] = f"{table.title}: {row.label}, {column.label}"
    return found
